"""When a case is a network, what the flow proves, and that a flow which is not the best is found out."""

from __future__ import annotations

import random

import numpy as np
import pytest
from msgspec.structs import replace

from optimizer.arrays import Arrays
from optimizer.case import Case, Pin
from optimizer.engine.field import Field
from optimizer.engine.network import SCALE
from optimizer.errors import NoPlanError, SolveError
from optimizer.generate import generate
from optimizer.io import canonical_case, plan_hash
from optimizer.offers import Offers
from optimizer.oneround import is_network
from optimizer.oneround.choices import all_choices, at_present_posts
from optimizer.oneround.coupling import coupling_of, reach
from optimizer.oneround.flow import FlowProblem
from optimizer.oneround.potentials import Residual, potentials
from optimizer.oneround.proof import prove
from optimizer.rivals import cpsat, highs
from optimizer.rules import RULES, parameters_by_round
from optimizer.rules._base import NO_LIMIT, RowBlock, Rule, Usage
from optimizer.solve import solve
from optimizer.survey import survey
from optimizer.verify import verify
from tests.optimizer.builders import case_of
from tests.optimizer.oneround.cases import choices_of, no_prices, tiny_rounds, town, with_turnover
from tests.optimizer.test_brute_force import best_value


@pytest.fixture(scope="module")
def place() -> Case:
    """A hundred and twenty people without systems; as many may leave as like to."""
    return town(120, 5)


def half_a_move() -> Case:
    """
    Make a case in which half a move is better than a whole one.

    Ani may go out to x, Budi to y inside the department or out to z, and Cici, of the other department, to x
    or y. Only one of Ani and Budi may leave. Whole plans fill two of the three places; half of Ani, both
    halves of Budi and both of Cici fill two and a half.
    """
    posts = {"a": "u", "b": "u", "c": "v", "x": "v", "y": "u", "z": "v"}
    may = {"ani": "x", "budi": "yz", "cici": "xy"}
    start = dict(zip(may, "abc", strict=True))
    return case_of(
        {
            "horizon": {"starts_on": "2027-04-01", "rounds": 1, "round_months": 6},
            "units": [{"id": "u", "department": "d"}, {"id": "v", "department": "e"}],
            "posts": [
                {"id": post, "unit": unit, "kind": "STAFF", "open": post in "xyz"}
                for post, unit in posts.items()
            ],
            "persons": [
                {"id": person, "post": post, "post_since": "2024-01-01", "rank": "III/a", "education": "S1"}
                for person, post in start.items()
            ],
            "exclusions": [
                {"person": person, "post": post}
                for person in may
                for post in "xyz"
                if post not in may[person]
            ],
            "weights": {"fit": 0, "move": 0, "vacancy": 100},
        }
    )


class Ceiling(Rule):
    """At most so many people in each department, at a price for one more: a place around places."""

    code = "ceiling"

    def __init__(self, most: int, price: int = 0) -> None:
        self.most, self.price = most, price

    def master(self, nodes, params):
        arrays = nodes.arrays
        count = len(arrays.departments)
        zeros = np.zeros(count, np.int64)
        row = np.where(nodes.real, nodes.of_post(arrays.post_department), -1).astype(np.int32)
        return RowBlock(
            self.code, [f"ceiling:{key}" for key in arrays.departments], np.full(count, -NO_LIMIT),
            np.full(count, self.most), zeros, np.full(count, self.price), zeros,
            np.full(count, 9 if self.price else 0),
            [Usage("hold", row[:, :, None, None], np.ones((1, 1, 1, 1), np.int64))],
        )  # fmt: skip


def rules_of(case: Case, *more: Rule) -> list:
    """Give all rules in force, and others."""
    return [(rule, parameters_by_round(case, rule)) for rule in RULES] + [(rule, [None]) for rule in more]


def test_a_case_of_several_rounds_is_no_network():
    assert "6 rounds" in is_network(generate(30, 1))[0]


def test_a_case_without_loose_rows_is_a_network(place):
    assert is_network(place) == []


def test_a_turnover_that_can_bind_is_named_as_reason(place):
    (reason,) = is_network(with_turnover(place, 1))
    assert reason.partition(" ")[2].startswith(("row unit_turnover:", "rows of unit_turnover"))
    assert "cut" in reason


def test_roles_that_several_people_could_serve_are_named_as_reasons():
    reasons = " ".join(is_network(generate(120, 5, rounds=1)))
    assert "role_service" in reasons
    assert "other amounts than one" in reasons


def test_turnover_has_no_network_because_half_a_move_can_be_better():
    """The bound of the linear programme lies strictly above the best whole plan."""
    case = half_a_move()
    assert "unit_turnover" in is_network(case)[0]
    best, _ = best_value(case)
    result = solve(case, seconds=2, workers=1)
    assert (result.value, best) == (200, 200)
    assert result.bound == 250
    assert is_network(with_turnover(case, 100)) == []


