"""A verified plan becomes moves, chains, services and figures that add up."""

from __future__ import annotations

import zlib
from datetime import date

import msgspec
import pytest

from app.planning.judgement import Judgement
from app.planning.translate import judge
from app.planning.translate.pricing import price_without
from optimizer.case import Case
from optimizer.io import case_hash
from optimizer.plan import Path, Plan, Stay
from optimizer.rules import RULE_OF
from optimizer.verify import verify


def person(key: str, post: str, **more) -> dict:
    return {
        "id": key,
        "post": post,
        "post_since": "2020-01-01",
        "rank": "III/d",
        "education": "S1",
        "born": "1985-05",
        "experience": {"STAFF": 60, "SUPERVISOR": 60},
        "ratings": [{"year": 2025, "predicate": "baik"}, {"year": 2026, "predicate": "baik"}],
        **more,
    }


def post(key: str, unit: str = "u1", **more) -> dict:
    return {"id": key, "unit": unit, "kind": "SUPERVISOR", "title": key, "echelon": "IV.a", **more}


def town(**more) -> Case:
    """Three supervisors' posts: two are held, the third is vacant; one system with one key role."""
    return msgspec.convert(
        {
            "format": "tuntas-case",
            "version": 1,
            "horizon": {"starts_on": "2027-04-01", "rounds": 4, "round_months": 6},
            "units": [{"id": "u1", "department": "d1"}, {"id": "u2", "department": "d2"}],
            "competencies": [{"id": "c1"}],
            "posts": [
                post("a", standard={"c1": 2}),
                post("b", "u2", standard={"c1": 4}),
                post("c", "u2", standard={"c1": 3}),
            ],
            "persons": [person("ani", "a", levels={"c1": 4}), person("budi", "b", levels={"c1": 3})],
            "systems": [
                {
                    "id": "s",
                    "unit": "u1",
                    "finishes_on": "2028-04-01",
                    "roles": [{"id": "r", "key": True, "handover_rounds": 0}],
                }
            ],
            "services": [{"person": "budi", "role": "r", "since": "2024-01-01"}],
            **more,
        },
        Case,
        strict=False,
    )


def moved(case: Case, **targets: tuple[str, int]) -> Plan:
    """Make the plan in which people move once, each to a post in a round, and leave their roles."""
    of = {each.id: each for each in case.persons}
    last = case.horizon.rounds - 1
    paths = []
    for key, (target, number) in targets.items():
        roles = [
            {"role": service.role, "share": service.share, "via": service.via}
            for service in case.services
            if service.person == key
        ]
        stays = [{"post": target, "first": number, "last": last}]
        if number:
            stays.insert(0, {"post": of[key].post, "first": 0, "last": number - 1, "roles": roles})
        paths.append(Path(person=key, stays=msgspec.convert(stays, list[Stay])))
    plan = Plan(format="tuntas-plan", version=1, case_hash=case_hash(case), paths=paths, value=0)
    return msgspec.structs.replace(plan, value=verify(case, plan).value)


def judged(case: Case, plan: Plan) -> Judgement:
    return judge(zlib.compress(msgspec.json.encode(case)), msgspec.json.encode(plan))


@pytest.fixture
def domino() -> Judgement:
    case = town()
    return judged(case, moved(case, ani=("b", 0), budi=("c", 0)))


def test_a_lawful_plan_is_accepted_with_the_value_that_the_verifier_finds(domino: Judgement):
    assert domino.is_lawful
    assert domino.value == sum(domino.ledger.values())


def test_the_domino_is_one_chain_that_ends_in_the_vacancy(domino: Judgement):
    places = [(move.person, move.chain, move.place, move.chain_end) for move in domino.moves]
    assert places == [("ani", 1, 1, "vacancy"), ("budi", 1, 2, "vacancy")]


def test_fit_is_of_the_old_post_today_and_of_the_new_one_on_the_day(domino: Judgement):
    ani = domino.moves[0]
    assert (ani.fit_before, ani.fit_after) == (100, 100)
    budi = domino.moves[1]
    assert (budi.fit_before, budi.fit_after) == (75, 100)


def test_the_worth_of_all_moves_and_the_unnamed_rest_add_up_to_the_gain_over_the_present(domino: Judgement):
    total = sum(move.value for move in domino.moves) + domino.summary["value_unnamed"]
    assert total == domino.value - domino.summary["value_present"]


def test_a_move_shows_how_long_the_post_was_held_with_the_article(domino: Judgement):
    (check,) = [check for check in domino.moves[0].checks if check["code"] == "min_tenure"]
    assert check["state"] == "ok"
    assert check["facts"]["months"] == 87
    assert "PP 11/2017" in check["article"]
    assert check["lawful_from"] == "2022-01-01"


