"""A senior executive moves sideways within five years; later an evaluation comes first."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from optimizer.calendar import day_served
from optimizer.rules._base import Example, LegalBasis, Paper
from optimizer.rules._examples import office, path, person, post
from optimizer.rules._gate import ApprovalRule
from optimizer.rules._parameters import parameter

if TYPE_CHECKING:
    from optimizer.walk import Move, Walk


class ExecutiveTerm(ApprovalRule):
    """
    Ask for the five-year evaluation when a senior executive moves to another such post after that time.

    Notes
    -----
    The last day of the fifth year is still within it. Staying beyond it has a charge and a gate of its own,
    in the rule on the longest time in post. An unknown start in the post asks for the evaluation as well,
    for nobody can show that the time is not over.
    """

    code = "executive_term"
    title = "Evaluasi lima tahun JPT"
    title_en = "Five-year evaluation of senior executives"
    precedence = 6
    legal = (
        LegalBasis("PP 11/2017", "ps. 131 ayat (2) huruf c", "C"),
        LegalBasis("PP 11/2017", "ps. 133", "C"),
    )
    paper = Paper(
        "hasil evaluasi sesudah masa jabatan paling lama",
        "the evaluation after the longest time in post",
        "PPK dengan koordinasi BKN",
        "the appointing authority, in coordination with BKN",
    )

    @dataclass(frozen=True)
    class Params:
        """Parameters of the rule."""

        months: int = parameter(
            60, "Masa yang tidak memerlukan evaluasi", "Time without an evaluation", "months", 1, 600
        )
        lead_days: int = parameter(
            30, "Hari kerja sampai hasil evaluasi", "Working days until the evaluation", "days", 0, 365
        )
        applies: bool = parameter(True, "Berlaku", "In force")

    examples = (
        Example(
            "after three years",
            office([post("a", "SENIOR_EXECUTIVE"), post("b", "SENIOR_EXECUTIVE")], [person("ani", "a")]),
            [path("ani", (0, "b"))],
        ),
        Example(
            "after six years",
            office(
                [post("a", "SENIOR_EXECUTIVE"), post("b", "SENIOR_EXECUTIVE")],
                [person("ani", "a", post_since="2021-04-01")],
            ),
            [path("ani", (0, "b"))],
            gates=1,
        ),
        Example(
            "five years to the day are within it",
            office(
                [post("a", "SENIOR_EXECUTIVE"), post("b", "SENIOR_EXECUTIVE")],
                [person("ani", "a", post_since="2022-04-01")],
            ),
            [path("ani", (0, "b"))],
        ),
        Example(
            "a day later they are not",
            office(
                [post("a", "SENIOR_EXECUTIVE"), post("b", "SENIOR_EXECUTIVE")],
                [person("ani", "a", post_since="2022-03-31")],
            ),
            [path("ani", (0, "b"))],
            gates=1,
        ),
        Example(
            "administrators have no such term",
            office(
                [post("a", "ADMINISTRATOR"), post("b", "ADMINISTRATOR")],
                [person("ani", "a", post_since="2021-04-01")],
            ),
            [path("ani", (0, "b"))],
        ),
    )

    def concerns(self, walk: "Walk", move: "Move", params: Any) -> bool:
        """Only between executive posts, out of the post of today; see ``ApprovalRule.concerns``."""
        is_lateral = move.origin.kind == move.target.kind == "SENIOR_EXECUTIVE"
        if not is_lateral or move.origin_since >= 0:
            return False
        since = move.person.post_since
        return since is None or walk.register.dates[move.round] > day_served(since, params.months)


RULE = ExecutiveTerm()
