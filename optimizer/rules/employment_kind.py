"""What kind of employment may hold which posts, and may be moved at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.case import Person, Post
from optimizer.rules._arrays import per_round, unless_own
from optimizer.rules._base import Example, LegalBasis, PricingPart, Rule
from optimizer.rules._examples import office, path, person, post
from optimizer.rules._parameters import parameter

if TYPE_CHECKING:
    from optimizer.nodes import Nodes
    from optimizer.register import Register

LED = frozenset({"SUPERVISOR", "ADMINISTRATOR", "SENIOR_EXECUTIVE"})


class EmploymentKind(Rule):
    """
    Keep contract staff out of structural posts, and move only whom the city decides to move.

    Notes
    -----
    Candidates (CPNS) and part-time contract staff are never moved. Whether contract staff (PPPK) may be
    relocated inside the agency is a setting; the practice since January 2026 is policy, not statute.
    """

    code = "employment_kind"
    title = "Jenis kepegawaian"
    title_en = "Kind of employment"
    legal = (
        LegalBasis("PP 49/2018; Perpres 38/2020", "jabatan yang dapat diisi PPPK", "M"),
        LegalBasis("Pernyataan Kepala BKN, Januari 2026", "relokasi PPPK", "C"),
        LegalBasis("KepmenPANRB 16/2025", "PPPK paruh waktu", "C"),
    )
    sentence = "{person} berstatus {employment} dan tidak dipindahkan oleh rencana ini."
    sentence_en = "{person} is {employment} and is not moved by this plan."
    variants = {
        "structural": (
            "{person} berstatus {employment}; jabatan struktural {post} diisi PNS.",
            "{person} is {employment}; the structural post {post} is filled by a PNS.",
        )
    }

    examples = (
        Example(
            "a civil servant moves",
            office([post("a"), post("b")], [person("ani", "a")]),
            [path("ani", (0, "b"))],
        ),
        Example(
            "a candidate does not",
            office([post("a"), post("b")], [person("ani", "a", employment="CPNS")]),
            [path("ani", (0, "b"))],
            breaches=1,
        ),
        Example(
            "contract staff do where the city has decided so",
            office(
                [post("a"), post("b")],
                [person("ani", "a", employment="PPPK")],
                settings=[
                    {
                        "rule": "employment_kind",
                        "valid_from": "2026-01-20",
                        "parameters": {"pppk_may_move": True},
                    }
                ],
            ),
            [path("ani", (0, "b"))],
        ),
        Example(
            "but not into a structural post",
            office(
                [post("a"), post("b", "SUPERVISOR")],
                [person("ani", "a", employment="PPPK")],
                settings=[
                    {
                        "rule": "employment_kind",
                        "valid_from": "2026-01-20",
                        "parameters": {"pppk_may_move": True},
                    }
                ],
            ),
            [path("ani", (0, "b"))],
            breaches=1,
        ),
    )

    @dataclass(frozen=True)
    class Params:
        """Parameters of the rule."""

        pppk_may_move: bool = parameter(
            False, "PPPK boleh direlokasi di dalam instansi", "PPPK may be relocated inside the agency"
        )

    def pricing(self, nodes: "Nodes", params: Sequence[Any]) -> PricingPart:
        employment = nodes.of_person(nodes.arrays.employment)
        is_pppk, is_pns = employment == 2, employment == 0
        is_led = nodes.of_post(nodes.arrays.post_managerial)
        lawful = per_round(params, lambda each: is_pns | (is_pppk & each.pppk_may_move & ~is_led))
        return PricingPart(enter=unless_own(nodes, np.asarray(lawful, bool)))

    def objection(
        self, register: "Register", person: Person, post: Post, day: date, params: Any
    ) -> dict[str, Any] | None:
        if person.employment == "PNS":
            return None
        facts = {"person": person.id, "employment": person.employment, "post": post.id, "lawful_from": None}
        if person.employment != "PPPK" or not params.pppk_may_move:
            return facts
        return {**facts, "variant": "structural"} if post.kind in LED else None


RULE = EmploymentKind()