def test_the_whole_case_is_solved_by_the_network_alone(place):
    result = solve(place, seconds=10, workers=1)
    assert (result.engine, result.status) == ("network", "optimal")
    assert result.plan.solver == "tuntas network flow"
    report = verify(place, result.plan)
    assert report.lawful
    assert report.value == result.value == result.bound


@pytest.mark.parametrize("seed", range(3))
def test_network_engine_and_cpsat_agree_on_small_governments(seed):
    case = town(60 + 30 * seed, 20 + seed)
    value = solve(case, seconds=10, workers=1).value
    outcome = cpsat.solve(case, 30, 1)
    assert outcome.plan is not None
    assert value == outcome.plan.value == outcome.bound
    assert value == solve(case, seconds=10, workers=1, method="general").value


@pytest.mark.parametrize("seed", range(12))
def test_the_certificate_proves_the_bound_by_the_engines_own_pricing(seed):
    """The stored multipliers are put to the general engine's dynamic programme, over all lawful posts."""
    case = canonical_case(town(40, seed))
    result = solve(case, seconds=10, workers=1)
    certificate = result.plan.certificate
    assert certificate is not None
    field = Field(case, rules_of(case), 12, 1)
    keys = field.crew.rows.keys
    multipliers = np.array([certificate.multipliers.get(key, 0) for key in keys], np.int64)
    assert certificate.scale == SCALE
    assert field.crew.weigh(multipliers, everywhere=True).bound == SCALE * result.value


def test_the_order_of_records_and_rules_has_no_meaning(place, monkeypatch):
    first = solve(place, seconds=10, workers=1)
    rng = random.Random(2)
    shuffled = {
        name: rng.sample(getattr(place, name), len(getattr(place, name))) for name in ("persons", "posts")
    }
    monkeypatch.setattr("optimizer.solve.RULES", tuple(rng.sample(RULES, len(RULES))))
    again = solve(replace(place, **shuffled), seconds=10, workers=2)
    assert plan_hash(again.plan) == plan_hash(first.plan)
    assert again.plan.certificate == first.plan.certificate


def test_regrets_are_zero_at_the_best_plan_and_split_the_distance_of_any_other(place):
    choices = choices_of(place)
    flow = FlowProblem(choices, coupling_of(choices)).solve(no_prices(choices))
    assert flow is not None
    assert prove(choices, flow.chosen, flow.multipliers).is_tight
    stay = np.unique(choices.person, return_index=True)[1]
    proof = prove(choices, stay, flow.multipliers)
    assert not proof.is_tight
    activity = choices.activity(stay)
    value = choices.rows.granted + choices.points[stay].sum() - choices.rows.cost(activity).sum()
    distance = int(proof.person_regret.sum() + proof.row_regret.sum())
    assert distance == proof.bound - SCALE * value > 0


def test_the_solvers_optimum_is_what_its_prices_prove_at_any_prices_of_loose_rows():
    """Two computations of one bound, one from the solver's cost and one from prices alone."""
    rng = np.random.default_rng(3)
    for _, case in tiny_rounds(40, 70_000):
        choices = choices_of(case)
        coupling = coupling_of(choices)
        rows = choices.rows
        top = SCALE * np.where(rows.missing_max > 0, rows.missing_price, 0)
        prices = -np.where(coupling.loose & (rows.lower > -NO_LIMIT), (rng.random(rows.count) * top), 0)
        flow = FlowProblem(choices, coupling).solve(prices.astype(np.int64))
        if flow is not None:
            assert prove(choices, flow.chosen, flow.multipliers).bound == flow.objective


@pytest.mark.parametrize(("most", "price"), [(26, 0), (22, 7), (24, 400)])
def test_places_around_places_are_part_of_the_network(place, most, price):
    """A ceiling per department lies around the formations of its posts; CP-SAT is asked for the same plan."""
    case = canonical_case(place)
    arrays, rules = Arrays(case), rules_of(case, Ceiling(most, price))
    choices = all_choices(arrays, rules, survey(arrays, Offers(arrays), rules))
    coupling = coupling_of(choices)
    is_ceiling = np.array([key.startswith("ceiling") for key in choices.rows.keys])
    assert coupling.reasons == []
    assert coupling.place[is_ceiling].any()
    flow = FlowProblem(choices, coupling).solve(no_prices(choices))
    best = by_cpsat(choices)
    if flow is None:
        assert best is None
        return
    assert prove(choices, flow.chosen, flow.multipliers).is_tight
    assert flow.objective == SCALE * best


