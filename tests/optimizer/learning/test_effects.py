"""A departure costs what the optimizer charges for it: both are computed and compared."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from optimizer.learning import RoleOnSystem, effect_of, lost_months, priced_value
from optimizer.learning.effects import round_starts
from optimizer.learning.model import DelayEffect, FinishModel
from optimizer.rules._examples import office, path, person, post, serving, system
from tests.optimizer.builders import case_of, plan_of
from tests.optimizer.learning.test_finish import nothing_to_learn, trained

SHARE = 50
"""Percent that a role on the own system gets, by the default of the case."""

STARTS = round_starts(date(2027, 4, 1), 2, 6)


def charged(record: dict, paths: list[dict]) -> int:
    """Points that the verifier gives for role service under a plan."""
    from optimizer.verify import assess

    case = case_of(record)
    findings = assess(case, plan_of(case, paths)).findings
    return sum(finding.points for finding in findings if finding.rule == "role_service")


def town(**role) -> dict:
    return office(
        [post("a"), post("b")],
        [person("ani", "a"), person("budi", "a"), person("cici", "b")],
        systems=system({"id": "r", "key": True, **role}),
        services=[serving("ani", "r")],
    )


def effect(
    record: dict, model: FinishModel, leaves_on: date, *, successor: bool, others: int = 0, until=None
):
    (host,) = case_of(record).systems
    (role,) = host.roles
    terms = RoleOnSystem(role.need_percent, (others,) * len(STARTS), tuple(role.ramp))
    weight = case_of(record).weights.service
    return effect_of(
        model,
        terms,
        SHARE,
        STARTS,
        leaves_on,
        host.finishes_on,
        host.value_per_month,
        weight,
        6,
        successor,
        until,
    )


@pytest.mark.parametrize("need", [100, 40])
def test_a_departure_without_a_successor_costs_what_the_verifier_takes(need):
    record = town(need_percent=need)
    stays = charged(record, [])
    leaves = charged(record, [path("ani", (0, "a", "r"), (1, "b"))])
    found = effect(record, nothing_to_learn(), STARTS[1], successor=False)
    assert found.points == stays - leaves > 0
    assert found.lost_months == pytest.approx(6 * min(need, SHARE) / 100)


def test_a_successor_on_the_ramp_costs_what_the_verifier_takes():
    record = town(need_percent=100, ramp=[40])
    stays = charged(record, [])
    leaves = charged(record, [path("ani", (0, "b")), path("budi", (0, "a", "r"))])
    found = effect(record, nothing_to_learn(), STARTS[0], successor=True)
    # The newcomer gives 40 percent of the share in the first round and all of it in the second.
    assert found.lost_months == pytest.approx(6 * 0.6 * SHARE / 100)
    assert found.points == stays - leaves > 0


def test_who_gives_more_than_is_needed_is_not_missed_in_full():
    assert lost_months(100, [150, 150], [60, 60], 6) == pytest.approx(4.8)
    assert lost_months(100, [150], [100], 6) == 0


def test_who_retires_anyhow_is_lost_only_until_then():
    record = town(need_percent=100)
    model = nothing_to_learn()
    assert effect(record, model, STARTS[0], successor=False, until=STARTS[1]).lost_months == pytest.approx(3)
    assert effect(record, model, STARTS[1], successor=False, until=STARTS[1]).points == 0
    day_later = date(2027, 10, 2)
    assert effect(record, model, STARTS[1], successor=False, until=day_later).lost_months == pytest.approx(3)


def test_others_are_counted_round_by_round():
    terms = RoleOnSystem(60, (60, 0))
    found = effect_of(nothing_to_learn(), terms, 50, STARTS, STARTS[0], date(2029, 1, 1), 100, 100, 6, False)
    assert found.lost_months == pytest.approx(3)


def test_leaving_after_the_finish_loses_nothing():
    record = town(need_percent=100)
    assert effect(record, nothing_to_learn(), date(2029, 1, 1), successor=False).points == 0


def test_the_delay_is_the_price_divided_by_the_value_of_a_month():
    """What the page says and what the optimizer charges are one number in two units."""
    model = trained()
    record = town(need_percent=100)
    value = record["systems"][0].get("value_per_month", 100)
    record["systems"][0]["value_per_month"] = priced_value(model, value * 100)
    found = effect(record, model, STARTS[1], successor=False)
    weight = case_of(record).weights.service
    assert found.delay_months == pytest.approx(found.points / (value * 100 * weight / 100), rel=0.01)
    assert found.is_learned


def test_an_effect_whose_interval_holds_zero_prices_nothing():
    model = msgspec.structs.replace(trained(), effect=DelayEffect(months=0.9, low=0.0, high=2.0))
    assert model.delay_per_lost_month == 1.0
    assert priced_value(model, 420) == 420
    model = msgspec.structs.replace(trained(), effect=DelayEffect(months=0.5, low=0.01, high=2.0))
    assert priced_value(model, 420) == 210
    assert priced_value(model, 1) == 1
    assert priced_value(model, 0) == 0
