"""Since 2026 led posts are filled from the talent map."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from optimizer.rules._base import Example, LegalBasis, Paper
from optimizer.rules._examples import office, path, person, post
from optimizer.rules._gate import ApprovalRule
from optimizer.rules._parameters import parameter

if TYPE_CHECKING:
    from optimizer.walk import Move, Walk

LED = frozenset({"SUPERVISOR", "ADMINISTRATOR", "SENIOR_EXECUTIVE"})


class TalentPool(ApprovalRule):
    """
    Ask for the proof that whoever enters a led post stands in the succession group.

    Notes
    -----
    Whether plain rotations are covered in full is not settled; the city may switch this off by a setting.
    """

    code = "talent_pool"
    title = "Kelompok rencana suksesi"
    title_en = "Succession group"
    legal = (
        LegalBasis("Keputusan Kepala BKN 411/2025", "manajemen talenta", "N"),
        LegalBasis("PermenPANRB 3/2020", "kelompok rencana suksesi", "C"),
    )
    paper = Paper(
        "bukti kelompok rencana suksesi",
        "the proof of the succession group",
        "tim manajemen talenta instansi",
        "the agency's talent committee",
    )

    @dataclass(frozen=True)
    class Params:
        """Parameters of the rule."""

        lead_days: int = parameter(
            10, "Hari kerja sampai bukti terbit", "Working days until the proof", "days", 0, 365
        )
        applies: bool = parameter(True, "Berlaku", "In force")

    examples = (
        Example(
            "a staff post needs no proof",
            office([post("a"), post("b")], [person("ani", "a")]),
            [path("ani", (0, "b"))],
        ),
        Example(
            "a led post does",
            office([post("a"), post("b", "SUPERVISOR")], [person("ani", "a")]),
            [path("ani", (0, "b"))],
            gates=1,
        ),
        Example(
            "unless the city has switched it off",
            office(
                [post("a"), post("b", "SUPERVISOR")],
                [person("ani", "a")],
                settings=[
                    {"rule": "talent_pool", "valid_from": "2026-01-01", "parameters": {"applies": False}}
                ],
            ),
            [path("ani", (0, "b"))],
        ),
    )

    def concerns(self, walk: "Walk", move: "Move", params: Any) -> bool:
        """Only entering a led post; see ``ApprovalRule.concerns``."""
        return move.target.kind in LED


RULE = TalentPool()
