"""Rules that only name approvals: what must be asked of whom before a move, and how long that takes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from optimizer.rules._base import Finding, Paper, Rule
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


def waiting(days: int) -> type[GateParams]:
    """
    Make the parameters of a rule that names one approval.

    Parameters
    ----------
    days : int
        Working days until the document is there, where no setting says otherwise.

    Returns
    -------
    type
        A ``Params`` class.
    """

    @dataclass(frozen=True)
    class Waiting(GateParams):
        lead_days: int = parameter(
            days,
            "Hari kerja sampai dokumen terbit",
            "Working days until the document is there",
            "days",
            0,
            365,
        )

    return Waiting


class ApprovalRule(Rule):
    """Base of rules that list a document for every move that they concern; they bar nothing."""

    Params = GateParams
    paper: Paper
    sentence = (
        "Pindahnya {person} ke {post} pada {on} memerlukan {document} dari {issuer}; "
        "siapkan {lead_days} hari kerja."
    )
    sentence_en = (
        "The move of {person} to {post} on {on} needs {document} of {issuer}; allow {lead_days} working days."
    )

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

    def more_facts(self, walk: "Walk", move: "Move", params: Any) -> dict[str, Any]:
        """
        Give facts that a rule's own sentence names.

        Parameters
        ----------
        walk : Walk
            The plan as stays of people, beside the case.
        move : Move
            A change of post that needs the document.
        params : Params
            Parameters in force on the day of the move.

        Returns
        -------
        dict
            Nothing when a rule does not say otherwise.
        """
        return {}

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        """List the moves that need the document; see ``Rule.verify``."""
        for move in walk.moves:
            each = params[move.round]
            if each.applies and self.concerns(walk, move, each):
                yield self.gate(
                    self.paper,
                    each.lead_days,
                    person=move.person.id,
                    post=move.target.id,
                    origin=move.origin.id,
                    round=move.round,
                    on=walk.register.dates[move.round],
                    **self.more_facts(walk, move, each),
                )
