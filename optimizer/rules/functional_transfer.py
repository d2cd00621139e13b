"""Who comes into a functional post from another line brings experience in its field."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from optimizer.rules._base import Example, LegalBasis, Paper
from optimizer.rules._examples import office, path, person, post
from optimizer.rules._gate import ApprovalRule, GateParams
from optimizer.rules._parameters import parameter

if TYPE_CHECKING:
    from optimizer.walk import Move, Walk

FUNCTIONAL = frozenset({"FUNCTIONAL_EXPERT", "FUNCTIONAL_SKILLED"})


class FunctionalTransfer(ApprovalRule):
    """
    Ask for the proof of experience in the field of whoever enters a functional post from another line.

    Notes
    -----
    A case knows on which career step somebody has served, not in which field. So the months are shown on
    paper, and the plan lists the proof instead of barring the move.
    """

    code = "functional_transfer"
    title = "Pengalaman bidang untuk jabatan fungsional"
    title_en = "Experience in the field of a functional post"
    legal = (
        LegalBasis("PP 11/2017", "ps. 76", "M"),
        LegalBasis("PermenPANRB 1/2023", "perpindahan dari jabatan lain", "M"),
    )
    paper = Paper(
        "bukti pengalaman di bidang jabatan itu",
        "the proof of experience in the field of the post",
        "perangkat daerah asal",
        "the department that is left",
    )
    sentence = (
        "Pindahnya {person} ke {post} pada {on} memerlukan {document}, paling singkat {limit} bulan, dari "
        "{issuer}; siapkan {lead_days} hari kerja."
    )
    sentence_en = (
        "The move of {person} to {post} on {on} needs {document}, {limit} months at least, of {issuer}; "
        "allow {lead_days} working days."
    )

    @dataclass(frozen=True)
    class Params(GateParams):
        """Parameters of the rule."""

        months: int = parameter(
            24, "Pengalaman paling singkat di bidang itu", "Least experience in the field", "months", 0, 120
        )

    examples = (
        Example(
            "from a general post",
            office(
                [post("a"), post("b", "FUNCTIONAL_EXPERT", functional_level="Ahli Pertama")],
                [person("ani", "a")],
            ),
            [path("ani", (0, "b"))],
            gates=1,
        ),
        Example(
            "from another family",
            office(
                [
                    post("a", "FUNCTIONAL_EXPERT", functional_family="Arsiparis"),
                    post("b", "FUNCTIONAL_EXPERT", functional_family="Statistisi"),
                ],
                [person("ani", "a")],
            ),
            [path("ani", (0, "b"))],
            gates=1,
        ),
        Example(
            "within the family",
            office(
                [
                    post("a", "FUNCTIONAL_EXPERT", functional_family="Statistisi"),
                    post("b", "FUNCTIONAL_EXPERT", functional_family="Statistisi"),
                ],
                [person("ani", "a")],
            ),
            [path("ani", (0, "b"))],
        ),
        Example(
            "out of a functional post",
            office([post("a", "FUNCTIONAL_EXPERT"), post("b")], [person("ani", "a")]),
            [path("ani", (0, "b"))],
        ),
    )

    def concerns(self, walk: "Walk", move: "Move", params: Any) -> bool:
        """Only from another line or family; see ``ApprovalRule.concerns``."""
        if move.target.kind not in FUNCTIONAL:
            return False
        is_other_line = move.origin.kind not in FUNCTIONAL
        return is_other_line or move.origin.functional_family != move.target.functional_family

    def more_facts(self, walk: "Walk", move: "Move", params: Any) -> dict[str, Any]:
        """Months asked for; see ``ApprovalRule.more_facts``."""
        return {"limit": params.months}


RULE = FunctionalTransfer()
