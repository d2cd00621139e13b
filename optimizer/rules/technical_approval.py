"""BKN checks every move in I-MUT before it takes effect."""

from optimizer.rules._base import Example, LegalBasis, Paper
from optimizer.rules._examples import office, path, person, post
from optimizer.rules._gate import ApprovalRule


class TechnicalApproval(ApprovalRule):
    """
    Ask for BKN's technical approval for every move.

    Notes
    -----
    BKN answers within five working days; as stated in January 2026, its silence is approval on the sixth.
    """

    code = "technical_approval"
    title = "Pertimbangan teknis BKN (I-MUT)"
    title_en = "Technical approval of BKN (I-MUT)"
    legal = (
        LegalBasis("SE Kepala BKN 7/2024", "", "C"),
        LegalBasis("Perpres 116/2022", "", "C"),
    )
    paper = Paper(
        "pertimbangan teknis (I-MUT)",
        "the technical approval (I-MUT)",
        "BKN",
        "BKN",
    )
    examples = (
        Example("nobody moves", office([post("a")], [person("ani", "a")]), []),
        Example(
            "a move needs the approval",
            office([post("a"), post("b")], [person("ani", "a")]),
            [path("ani", (0, "b"))],
            gates=1,
        ),
        Example(
            "a change of roles is no move",
            office([post("a")], [person("ani", "a")], systems=[]),
            [path("ani", (0, "a"))],
        ),
    )


RULE = TechnicalApproval()
