"""When a reorganisation cuts posts, their holders are placed anew by a procedure of its own."""

from typing import TYPE_CHECKING, Any

from optimizer.rules._base import Example, LegalBasis, Paper
from optimizer.rules._examples import office, path, person, post
from optimizer.rules._gate import ApprovalRule, waiting

if TYPE_CHECKING:
    from optimizer.walk import Move, Walk


class Reorganisation(ApprovalRule):
    """
    Ask for the new structure, and the test of who fits where, when holders of a cut post are moved.

    Notes
    -----
    A post is cut when more people hold it today than its formation allows. The law names senior executives
    (a competency test by a selection panel) and contract staff (the competence is still needed elsewhere).
    """

    code = "reorganisation"
    title = "Penempatan kembali karena penataan organisasi"
    title_en = "Placing anew after a reorganisation"
    legal = (
        LegalBasis("PP 11/2017", "ps. 130", "C"),
        LegalBasis("PermenPANRB 6/2024", "ps. 59 ayat (5) (PPPK)", "C"),
    )
    paper = Paper(
        "keputusan penataan organisasi dan hasil uji penempatan kembali",
        "the decision on the reorganisation and the test for placing anew",
        "PPK dan panitia seleksi",
        "the appointing authority and the selection panel",
    )
    Params = waiting(20)
    examples = (
        Example(
            "a senior executive whose post is cut",
            office(
                [post("a", "SENIOR_EXECUTIVE", formation=0, open=False), post("b", "SENIOR_EXECUTIVE")],
                [person("ani", "a")],
            ),
            [path("ani", (0, "b"))],
            gates=1,
        ),
        Example(
            "a contract employee whose post is cut",
            office([post("a", formation=0), post("b")], [person("ani", "a", employment="PPPK")]),
            [path("ani", (0, "b"))],
            gates=1,
        ),
        Example(
            "a post that stays",
            office([post("a", "SENIOR_EXECUTIVE"), post("b", "SENIOR_EXECUTIVE")], [person("ani", "a")]),
            [path("ani", (0, "b"))],
        ),
        Example(
            "a supervisor whose post is cut moves like others",
            office(
                [post("a", "SUPERVISOR", formation=0), post("b", "SUPERVISOR")],
                [person("ani", "a")],
            ),
            [path("ani", (0, "b"))],
        ),
    )

    def concerns(self, walk: "Walk", move: "Move", params: Any) -> bool:
        """Only from a cut post, executives and contract staff; see ``ApprovalRule.concerns``."""
        is_cut = move.origin.formation < walk.register.holders[move.origin.id]
        return is_cut and (move.origin.kind == "SENIOR_EXECUTIVE" or move.person.employment == "PPPK")


RULE = Reorganisation()
