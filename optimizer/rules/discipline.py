"""Nobody is promoted while a medium or heavy sanction is in force."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.case import Person, Post
from optimizer.rules._arrays import is_promotion, unless_own
from optimizer.rules._base import Example, LegalBasis, PricingPart, Rule
from optimizer.rules._examples import office, path, person, post
from optimizer.rules._parameters import parameter

if TYPE_CHECKING:
    from optimizer.nodes import Nodes
    from optimizer.register import Register

BLOCKING = frozenset({"medium", "heavy"})


class Discipline(Rule):
    """
    Bar promotions during a medium or heavy sanction, and for a time after it where a setting says so.

    Notes
    -----
    The last day of a sanction still belongs to it; an open end lasts beyond the horizon. Lateral moves
    stay possible.
    """

    code = "discipline"
    title = "Hukuman disiplin"
    title_en = "Disciplinary sanction"
    precedence = 2
    legal = (
        LegalBasis("PP 94/2021", "ps. 8", "C"),
        LegalBasis("Peraturan BKN 6/2022", "", "C"),
    )
    sentence = (
        "{person} menjalani hukuman disiplin {level} sejak {since}; promosi ke {post} pada {on} tidak boleh. "
        "Boleh dipromosikan mulai {lawful_from}."
    )
    sentence_en = (
        "{person} is under a {level} sanction since {since}; no promotion to {post} on {on}. "
        "May be promoted from {lawful_from}."
    )

    examples = (
        Example(
            "a light sanction does not bar a promotion",
            office(
                [post("a"), post("b", "SUPERVISOR")],
                [
                    person(
                        "ani",
                        "a",
                        sanctions=[{"level": "light", "since": "2026-12-01", "until": "2027-12-01"}],
                    )
                ],
            ),
            [path("ani", (0, "b"))],
        ),
        Example(
            "a medium sanction in force does",
            office(
                [post("a"), post("b", "SUPERVISOR")],
                [
                    person(
                        "ani",
                        "a",
                        sanctions=[{"level": "medium", "since": "2026-12-01", "until": "2027-12-01"}],
                    )
                ],
            ),
            [path("ani", (0, "b"))],
            breaches=1,
        ),
        Example(
            "on its last day it is still in force",
            office(
                [post("a"), post("b", "SUPERVISOR")],
                [
                    person(
                        "ani",
                        "a",
                        sanctions=[{"level": "medium", "since": "2026-12-01", "until": "2027-04-01"}],
                    )
                ],
            ),
            [path("ani", (0, "b"))],
            breaches=1,
        ),
        Example(
            "the day before the move was the last one",
            office(
                [post("a"), post("b", "SUPERVISOR")],
                [
                    person(
                        "ani",
                        "a",
                        sanctions=[{"level": "medium", "since": "2026-12-01", "until": "2027-03-31"}],
                    )
                ],
            ),
            [path("ani", (0, "b"))],
        ),
        Example(
            "a setting asks for 90 clean days, and the day of the move is the 91st",
            office(
                [post("a"), post("b", "SUPERVISOR")],
                [
                    person(
                        "ani",
                        "a",
                        sanctions=[{"level": "medium", "since": "2026-06-01", "until": "2026-12-31"}],
                    )
                ],
                settings=[
                    {"rule": "discipline", "valid_from": "2020-01-01", "parameters": {"clean_days": 90}}
                ],
            ),
            [path("ani", (0, "b"))],
        ),
        Example(
            "on the last of 91 clean days",
            office(
                [post("a"), post("b", "SUPERVISOR")],
                [
                    person(
                        "ani",
                        "a",
                        sanctions=[{"level": "medium", "since": "2026-06-01", "until": "2026-12-31"}],
                    )
                ],
                settings=[
                    {"rule": "discipline", "valid_from": "2020-01-01", "parameters": {"clean_days": 91}}
                ],
            ),
            [path("ani", (0, "b"))],
            breaches=1,
        ),
        Example(
            "a lateral move is possible",
            office(
                [post("a"), post("b", "STAFF")],
                [
                    person(
                        "ani",
                        "a",
                        sanctions=[{"level": "heavy", "since": "2026-12-01", "until": "2027-12-01"}],
                    )
                ],
            ),
            [path("ani", (0, "b"))],
        ),
    )

    @dataclass(frozen=True)
    class Params:
        """Parameters of the rule."""

        clean_days: int = parameter(
            0, "Hari bersih sesudah hukuman berakhir", "Clean days after a sanction ends", "days", 0, 1000
        )

    def pricing(self, nodes: "Nodes", params: Sequence[Any]) -> PricingPart:
        blocked = np.zeros((len(nodes.persons), 1, len(params)), bool)
        for i, p in enumerate(nodes.persons):
            for sanction in nodes.case.persons[p].sanctions:
                if sanction.level not in BLOCKING:
                    continue
                for t, day in enumerate(nodes.arrays.dates[:-1]):
                    is_over = sanction.until is not None and day > sanction.until + timedelta(
                        days=params[t].clean_days
                    )
                    blocked[i, 0, t] |= sanction.since <= day and not is_over
        return PricingPart(enter=unless_own(nodes, ~blocked | ~is_promotion(nodes)[:, :, None]))

    def objection(
        self, register: "Register", person: Person, post: Post, day: date, params: Any
    ) -> dict[str, Any] | None:
        if not person.sanctions or not register.is_promotion(person, post):
            return None
        clean = timedelta(days=params.clean_days)
        for sanction in person.sanctions:
            if sanction.level not in BLOCKING or day < sanction.since:
                continue
            if sanction.until is None or day <= sanction.until + clean:
                free = None if sanction.until is None else sanction.until + clean + timedelta(days=1)
                facts = {"person": person.id, "post": post.id, "on": day, "lawful_from": free}
                return {**facts, "level": sanction.level, "since": sanction.since}
        return None


RULE = Discipline()
