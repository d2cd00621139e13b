"""Rules that only name approvals: what must be asked of whom before a move, and how long that takes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from optimizer.rules._base import Finding, Rule
from optimizer.rules._parameters import parameter

if TYPE_CHECKING:
    from optimizer.walk import Move, Walk


@dataclass(frozen=True)
class GateParams:
    """Parameters of a rule that names one approval."""

    lead_days: int = parameter(
        5, "Hari kerja sampai dokumen terbit", "Working days until the document is there", "days", 0, 365
    )
    applies: bool = parameter(True, "Berlaku", "In force")


class ApprovalRule(Rule):
    """Base of rules that list a document for every move that they concern; they bar nothing."""

    Params = GateParams
    document: str
    document_en: str

    def concerns(self, walk: "Walk", move: "Move", params: Any) -> bool:
        """
        Tell whether a move needs the document.

        Parameters
        ----------
        walk : Walk
            The plan as stays of people, beside the case.
        move : Move
            A change of post.
        params : Params
            Parameters in force on the day of the move.

        Returns
        -------
        bool
            True for every move when a rule does not say otherwise.
        """
        return True

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        """List the moves that need the document; see ``Rule.verify``."""
        for move in walk.moves:
            each = params[move.round]
            if each.applies and self.concerns(walk, move, each):
                yield self.gate(
                    person=move.person.id,
                    post=move.target.id,
                    origin=move.origin.id,
                    round=move.round,
                    on=walk.register.dates[move.round],
                    document=self.document,
                    document_en=self.document_en,
                    lead_days=each.lead_days,
                )
