"""Officials are not replaced while an election or a new head of region freezes appointments."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.case import Case, Person, Post, Window
from optimizer.rules._arrays import unless_own
from optimizer.rules._base import Example, Finding, LegalBasis, PricingPart, Rule
from optimizer.rules._examples import office, path, person, post

if TYPE_CHECKING:
    from optimizer.nodes import Nodes
    from optimizer.register import Register
    from optimizer.walk import Walk

LED = frozenset({"SUPERVISOR", "ADMINISTRATOR", "SENIOR_EXECUTIVE"})


class Freeze(Rule):
    """
    Bar moves in a window without the Minister's written approval.

    Notes
    -----
    Election and inauguration windows concern structural posts and functional holders who lead a unit,
    whether they are entered or left. Under an acting head nobody moves. First and last day belong to the
    window. Where a frozen round lies ahead, pricing also keeps a person promoted into a structural post
    by this plan from leaving it for a functional one, which is narrower than the law by a rare case.
    """

    code = "freeze"
    title = "Larangan penggantian pejabat"
    title_en = "Freeze of appointments"
    precedence = 3
    legal = (
        LegalBasis("UU 10/2016", "ps. 71 ayat (2)", "C"),
        LegalBasis("UU 10/2016", "ps. 162 ayat (3)", "C"),
        LegalBasis("PP 49/2008", "ps. 132A ayat (1)-(2)", "C"),
    )
    sentence = (
        "Pada {on} penggantian pejabat dibekukan ({window}, {since} sampai {until}) tanpa persetujuan "
        "tertulis Mendagri; {person} tidak dapat beralih ke {post}. Boleh mulai {lawful_from}."
    )
    sentence_en = (
        "On {on} appointments are frozen ({window}, {since} to {until}) without the Minister's written "
        "approval; {person} cannot move to {post}. Lawful from {lawful_from}."
    )

    examples = (
        Example(
            "an official moves after the window",
            office(
                [post("a", "SUPERVISOR"), post("b", "SUPERVISOR")],
                [person("ani", "a")],
                windows=[{"kind": "post_inauguration", "since": "2027-02-20", "until": "2027-08-20"}],
            ),
            [path("ani", (0, "a"), (1, "b"))],
        ),
        Example(
            "an official moves in the window",
            office(
                [post("a", "SUPERVISOR"), post("b", "SUPERVISOR")],
                [person("ani", "a")],
                windows=[{"kind": "post_inauguration", "since": "2027-02-20", "until": "2027-08-20"}],
            ),
            [path("ani", (0, "b"))],
            breaches=1,
        ),
        Example(
            "the last day belongs to the window",
            office(
                [post("a", "STAFF"), post("b", "SUPERVISOR")],
                [person("ani", "a")],
                windows=[{"kind": "election", "since": "2027-02-20", "until": "2027-04-01"}],
            ),
            [path("ani", (0, "b"))],
            breaches=1,
        ),
        Example(
            "staff move meanwhile",
            office(
                [post("a", "STAFF"), post("b", "STAFF")],
                [person("ani", "a")],
                windows=[{"kind": "election", "since": "2027-02-20", "until": "2027-08-20"}],
            ),
            [path("ani", (0, "b"))],
        ),
        Example(
            "nobody moves under an acting head",
            office(
                [post("a", "STAFF"), post("b", "STAFF")],
                [person("ani", "a")],
                windows=[{"kind": "acting_head", "since": "2027-02-20", "until": "2027-08-20"}],
            ),
            [path("ani", (0, "b"))],
            breaches=1,
        ),
        Example(
            "the Minister has approved",
            office(
                [post("a", "SUPERVISOR"), post("b", "SUPERVISOR")],
                [person("ani", "a")],
                windows=[
                    {"kind": "election", "since": "2027-02-20", "until": "2027-08-20", "approved": True}
                ],
            ),
            [path("ani", (0, "b"))],
        ),
    )

    def pricing(self, nodes: "Nodes", params: Sequence[Any]) -> PricingPart:
        arrays, dates = nodes.arrays, nodes.arrays.dates[:-1]
        windows = [_window_on(nodes.case, day) for day in dates]
        if not any(windows):
            return PricingPart()
        official = arrays.post_managerial | arrays.post_leads_unit
        concerned = nodes.of_post(official) | nodes.of_person(official[arrays.person_post])
        is_frozen = np.array([window is not None for window in windows])
        is_total = np.array([window is not None and window.kind == "acting_head" for window in windows])
        lawful = ~is_frozen | (~is_total & ~concerned[:, :, None])
        own = nodes.from_post == nodes.of_person(arrays.person_post)[:, :, None]
        follows = own | ~official[nodes.from_post] | official[nodes.to_post]
        return PricingPart(enter=unless_own(nodes, lawful), follows=follows)

    def objection(
        self, register: "Register", person: Person, post: Post, day: date, params: Any
    ) -> dict[str, Any] | None:
        return self._facts(register, person, register.posts[person.post], post, day)

    def _facts(
        self, register: "Register", person: Person, origin: Post, post: Post, day: date
    ) -> dict[str, Any] | None:
        today = register.posts[person.post]
        window = _window_on(register.case, day)
        if window is None:
            return None
        if window.kind != "acting_head" and not any(map(_is_official, (origin, post, today))):
            return None
        facts = {"person": person.id, "post": post.id, "on": day, "window": window.kind}
        end = window.until + timedelta(days=1)
        while (after := _window_on(register.case, end)) is not None:
            end = after.until + timedelta(days=1)
        return {**facts, "since": window.since, "until": window.until, "lawful_from": end}

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        register = walk.register
        for move in walk.moves:
            day = register.dates[move.round]
            facts = self._facts(register, move.person, move.origin, move.target, day)
            if facts is not None:
                yield self.breach(round=move.round, **facts)


def _window_on(case: Case, day: date) -> Window | None:
    """Return the window in force on a day; one under an acting head before others."""
    windows = [each for each in case.windows if not each.approved and each.since <= day <= each.until]
    return min(windows, key=lambda each: (each.kind != "acting_head", each.until), default=None)


def _is_official(post: Post) -> bool:
    return post.kind in LED or post.leads_unit


RULE = Freeze()
