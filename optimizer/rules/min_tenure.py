"""Nobody leaves a post before the shortest time in it has passed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.calendar import add_months, day_served, whole_months
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

CONSENT = Paper("persetujuan mutasi sebelum dua tahun", "the consent to an early move", "BKN", "BKN")


class MinTenure(Rule):
    """
    Require a shortest time in post before a move.

    Notes
    -----
    The boundary counts as served. A person whose start in the post is unknown cannot be shown to have
    served and stays. Posts entered within the plan are kept for the longest time that any round asks for.
    A senior executive may leave after ``early_months`` where a setting lets it and the last two quarterly
    ratings, of quarters that follow each other, are "Sangat Baik"; BKN's consent is then listed as a gate.
    """

    code = "min_tenure"
    title = "Masa jabatan paling singkat"
    title_en = "Shortest time in post"
    legal = (
        LegalBasis("PP 11/2017", "ps. 190 ayat (3)", "C"),
        LegalBasis("Peraturan BKN 5/2019", "ps. 2 ayat (3)", "C"),
        LegalBasis("PP 11/2017", "ps. 131 ayat (2) (JPT)", "C"),
        LegalBasis("Keterangan BKN, Oktober 2025", "pengecualian JPT", "N"),
    )
    sentence = (
        "{person} baru {months} bulan menjabat {origin} pada {on}; paling singkat {limit} bulan. "
        "Boleh dimutasi mulai {lawful_from}."
    )
    sentence_en = (
        "{person} will have been {origin} for {months} months on {on}; the shortest is {limit} months. "
        "May move from {lawful_from}."
    )
    variants = {
        "unknown": (
            "Tanggal mulai {person} menjabat {origin} tidak tercatat; {limit} bulan belum terbukti.",
            "The day on which {person} became {origin} is not on record, so {limit} months cannot be shown.",
        ),
        "early": (
            "{person} meninggalkan {origin} pada {on} sebelum {limit} bulan; " + NEEDED,
            "{person} leaves {origin} on {on} before {limit} months; " + NEEDED_EN,
        ),
    }

    examples = (
        Example(
            "three years in post: may leave",
            office([post("a"), post("b")], [person("ani", "a")]),
            [path("ani", (0, "b"))],
        ),
        Example(
            "one year in post: stays",
            office([post("a"), post("b")], [person("ani", "a", post_since="2026-04-01")]),
            [path("ani", (0, "b"))],
            breaches=1,
        ),
        Example(
            "two years to the day: may leave",
            office([post("a"), post("b")], [person("ani", "a", post_since="2025-04-01")]),
            [path("ani", (0, "b"))],
        ),
        Example(
            "one day short of two years: stays",
            office([post("a"), post("b")], [person("ani", "a", post_since="2025-04-02")]),
            [path("ani", (0, "b"))],
            breaches=1,
        ),
        Example(
            "a post of this plan left after half a year",
            office([post("a"), post("b"), post("c")], [person("ani", "a")]),
            [path("ani", (0, "b"), (1, "c"))],
            breaches=1,
        ),
        Example(
            "an executive who excels may leave after half a year where a setting says so",
            office(
                [post("a", "SENIOR_EXECUTIVE"), post("b", "SENIOR_EXECUTIVE")],
                [
                    person(
                        "ani",
                        "a",
                        post_since="2026-10-01",
                        ratings=[
                            {"year": 2026, "period": period, "predicate": "sangat_baik"}
                            for period in ("Q3", "Q4")
                        ],
                    )
                ],
                settings=[
                    {
                        "rule": "min_tenure",
                        "valid_from": "2025-10-01",
                        "parameters": {"early_executive": True},
                    }
                ],
            ),
            [path("ani", (0, "b"))],
            gates=1,
        ),
        Example(
            "two very good quarters with one between them do not follow each other",
            office(
                [post("a", "SENIOR_EXECUTIVE"), post("b", "SENIOR_EXECUTIVE")],
                [
                    person(
                        "ani",
                        "a",
                        post_since="2026-10-01",
                        ratings=[
                            {"year": 2026, "period": period, "predicate": "sangat_baik"}
                            for period in ("Q2", "Q4")
                        ],
                    )
                ],
                settings=[
                    {
                        "rule": "min_tenure",
                        "valid_from": "2025-10-01",
                        "parameters": {"early_executive": True},
                    }
                ],
            ),
            [path("ani", (0, "b"))],
            breaches=1,
        ),
        Example(
            "start in post unknown",
            office([post("a"), post("b")], [person("ani", "a", post_since=None)]),
            [path("ani", (0, "a"), (1, "b"))],
            breaches=1,
        ),
    )

    @dataclass(frozen=True)
    class Params:
        """Parameters of the rule."""

        months: int = parameter(
            24, "Masa paling singkat dalam satu jabatan", "Shortest time in one post", "months", 0, 120
        )
        early_executive: bool = parameter(
            False, "JPT berkinerja sangat baik boleh lebih awal", "Executives rated very good may leave early"
        )
        early_months: int = parameter(
            6, "Masa paling singkat bagi mereka", "Shortest time for them", "months", 0, 120
        )
        early_lead_days: int = parameter(
            5, "Hari kerja sampai BKN menjawab", "Working days until BKN answers", "days", 0, 365
        )

    def pricing(self, nodes: "Nodes", params: Sequence[Any]) -> PricingPart:
        rounds, months = len(params), nodes.case.horizon.round_months
        usual, early = np.array([each.months for each in params]), np.array([_early(each) for each in params])
        arrays = nodes.arrays
        is_executive = nodes.of_person(arrays.post_kind[arrays.person_post]) == 3
        excels = np.array([_excels(nodes.case.persons[p]) for p in nodes.persons]).reshape(-1, 1)
        limits = np.where(is_executive & excels, np.minimum(usual, early), usual)
        served = nodes.of_person(nodes.arrays.months_in_post) + months * np.arange(rounds)
        is_short = (served < limits) | (nodes.of_person(nodes.arrays.months_in_post) < 0)
        last_short = np.where(is_short.any(axis=1), rounds - is_short[:, ::-1].argmax(axis=1), 0)
        stay = -(-int(usual.max()) // months)
        min_stay = np.where(nodes.own_post, 0, stay)
        return PricingPart(earliest_leave=last_short.astype(np.int64), min_stay=min_stay.astype(np.int64))

    def objection(
        self, register: "Register", person: Person, post: Post, day: date, params: Any
    ) -> dict[str, Any] | None:
        facts = {"person": person.id, "origin": person.post, "on": day, "limit": params.months}
        if person.post_since is None:
            return {**facts, "variant": "unknown", "lawful_from": None}
        served, limit = whole_months(person.post_since, day), params.months
        if register.posts[person.post].kind == "SENIOR_EXECUTIVE" and _excels(person):
            limit = min(limit, _early(params))
        if served >= limit:
            return None
        return {
            **facts,
            "months": max(0, served),
            "lawful_from": day_served(person.post_since, limit),
        }

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        longest = max(each.months for each in params)
        months = walk.register.round_months
        for move in walk.moves:
            if move.origin_since < 0:
                yield from self._leaves_present(walk, move, params)
                yield from self._early_consent(walk, move, params[move.round])
            elif (move.round - move.origin_since) * months < longest:
                yield self.breach(
                    person=move.person.id,
                    origin=move.origin.id,
                    on=walk.register.dates[move.round],
                    round=move.round,
                    months=(move.round - move.origin_since) * months,
                    limit=longest,
                    lawful_from=add_months(walk.register.dates[move.origin_since], longest),
                )

    def _leaves_present(self, walk: "Walk", move: Any, params: Sequence[Any]) -> Iterator[Finding]:
        # A longer time that a later round asks for is known today, so it is respected today.
        for t in range(move.round, walk.register.rounds):
            day = walk.register.dates[t]
            facts = self.objection(walk.register, move.person, move.target, day, params[t])
            if facts is not None:
                yield self.breach(round=move.round, **facts)
                return

    def _early_consent(self, walk: "Walk", move: Any, params: Any) -> Iterator[Finding]:
        day, since = walk.register.dates[move.round], move.person.post_since
        served = whole_months(since, day) if since else params.months
        is_early = _early(params) <= served < params.months
        if is_early and move.origin.kind == "SENIOR_EXECUTIVE" and _excels(move.person):
            yield self.gate(
                CONSENT,
                params.early_lead_days,
                variant="early",
                person=move.person.id,
                origin=move.origin.id,
                on=day,
                round=move.round,
                limit=params.months,
            )


def _early(params: Any) -> int:
    """Shortest time of executives who excel; no less than the usual one where no setting says so."""
    return params.early_months if params.early_executive else params.months


def _excels(person: Person) -> bool:
    """Tell whether the last two quarterly ratings follow each other and are the best there is."""
    quarters = sorted(
        (4 * each.year + int(each.period[1]), each.predicate) for each in person.ratings if each.period != "Y"
    )
    if len(quarters) < 2:
        return False
    (before, first), (last, second) = quarters[-2:]
    return last - before == 1 and first == second == "sangat_baik"


RULE = MinTenure()
