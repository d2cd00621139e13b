"""Lateral moves of senior executives, and entries into functional posts, run through a competency test."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from optimizer.rules._base import Example, LegalBasis, Paper
from optimizer.rules._examples import office, path, person, post
from optimizer.rules._gate import ApprovalRule
from optimizer.rules._parameters import parameter

if TYPE_CHECKING:
    from optimizer.walk import Move, Walk

FUNCTIONAL = frozenset({"FUNCTIONAL_EXPERT", "FUNCTIONAL_SKILLED"})


class CompetencyTest(ApprovalRule):
    """Ask for a passed competency test where the law wants one."""

    code = "competency_test"
    title = "Uji kompetensi"
    title_en = "Competency test"
    legal = (
        LegalBasis("PP 11/2017", "ps. 131 ayat (1) (JPT)", "C"),
        LegalBasis("PP 11/2017", "ps. 75-76 (fungsional)", "C"),
    )
    paper = Paper(
        "hasil uji kompetensi",
        "the result of the competency test",
        "panitia atau asesor yang ditunjuk PPK",
        "the assessors whom the appointing authority names",
    )

    @dataclass(frozen=True)
    class Params:
        """Parameters of the rule."""

        lead_days: int = parameter(
            20, "Hari kerja sampai hasil uji", "Working days until the result", "days", 0, 365
        )
        applies: bool = parameter(True, "Berlaku", "In force")

    examples = (
        Example(
            "a senior executive changes department",
            office([post("a", "SENIOR_EXECUTIVE"), post("b", "SENIOR_EXECUTIVE")], [person("ani", "a")]),
            [path("ani", (0, "b"))],
            gates=1,
        ),
        Example(
            "into a functional post",
            office(
                [post("a"), post("b", "FUNCTIONAL_SKILLED", functional_level="Terampil")],
                [person("ani", "a")],
            ),
            [path("ani", (0, "b"))],
            gates=1,
        ),
        Example(
            "up a functional ladder",
            office(
                [
                    post("a", "FUNCTIONAL_EXPERT", functional_level="Ahli Pertama"),
                    post("b", "FUNCTIONAL_EXPERT", functional_level="Ahli Muda"),
                ],
                [person("ani", "a")],
            ),
            [path("ani", (0, "b"))],
            gates=1,
        ),
        Example(
            "between functional posts of one level and family",
            office(
                [
                    post(
                        "a", "FUNCTIONAL_EXPERT", functional_level="Ahli Muda", functional_family="Statistisi"
                    ),
                    post(
                        "b", "FUNCTIONAL_EXPERT", functional_level="Ahli Muda", functional_family="Statistisi"
                    ),
                ],
                [person("ani", "a")],
            ),
            [path("ani", (0, "b"))],
        ),
    )

    def concerns(self, walk: "Walk", move: "Move", params: Any) -> bool:
        """Lateral moves of executives; entering, rising or changing family; see ``ApprovalRule.concerns``."""
        origin, target = move.origin, move.target
        if target.kind == "SENIOR_EXECUTIVE":
            return origin.kind == "SENIOR_EXECUTIVE"
        if target.kind not in FUNCTIONAL:
            return False
        same = origin.functional_level == target.functional_level
        return not (
            same and origin.functional_family == target.functional_family and origin.kind == target.kind
        )


RULE = CompetencyTest()
