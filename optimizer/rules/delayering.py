"""Functional levels equal led posts since the delayering, and whoever uses that shows the level."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from optimizer.levels import FUNCTIONAL_STEPS, STEPS
from optimizer.rules._base import Example, LegalBasis, Paper
from optimizer.rules._examples import office, path, person, post
from optimizer.rules._gate import ApprovalRule
from optimizer.rules._parameters import parameter

if TYPE_CHECKING:
    from optimizer.walk import Move, Walk

FUNCTIONAL = frozenset({"FUNCTIONAL_EXPERT", "FUNCTIONAL_SKILLED"})
LED = frozenset({"SUPERVISOR", "ADMINISTRATOR", "SENIOR_EXECUTIVE"})
LOWERED = {
    "rule": "delayering",
    "valid_from": "2027-01-01",
    "parameters": {"steps": {"Ahli Muda": "STAFF", "Ahli Madya": "SUPERVISOR"}},
}


class Delayering(ApprovalRule):
    """
    Ask for the decree that shows the level when somebody goes from a functional post to a led one.

    Notes
    -----
    The setting ``steps`` says on which career step each functional level stands: level jumps, demotions,
    promotions and experience are counted by it. One table holds for a whole plan, the one in force on the
    first day. A level that is not listed stands with staff, where this rule asks for nothing.
    """

    code = "delayering"
    title = "Kesetaraan jenjang fungsional"
    title_en = "Equivalence of functional levels"
    legal = (
        LegalBasis("PermenPANRB 17/2021", "penyetaraan jabatan", "M"),
        LegalBasis("PermenPANRB 25/2021", "penyederhanaan struktur", "C"),
    )
    paper = Paper(
        "keputusan pengangkatan atau penyetaraan jenjang fungsional",
        "the decree on the functional level or its equivalence",
        "PPK",
        "the appointing authority",
    )

    @dataclass(frozen=True)
    class Params:
        """Parameters of the rule."""

        steps: dict = parameter(
            FUNCTIONAL_STEPS, "Jenjang karier tiap jenjang fungsional", "Step of each level", values=STEPS
        )
        lead_days: int = parameter(
            3, "Hari kerja sampai salinan tersedia", "Working days until a copy is there", "days", 0, 365
        )
        applies: bool = parameter(True, "Dokumen diminta", "The document is asked for")

    examples = (
        Example(
            "Ahli Muda becomes supervisor, on the same step",
            office(
                [post("a", "FUNCTIONAL_EXPERT", functional_level="Ahli Muda"), post("b", "SUPERVISOR")],
                [person("ani", "a")],
            ),
            [path("ani", (0, "b"))],
            gates=1,
        ),
        Example(
            "a level that a setting places with staff equals no led post",
            office(
                [post("a", "FUNCTIONAL_EXPERT", functional_level="Ahli Muda"), post("b", "SUPERVISOR")],
                [person("ani", "a")],
                settings=[LOWERED],
            ),
            [path("ani", (0, "b"))],
        ),
        Example(
            "staff equal no led post",
            office([post("a"), post("b", "SUPERVISOR")], [person("ani", "a")]),
            [path("ani", (0, "b"))],
        ),
        Example(
            "into a functional post other papers are due",
            office(
                [post("a", "SUPERVISOR"), post("b", "FUNCTIONAL_EXPERT", functional_level="Ahli Muda")],
                [person("ani", "a")],
            ),
            [path("ani", (0, "b"))],
        ),
    )

    def concerns(self, walk: "Walk", move: "Move", params: Any) -> bool:
        """Only from a functional level above staff to a led post; see ``ApprovalRule.concerns``."""
        is_diagonal = move.origin.kind in FUNCTIONAL and move.target.kind in LED
        return is_diagonal and walk.register.step[move.origin.id] > 0


RULE = Delayering()