def by_cpsat(choices) -> int | None:
    """Write the choices and rows down as a plain CP-SAT model."""
    from ortools.sat.python import cp_model

    model, rows = cp_model.CpModel(), choices.rows
    used = [model.new_bool_var("") for _ in choices.person]
    for p in range(choices.people):
        model.add_exactly_one([used[i] for i in np.flatnonzero(choices.person == p)])
    lost = []
    by_row = choices.uses.T.tocsr()
    for r in range(rows.count):
        part = slice(by_row.indptr[r], by_row.indptr[r + 1])
        terms = [int(a) * used[i] for i, a in zip(by_row.indices[part], by_row.data[part], strict=True)]
        missing = model.new_int_var(0, int(rows.missing_max[r]), "")
        excess = model.new_int_var(0, int(rows.excess_max[r]), "")
        if rows.lower[r] > -NO_LIMIT:
            model.add(sum(terms) + missing >= int(rows.lower[r]))
        if rows.upper[r] < NO_LIMIT:
            model.add(sum(terms) - excess <= int(rows.upper[r]))
        lost += [int(rows.missing_price[r]) * missing, int(rows.excess_price[r]) * excess]
    model.maximize(sum(int(w) * x for w, x in zip(choices.points, used, strict=True)) - sum(lost))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return None
    assert status == cp_model.OPTIMAL
    return rows.granted + round(solver.objective_value)


def test_reach_adds_up_the_least_and_the_most_of_each_person(place):
    """Beside the sparse computation a plain one, person by person."""
    choices = choices_of(place)
    dense = choices.uses.toarray()
    low = sum(dense[choices.person == p].min(axis=0) for p in range(choices.people))
    high = sum(dense[choices.person == p].max(axis=0) for p in range(choices.people))
    least, most = reach(choices)
    assert (least == low).all()
    assert (most == high).all()


def test_a_flow_that_is_not_of_least_cost_has_no_potentials():
    """Two people who would both gain from changing their places."""
    ends = np.array([2, 2])
    residual = Residual(
        vertices=3, held=np.array([0, 1]), leaf=np.array([1, 0]), loss=np.array([-1, -1]), above=ends,
        one_more=np.zeros(2, np.int64), has_more=np.zeros(2, bool),
        one_less=np.zeros(2, np.int64), has_less=np.zeros(2, bool),
    )  # fmt: skip
    with pytest.raises(SolveError, match="not of least cost"):
        potentials(residual)


def test_a_limit_that_is_over_ends_a_run_with_the_networks_plan():
    """The turnover binds, the flow is lawful already, and there is no time for the engine."""
    case = with_turnover(half_a_move(), 1)
    result = solve(case, seconds=1e-4, workers=1)
    assert verify(case, result.plan).lawful
    assert result.bound >= result.value


def test_what_couples_people_at_their_present_posts_couples_them_in_the_whole_case():
    """Few choices are listed before many, and rows that are loose for few are loose for all."""
    compared = 0
    for _, case in tiny_rounds(60, 120_000):
        case = canonical_case(case)
        few = coupling_of(at_present_posts(Arrays(case), rules_of(case))).loose
        many = coupling_of(choices_of(case)).loose
        assert not (few & ~many).any()
        compared += int(few.any())
    assert compared > 10


@pytest.mark.parametrize("seed", range(4))
def test_a_binding_turnover_is_priced_and_the_rest_left_to_the_engine(seed):
    """One HiGHS model of the same case names the best value; bound and value enclose it."""
    case = town(90, 40 + seed, 2)
    assert "unit_turnover" in is_network(case)[0]
    outcome = highs.solve(case, 30, 1)
    assert outcome.plan is not None
    result = solve(case, seconds=4, workers=1)
    assert verify(case, result.plan).lawful
    assert result.value == outcome.plan.value <= result.bound


def test_the_engine_goes_on_where_the_priced_network_leaves_a_gap():
    """Half a move is better than a whole one, so that prices alone cannot close the gap."""
    said = []
    result = solve(half_a_move(), seconds=2, workers=1, on_progress=said.append)
    assert result.engine == "network and column generation"
    assert said[-1].phase == "done"
    assert sum(event.phase == "done" for event in said) == 1
    assert all(event.bound is None or event.bound >= result.value for event in said)
    values = [event.value for event in said if event.value is not None]
    assert values == sorted(values)
    assert result.plan.certificate is not None
    assert result.statistics == said


def test_a_case_that_nobody_can_keep_is_left_to_the_engine_to_explain():
    """Ani is pinned to a post that an exclusion keeps her out of; the engine names her and the pin."""
    case = half_a_move()
    case = replace(case, pins=[Pin(person="ani", post="y", round=0)])
    with pytest.raises(NoPlanError) as caught:
        solve(case, seconds=2, workers=1)
    assert caught.value.proven
    assert "pin to y" in caught.value.reasons[0]
