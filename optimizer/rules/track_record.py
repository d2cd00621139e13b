"""Who is promoted has a good record of posts, integrity and morality, and is in good health."""

from typing import TYPE_CHECKING, Any

from optimizer.rules._base import Example, LegalBasis, Paper
from optimizer.rules._examples import office, path, person, post
from optimizer.rules._gate import ApprovalRule, waiting

if TYPE_CHECKING:
    from optimizer.walk import Move, Walk


class TrackRecord(ApprovalRule):
    """
    Ask for the statements on record, integrity and health of whoever rises by a career step.

    Notes
    -----
    A case tells nothing of integrity or health, and no points hang on them: others state them, on paper.
    """

    code = "track_record"
    title = "Rekam jejak, integritas, dan kesehatan"
    title_en = "Record, integrity and health"
    legal = (
        LegalBasis("PP 11/2017", "ps. 54", "C"),
        LegalBasis("PP 17/2020", "ps. 107", "C"),
    )
    paper = Paper(
        "surat pernyataan rekam jejak, integritas dan kesehatan",
        "the statements on record, integrity and health",
        "atasan langsung, Inspektorat dan dokter pemerintah",
        "the superior, the inspectorate and a public doctor",
    )
    Params = waiting(10)
    examples = (
        Example(
            "a promotion needs the statements",
            office([post("a"), post("b", "SUPERVISOR")], [person("ani", "a")]),
            [path("ani", (0, "b"))],
            gates=1,
        ),
        Example(
            "a lateral move does not",
            office([post("a", "SUPERVISOR"), post("b", "SUPERVISOR")], [person("ani", "a")]),
            [path("ani", (0, "b"))],
        ),
        Example(
            "from supervisor to Ahli Muda nobody rises",
            office(
                [post("a", "SUPERVISOR"), post("b", "FUNCTIONAL_EXPERT", functional_level="Ahli Muda")],
                [person("ani", "a")],
            ),
            [path("ani", (0, "b"))],
        ),
    )

    def concerns(self, walk: "Walk", move: "Move", params: Any) -> bool:
        """Only a rise by a career step; see ``ApprovalRule.concerns``."""
        step = walk.register.step
        return step[move.target.id] > step[move.origin.id]


RULE = TrackRecord()
