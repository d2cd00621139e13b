"""Whoever enters a led post meets its competency standard by the day of the move."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.case import Person, Post
from optimizer.rules._base import (
    NEEDED,
    NEEDED_EN,
    Example,
    Finding,
    LegalBasis,
    Paper,
    PricingPart,
    Rule,
)
from optimizer.rules._examples import office, path, person, post
from optimizer.rules._parameters import parameter

if TYPE_CHECKING:
    from optimizer.nodes import Nodes
    from optimizer.register import Register
    from optimizer.walk import Walk

JUDGED = frozenset({"ADMINISTRATOR", "SUPERVISOR"})

JUDGEMENT = Paper(
    "penilaian kesenjangan kompetensi",
    "the judgement of the competency gap",
    "Tim Penilai Kinerja",
    "the appraisal team",
)


class CompetencyStandard(Rule):
    """
    Require a share of the competency standard of whoever becomes senior executive.

    Notes
    -----
    The share is the fit: ``100 * sum(min(level, need)) // sum(need)``, with the training planned until the
    round of the move. At 80 percent a person meets the standard. An administrator or supervisor below it is
    a matter for the advisory team: the plan names the gap as something to be judged, and stays lawful.
    """

    code = "competency_standard"
    title = "Standar kompetensi jabatan"
    title_en = "Competency standard of the post"
    legal = (
        LegalBasis("PP 17/2020", "ps. 107 (JPT)", "C"),
        LegalBasis("PP 11/2017", "ps. 54 ayat (1) huruf f, ps. 131 ayat (2)", "C"),
        LegalBasis("PermenPANRB 38/2017", "standar kompetensi jabatan", "C"),
    )
    sentence = (
        "{person} memenuhi {fit} persen standar jabatan {post} pada {on}; paling rendah {limit} persen. "
        "Terpenuhi mulai {lawful_from}."
    )
    sentence_en = (
        "{person} meets {fit} percent of the standard of {post} on {on}; the least is {limit} percent. "
        "Met from {lawful_from}."
    )
    variants = {
        "judged": (
            "{person} memenuhi {fit} persen standar {post} pada {on}; " + NEEDED,
            "{person} meets {fit} percent of the standard of {post} on {on}; " + NEEDED_EN,
        )
    }

    @dataclass(frozen=True)
    class Params:
        """Parameters of the rule."""

        executive_percent: int = parameter(
            80, "Pemenuhan terendah untuk JPT", "Least share for senior executives", "percent", 0, 100
        )
        judged_percent: int = parameter(
            80,
            "Di bawahnya Tim Penilai Kinerja menilai",
            "Below it the advisory team judges",
            "percent",
            0,
            100,
        )
        lead_days: int = parameter(
            10, "Hari kerja untuk penilaian itu", "Working days for that judgement", "days", 0, 365
        )

    examples = (
        Example(
            "four of five levels are 80 percent, which is enough",
            office(
                [post("a", "ADMINISTRATOR"), post("b", "SENIOR_EXECUTIVE", standard={"c": 5})],
                [person("ani", "a", levels={"c": 4})],
            ),
            [path("ani", (0, "b"))],
        ),
        Example(
            "three of five are not",
            office(
                [post("a", "ADMINISTRATOR"), post("b", "SENIOR_EXECUTIVE", standard={"c": 5})],
                [person("ani", "a", levels={"c": 3})],
            ),
            [path("ani", (0, "b"))],
            breaches=1,
        ),
        Example(
            "training lifts the level in time",
            office(
                [post("a", "ADMINISTRATOR"), post("b", "SENIOR_EXECUTIVE", standard={"c": 5})],
                [person("ani", "a", levels={"c": 3}, gains=[{"competency": "c", "round": 1, "level": 4}])],
            ),
            [path("ani", (0, "a"), (1, "b"))],
        ),
        Example(
            "a supervisor below it is for the advisory team to judge",
            office(
                [post("a"), post("b", "SUPERVISOR", standard={"c": 2})],
                [person("ani", "a", levels={"c": 1})],
            ),
            [path("ani", (0, "b"))],
            gates=1,
        ),
        Example(
            "a supervisor at 80 percent needs no judging",
            office(
                [post("a"), post("b", "SUPERVISOR", standard={"c": 5})],
                [person("ani", "a", levels={"c": 4})],
            ),
            [path("ani", (0, "b"))],
        ),
        Example(
            "staff posts are not judged",
            office([post("a"), post("b", standard={"c": 2})], [person("ani", "a")]),
            [path("ani", (0, "b"))],
        ),
    )

    def pricing(self, nodes: "Nodes", params: Sequence[Any]) -> PricingPart:
        judged = nodes.of_post(nodes.arrays.post_kind == 3) & ~nodes.own_post & nodes.real
        if not judged.any():
            return PricingPart()
        least = np.array([each.executive_percent for each in params])
        enter = np.ones(nodes.shape, bool)
        p, k = np.nonzero(judged)
        table = nodes.arrays.competence
        enter[p, k] = table.fit[nodes.persons[p], table.post_standard[nodes.post[p, k]]] >= least
        return PricingPart(enter=enter)

    def objection(
        self, register: "Register", person: Person, post: Post, day: date, params: Any
    ) -> dict[str, Any] | None:
        if post.kind != "SENIOR_EXECUTIVE":
            return None
        t, limit = register.round_on(day), params.executive_percent
        fit = register.fit(person, post, t)
        if fit >= limit:
            return None
        met = (u for u in range(t + 1, register.rounds) if register.fit(person, post, u) >= limit)
        lawful_from = next((register.dates[u] for u in met), None)
        facts = {"person": person.id, "post": post.id, "on": day, "lawful_from": lawful_from}
        return {**facts, "fit": fit, "limit": limit}

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        yield from super().verify(walk, params)
        register = walk.register
        for move in walk.moves:
            if move.target.kind in JUDGED:
                fit = register.fit(move.person, move.target, move.round)
                each = params[move.round]
                if fit < each.judged_percent:
                    day = register.dates[move.round]
                    facts = {"person": move.person.id, "post": move.target.id, "on": day, "round": move.round}
                    yield self.gate(JUDGEMENT, each.lead_days, variant="judged", fit=fit, **facts)


RULE = CompetencyStandard()