def test_who_leaves_a_role_at_once_serves_it_in_no_round(domino: Judgement):
    (stay,) = domino.services
    assert (stay.person, stay.from_round, stay.to_round, stay.leaves_because) == ("budi", -1, -1, "move")


def test_the_reasons_name_the_overdue_post_the_role_left_and_the_place_left_behind(domino: Judgement):
    facts = {move.person: {fact["code"]: fact for fact in move.reasons} for move in domino.moves}
    assert facts["ani"]["takes_place_of"]["person"] == "budi"
    assert facts["ani"]["left_behind"] == {"code": "left_behind", "open": 1, "filled_round": None}
    assert facts["budi"]["overdue"]["months"] == 87
    assert facts["budi"]["leaves_role"]["successors"] == []
    assert facts["budi"]["fills"] == {"code": "fills", "end": "vacancy"}


def test_the_figures_set_the_plan_beside_the_present(domino: Judgement):
    summary = domino.summary
    assert summary["moves"] == 2
    assert summary["present"]["vacancies"] == [1, 1, 1, 1]
    assert summary["plan"]["vacancies"] == [1, 1, 1, 1]
    assert summary["present"]["systems_kept"] == 1
    assert summary["plan"]["systems_kept"] == 0
    assert summary["present"]["overdue"][0] == 2
    assert summary["plan"]["overdue"][0] == 0


def test_a_plan_that_breaks_a_rule_is_refused_with_the_rule():
    case = town(persons=[person("ani", "a"), person("budi", "b", post_since=str(date(2026, 10, 1)))])
    judgement = judged(case, moved(case, budi=("c", 0)))
    assert not judgement.is_lawful
    assert judgement.refusal == "min_tenure"
    assert judgement.moves == []


def test_the_price_of_a_refusal_names_the_rules_that_the_rest_would_break():
    """Budi stays on the post that Ani is to enter; without Ani's move his can go on."""
    case = town()
    plan = moved(case, ani=("b", 0), budi=("c", 0))
    frozen, text = zlib.compress(msgspec.json.encode(case)), msgspec.json.encode(plan)
    formation = RULE_OF["formation"]
    refused = price_without(frozen, text, {"budi"})
    assert (formation.title, formation.title_en) in refused.broken
    alone = price_without(frozen, text, {"ani"})
    assert alone.broken == ()
    assert alone.difference == verify(case, moved(case, budi=("c", 0))).value - plan.value


def test_a_plan_that_claims_another_value_is_refused():
    case = town()
    plan = moved(case, ani=("c", 1))
    assert not judged(case, msgspec.structs.replace(plan, value=plan.value + 1)).is_lawful


def test_what_is_no_plan_is_refused():
    assert judge(zlib.compress(msgspec.json.encode(town())), b"{}").refusal == "plan_shape"


def test_a_place_freed_by_retirement_ends_a_chain_so():
    """The holder of b retires on 1 October 2027, before round 1; ani takes the place then."""
    case = town(
        persons=[person("ani", "a"), person("budi", "b", born="1969-09", levels={"c1": 3})], services=[]
    )
    (move,) = judged(case, moved(case, ani=("b", 1))).moves
    assert move.chain_end == "retiree"


@pytest.mark.parametrize(
    ("is_assumed", "born", "cause"),
    [
        (False, "1985-05", "contract"),
        (True, "1985-05", None),
        (True, "1969-03", "retirement"),
        (True, "1969-11", "retirement"),
    ],
)
def test_a_service_of_contract_staff_ends_with_what_really_ends_it(
    is_assumed: bool, born: str, cause: str | None
):
    """The contract ends within the plan unless renewal is assumed (ADR 0018); retirement ends it anyhow."""
    case = town(
        persons=[
            person("ani", "a", levels={"c1": 4}),
            person("budi", "b", employment="PPPK", contract_ends_on="2027-12-31", born=born, experience={}),
        ],
        settings=[
            {
                "rule": "contract_term",
                "valid_from": "2018-11-28",
                "parameters": {"renewal_assumed": is_assumed},
            }
        ],
    )
    judgement = judged(case, moved(case))
    assert judgement.is_lawful
    assert [stay.leaves_because for stay in judgement.services] == [cause]
    renewals = [finding for finding in judgement.findings if finding["rule"] == "contract_term"]
    # Nothing is to be renewed for somebody who retires before the contract ends.
    assert len(renewals) == judgement.summary["renewals"] == (is_assumed and cause is None)
