"""What a window of elections or an acting head would bar is lawful with the Minister's written approval."""

from typing import TYPE_CHECKING, Any

from optimizer.case import Post
from optimizer.rules._base import Example, LegalBasis, Paper
from optimizer.rules._examples import office, path, person, post
from optimizer.rules._gate import ApprovalRule, waiting

if TYPE_CHECKING:
    from optimizer.walk import Move, Walk

OFFICIAL = frozenset({"SUPERVISOR", "ADMINISTRATOR", "SENIOR_EXECUTIVE"})
APPROVED = {"since": "2027-02-20", "until": "2027-08-20", "approved": True}


class MinisterialApproval(ApprovalRule):
    """
    List the Minister's approval for every move that rests on it.

    Notes
    -----
    A window marked as approved lets moves through that it would bar otherwise; who checks the plan has to
    see which. BKN answers first, then the Ministry, so the days are those of both.
    """

    code = "ministerial_approval"
    title = "Persetujuan Menteri Dalam Negeri"
    title_en = "Approval of the Minister of Home Affairs"
    precedence = 3
    legal = (
        LegalBasis("UU 10/2016", "ps. 71 ayat (2) dan ps. 162 ayat (3)", "C"),
        LegalBasis("PP 49/2008", "ps. 132A", "C"),
    )
    paper = Paper(
        "persetujuan tertulis penggantian pejabat",
        "the written approval to replace officials",
        "Menteri Dalam Negeri melalui gubernur",
        "the Minister of Home Affairs, through the governor",
    )
    Params = waiting(30)
    examples = (
        Example(
            "an official moves in an approved window",
            office(
                [post("a", "SUPERVISOR"), post("b", "SUPERVISOR")],
                [person("ani", "a")],
                windows=[{"kind": "election", **APPROVED}],
            ),
            [path("ani", (0, "b"))],
            gates=1,
        ),
        Example(
            "staff need no approval there",
            office([post("a"), post("b")], [person("ani", "a")], windows=[{"kind": "election", **APPROVED}]),
            [path("ani", (0, "b"))],
        ),
        Example(
            "under an acting head staff need it as well",
            office(
                [post("a"), post("b")], [person("ani", "a")], windows=[{"kind": "acting_head", **APPROVED}]
            ),
            [path("ani", (0, "b"))],
            gates=1,
        ),
        Example(
            "after the window nobody does",
            office(
                [post("a", "SUPERVISOR"), post("b", "SUPERVISOR")],
                [person("ani", "a")],
                windows=[{"kind": "election", **APPROVED}],
            ),
            [path("ani", (0, "a"), (1, "b"))],
        ),
    )

    def concerns(self, walk: "Walk", move: "Move", params: Any) -> bool:
        """Only what an approved window covers; see ``ApprovalRule.concerns``."""
        day = walk.register.dates[move.round]
        is_official = any(map(_is_official, (move.origin, move.target)))
        return any(
            window.approved and window.since <= day <= window.until
            for window in walk.case.windows
            if is_official or window.kind == "acting_head"
        )


def _is_official(post: Post) -> bool:
    return post.kind in OFFICIAL or post.leads_unit


RULE = MinisterialApproval()
