"""A senior executive post is filled from below by open selection, or from the talent pool with approval."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from optimizer.rules._base import Example, LegalBasis, Paper
from optimizer.rules._examples import office, path, person, post
from optimizer.rules._gate import ApprovalRule
from optimizer.rules._parameters import parameter

if TYPE_CHECKING:
    from optimizer.walk import Move, Walk


class OpenSelection(ApprovalRule):
    """Ask for the result of an open selection when somebody is promoted to senior executive."""

    code = "open_selection"
    title = "Seleksi terbuka JPT"
    title_en = "Open selection of senior executives"
    legal = (
        LegalBasis("PP 17/2020", "ps. 134 ayat (1)", "C"),
        LegalBasis("PermenPANRB 15/2019", "", "C"),
    )
    paper = Paper(
        "hasil seleksi terbuka atau persetujuan pengisian dari kelompok talenta",
        "the result of an open selection or the approval to fill from the talent pool",
        "panitia seleksi",
        "the selection panel",
    )
    sentence = (
        "Promosi {person} ke {post} pada {on} memerlukan {document} dari {issuer}; "
        "siapkan {lead_days} hari kerja."
    )
    sentence_en = (
        "The promotion of {person} to {post} on {on} needs {document} of {issuer}; "
        "allow {lead_days} working days."
    )

    @dataclass(frozen=True)
    class Params:
        """Parameters of the rule."""

        lead_days: int = parameter(
            60, "Hari kerja sampai hasil seleksi", "Working days until the result", "days", 0, 365
        )
        applies: bool = parameter(True, "Berlaku", "In force")

    examples = (
        Example(
            "from below",
            office([post("a", "ADMINISTRATOR"), post("b", "SENIOR_EXECUTIVE")], [person("ani", "a")]),
            [path("ani", (0, "b"))],
            gates=1,
        ),
        Example(
            "a lateral move has its own test",
            office([post("a", "SENIOR_EXECUTIVE"), post("b", "SENIOR_EXECUTIVE")], [person("ani", "a")]),
            [path("ani", (0, "b"))],
        ),
        Example(
            "other promotions",
            office([post("a"), post("b", "SUPERVISOR")], [person("ani", "a")]),
            [path("ani", (0, "b"))],
        ),
    )

    def concerns(self, walk: "Walk", move: "Move", params: Any) -> bool:
        """Only promotions to senior executive; see ``ApprovalRule.concerns``."""
        return move.target.kind == "SENIOR_EXECUTIVE" and move.origin.kind != "SENIOR_EXECUTIVE"


RULE = OpenSelection()
