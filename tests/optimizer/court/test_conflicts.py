"""Conflicts made by hand, one of each kind, with the answer that the law gives."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from optimizer.case import Case
from optimizer.court import Verdict, Wish, judge
from optimizer.errors import CaseError
from optimizer.rules._examples import office, person, post, serving, system
from optimizer.verify import assess
from tests.optimizer.builders import raw_plan


def case(posts, persons, **more) -> Case:
    """A case whose pins may contradict each other."""
    record = office(posts, persons, **more)
    return msgspec.convert(record, Case, strict=False)


def facts(verdict: Verdict) -> set[tuple[str, str, str]]:
    """Kind or rule, person and, for demands and formations, post or role."""
    return {
        (
            each.rule if each.kind == "rule" else each.kind,
            each.person,
            each.post or each.role if each.kind != "rule" or not each.person else "",
        )
        for each in verdict.conflict.facts
    }


def dropped(verdict: Verdict) -> list[tuple[str, str]]:
    """Kind and person of each demand to take back."""
    return [(each.kind, each.person) for each in verdict.relaxation.drop]


def pin(who: str, where: str, since: int = 0) -> dict:
    """A pin."""
    return {"person": who, "post": where, "round": since}


def test_two_pins_on_one_place():
    asked = case(
        [post("a"), post("b"), post("c")],
        [person("ani", "a"), person("budi", "b")],
        pins=[pin("ani", "c"), pin("budi", "c")],
    )
    verdict = judge(asked)
    assert verdict.status == "conflict"
    assert facts(verdict) == {("pin", "ani", "c"), ("pin", "budi", "c"), ("formation", "", "c")}
    assert (verdict.conflict.size, verdict.conflict.confirmed) == ("smallest", True)
    assert len(dropped(verdict)) == 1
    assert verdict.relaxation.smallest
    assert verdict.relaxation.confirmed_twice


def test_two_pins_of_one_person_to_two_posts():
    asked = case(
        [post("a"), post("b"), post("c")], [person("ani", "a")], pins=[pin("ani", "b"), pin("ani", "c")]
    )
    assert facts(judge(asked)) == {("pin", "ani", "b"), ("pin", "ani", "c")}


def test_a_pin_in_a_freeze_names_the_window_and_its_end():
    window = {"kind": "post_inauguration", "since": "2027-02-20", "until": "2027-08-20"}
    asked = case(
        [post("a", "SUPERVISOR"), post("b", "SUPERVISOR")],
        [person("ani", "a")],
        windows=[window],
        pins=[pin("ani", "b")],
    )
    verdict = judge(asked)
    assert facts(verdict) == {("pin", "ani", "b"), ("freeze", "ani", "")}
    freeze = next(each for each in verdict.conflict.facts if each.rule == "freeze")
    assert freeze.lawful_from == date(2027, 8, 21)
    assert freeze.legal[0] == {"instrument": "UU 10/2016", "article": "ps. 71 ayat (2)", "confidence": "C"}
    assert "frozen" in freeze.sentence_en
    assert "dibekukan" in freeze.sentence


def test_a_wish_blocked_by_time_in_post_is_lawful_by_a_plan_from_the_next_round():
    asked = case([post("a"), post("b")], [person("ani", "a", post_since="2025-07-01")])
    verdict = judge(asked, Wish("ani", "b"))
    assert facts(verdict) == {("wish", "ani", "b"), ("min_tenure", "ani", "")}
    assert verdict.relaxation is None
    assert (verdict.first_date.by, verdict.first_date.round) == ("plan", 1)
    assert verdict.first_date.on == date(2027, 10, 1)


def test_a_wish_may_become_lawful_only_beyond_the_horizon():
    asked = case([post("a"), post("b")], [person("ani", "a", post_since="2026-07-01")])
    first = judge(asked, Wish("ani", "b")).first_date
    assert (first.by, first.on) == ("rules", date(2028, 7, 1))


def test_a_wish_against_an_exclusion_is_never_lawful_while_it_stands():
    asked = case(
        [post("a"), post("b")],
        [person("ani", "a")],
        exclusions=[{"person": "ani", "post": "b"}],
    )
    verdict = judge(asked, Wish("ani", "b"))
    assert facts(verdict) == {("wish", "ani", "b"), ("exclusion", "ani", "b")}
    assert dropped(verdict) == [("exclusion", "ani")]
    assert verdict.first_date.by == "never"


def test_a_formation_is_full_because_the_holder_is_not_to_be_moved():
    asked = case([post("a"), post("b"), post("c")], [person("ani", "a"), person("budi", "b", movable=False)])
    verdict = judge(asked, Wish("ani", "b"))
    assert facts(verdict) == {("wish", "ani", "b"), ("formation", "", "b"), ("mark", "budi", "")}
    assert dropped(verdict) == [("mark", "budi")]
    full = next(each for each in verdict.conflict.facts if each.rule == "formation")
    assert "2 holders" in full.sentence_en


def test_a_formation_is_full_because_the_holder_has_just_come():
    asked = case(
        [post("a"), post("b"), post("c")], [person("ani", "a"), person("budi", "b", post_since="2026-10-01")]
    )
    verdict = judge(asked, Wish("ani", "b"))
    assert facts(verdict) == {("wish", "ani", "b"), ("formation", "", "b"), ("min_tenure", "budi", "")}
    assert verdict.relaxation is None


def test_a_holder_who_can_move_on_is_no_conflict():
    verdict = judge(
        case([post("a"), post("b"), post("c")], [person("ani", "a"), person("budi", "b")]), Wish("ani", "b")
    )
    assert verdict.status == "lawful"
    plan = raw_plan(msgspec.to_builtins(verdict.paths))
    asked = case([post("a"), post("b"), post("c")], [person("ani", "a"), person("budi", "b")])
    assert assess(asked, plan).lawful
    assert any(path.person == "ani" and path.stays[-1].post == "b" for path in verdict.paths)


def test_an_exclusion_against_a_pin():
    asked = case(
        [post("a"), post("b")],
        [person("ani", "a")],
        pins=[pin("ani", "b")],
        exclusions=[{"person": "ani", "post": "b"}],
    )
    verdict = judge(asked)
    assert facts(verdict) == {("pin", "ani", "b"), ("exclusion", "ani", "b")}
    assert len(verdict.relaxation.drop) == 1


def test_a_chain_of_three_ends_at_the_one_who_cannot_go_on():
    """Ani wants Budi's place; Budi may go to Cici's alone; Cici stays."""
    asked = case(
        [post("a"), post("b"), post("c"), post("d")],
        [person("ani", "a"), person("budi", "b"), person("cici", "c", movable=False)],
        exclusions=[{"person": "budi", "post": "a"}, {"person": "budi", "post": "d"}],
    )
    verdict = judge(asked, Wish("ani", "b"))
    kinds = sorted(kind for kind, *_ in facts(verdict))
    assert kinds == ["exclusion", "exclusion", "formation", "formation", "mark", "wish"]
    assert {each.post for each in verdict.conflict.facts if each.rule == "formation"} == {"b", "c"}
    assert len(verdict.relaxation.drop) == 1
    assert verdict.conflict.confirmed


def held(**more) -> Case:
    """Ani builds a system from a post prone to corruption and is held on it; another post is far from it."""
    return case(
        [post("a", "SUPERVISOR", high_risk=True), post("b", "SUPERVISOR", "v")],
        [person("ani", "a", **more)],
        systems=system({"id": "r"}),
        services=[serving("ani", "r")],
        holds=[{"person": "ani", "role": "r", "until": "2028-04-01"}],
        pins=[pin("ani", "b", 1)],
    )


def test_a_hold_against_a_pin_to_a_post_that_cannot_serve_the_role():
    verdict = judge(held())
    assert facts(verdict) == {("pin", "ani", "b"), ("hold", "ani", "r"), ("role_access", "ani", "")}
    assert len(verdict.relaxation.drop) == 1


def test_a_hold_yields_to_the_rotation_of_a_post_prone_to_corruption():
    """After five years in such a post the hold no longer binds, so the pin is lawful."""
    assert judge(held(post_since="2022-04-01")).status == "lawful"


def test_a_wish_after_retirement_names_the_end_of_service():
    asked = case([post("a"), post("b")], [person("ani", "a", born="1969-08")])
    verdict = judge(asked, Wish("ani", "b", round=1))
    assert facts(verdict) == {("wish", "ani", "b"), ("retirement", "ani", "")}
    assert verdict.relaxation is None
    assert verdict.first_date.by == "never"


def test_a_person_who_is_not_to_leave_conflicts_with_the_pin_elsewhere():
    asked = case([post("a"), post("b")], [person("ani", "a")], pins=[pin("ani", "b", 1)])
    verdict = judge(asked, Wish("ani", "a"))
    assert facts(verdict) == {("wish", "ani", "a"), ("pin", "ani", "b")}


def test_a_wish_to_serve_a_role_names_what_the_person_lacks():
    asked = case(
        [post("a")],
        [person("ani", "a", levels={"c": 1})],
        systems=system({"id": "r", "needs": {"c": 4}}),
        services=[],
    )
    verdict = judge(asked, Wish("ani", role="r"))
    assert facts(verdict) == {("wish", "ani", "r"), ("role_access", "ani", "")}


def test_a_case_without_conflict_is_lawful_and_nobody_is_heard():
    verdict = judge(case([post("a")], [person("ani", "a")]))
    assert (verdict.status, verdict.people, verdict.paths) == ("lawful", [], [])


def test_never_names_what_speaks_against_the_last_round():
    """Time in post is full by the second round; the level is two steps too high in both."""
    asked = case(
        [post("a"), post("b", "ADMINISTRATOR")], [person("ani", "a", post_since="2025-07-01", ratings=[])]
    )
    first = judge(asked, Wish("ani", "b")).first_date
    assert first.by == "never"
    assert "min_tenure" not in first.sentence_en


@pytest.mark.parametrize(
    "wish", [Wish("nobody", "a"), Wish("ani", "nowhere"), Wish("ani"), Wish("ani", "a", round=9)]
)
def test_a_wish_that_the_case_does_not_know_is_refused(wish):
    with pytest.raises(CaseError):
        judge(case([post("a")], [person("ani", "a")]), wish)
