"""
The vocabulary of rules: what a rule may say to the engine, to the verifier and to people.

A rule is one file with one class; it states its law, its dated parameters, what it narrows or values
in a person's own path (``pricing``), which rows couple people (``master``), and, in other terms and
without calling either, what breaks or charges it in a plan (``verify``). The engine derives column
coefficients and prices from the same rows, so that consumption is stated once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from optimizer.case import Person, Post
from optimizer.rules._finding import (
    NEEDED,
    NEEDED_EN,
    Example,
    Finding,
    LegalBasis,
    NoParams,
    Paper,
)

if TYPE_CHECKING:
    from optimizer.nodes import Nodes
    from optimizer.register import Register
    from optimizer.walk import Walk

BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]

Event = Literal["hold", "enter", "leave"]

NO_LIMIT = 2**40
"""Upper bound of a row that has none."""


@dataclass(frozen=True)
class PricingPart:
    """
    What a rule says about one person's own path, as arrays over candidate nodes.

    Every array may have length 1 on an axis where nothing varies. Joins are order-free.

    Attributes
    ----------
    enter : ndarray of bool, shape (P, K, T), optional
        Node k may be entered in round t, by a change of post or of roles. Joined by *and*.
    hold : ndarray of bool, shape (P, K, T), optional
        Node k may be held in round t. Joined by *and*.
    serves : ndarray of bool, shape (P, K, T), optional
        Service of the person lasts through round t in a post of this kind (retirement, contract).
        Where it is false the path ends by itself. Joined by *and*.
    follows : ndarray of bool, shape (P, K or 1, K), optional
        A change from node k to node l, of post or of roles, is allowed. Compute it from ``nodes.from_post``
        (P, K or 1, 1) and ``nodes.to_post`` (P, 1, K), for only node 0 is left while candidates are chosen.
        Joined by *and*.
    earliest_leave : ndarray of int, shape (P,), optional
        First round in which the present post may be left. Joined by *max*.
    min_stay : ndarray of int, shape (P, K), optional
        Rounds that a newly entered node is kept, or less when service ends before. Joined by *max*.
    keep : ndarray of int, shape (P, K), optional
        Rounds that a newly entered node is kept; it may not be entered when service ends before (the end
        of the horizon does not count as an end of service). Joined by *max*.
    value : ndarray of int, shape (P, K, T), optional
        Points for holding node k in round t. Joined by *sum*.
    overdue : ndarray of int, shape (P, K, T), optional
        Points for still holding the *present* post (any node of it, never left) in round t. *Sum*.
    move : ndarray of int, shape (P, K, T), optional
        Points for entering node k in round t by a change of post. Joined by *sum*.
    """

    enter: BoolArray | None = None
    hold: BoolArray | None = None
    serves: BoolArray | None = None
    follows: BoolArray | None = None
    earliest_leave: IntArray | None = None
    min_stay: IntArray | None = None
    keep: IntArray | None = None
    value: IntArray | None = None
    overdue: IntArray | None = None
    move: IntArray | None = None


@dataclass(frozen=True)
class Usage:
    """
    How an event of a path uses rows.

    The event of node k, slot s, in round t uses row ``row[p, k, s, t]`` (-1: none) ``amount`` times.
    ``enter`` and ``leave`` fire only when ``place[p, k, s]`` is not among the places of the node on the
    other side of the change, so that staying in a unit or on a role while changing post fires nothing.

    Attributes
    ----------
    event : {"hold", "enter", "leave"}
        ``hold``: in every round the node is held; ``enter``: in the first round of a stay; ``leave``: in
        the round after the last one of a stay.
    row : ndarray of int, shape (P, K, S, T)
        Row used; -1 where none. Axes of length 1 stand for no variation.
    amount : ndarray of int, shape (P, K, S, T)
        Whole units of use.
    place : ndarray of int, shape (P, K, S), optional
        Identity that must change for ``enter`` and ``leave`` to fire; -1 never fires.
    at_end : bool
        Whether ``leave`` also fires when service ends.
    """

    event: Event
    row: NDArray[np.int32]
    amount: IntArray
    place: NDArray[np.int32] | None = None
    at_end: bool = False


@dataclass(frozen=True)
class RowBlock:
    """
    Rows ``lower <= sum of usage <= upper`` with priced slack on both sides.

    Keys, bounds and prices depend on the case alone; only ``usage`` depends on the nodes, for the engine
    asks for the usage of a part of the people at a time. ``upper`` is ``NO_LIMIT`` where nothing limits.

    Attributes
    ----------
    code : str
        Code of the rule that owns the rows.
    keys : sequence of str
        Stable key of each row, for certificates and reports, for example ``formation:post:3``.
    lower, upper : ndarray of int, shape (R,)
        Bounds in units of use.
    missing_price, excess_price : ndarray of int, shape (R,)
        Points lost per unit below ``lower`` and above ``upper``.
    missing_max, excess_max : ndarray of int, shape (R,)
        Most units that may be missing or in excess; 0 makes the side hard.
    usage : sequence of Usage
        What uses the rows.
    """

    code: str
    keys: Sequence[str]
    lower: IntArray
    upper: IntArray
    missing_price: IntArray
    excess_price: IntArray
    missing_max: IntArray
    excess_max: IntArray
    usage: Sequence[Usage]


class Rule:
    """
    Base of all rules; a rule overrides what it needs and says nothing elsewhere.

    ``Params`` is a frozen dataclass with a default per field; dated settings of the case override the
    defaults from their date on, and the setting in force on a round's date decides for that round.

    Attributes
    ----------
    code : str
        Name in files, database and reports; equals the module's name.
    title, title_en : str
        Name on screen.
    legal : tuple of LegalBasis
        What the rule rests on; a house rule names its decision record.
    sentence, sentence_en : str
        What a finding says, with the facts in braces.
    variants : mapping
        Other sentences, by the fact ``variant`` of a finding.
    examples : tuple of Example
        At least one kept, one broken, one on the edge.
    precedence : int
        Order in which colliding rules yield, 1 the strongest.
    ends_service : bool
        Whether the rule says when service ends (``serves``).
    """

    code: ClassVar[str]
    title: ClassVar[str]
    title_en: ClassVar[str]
    legal: ClassVar[tuple[LegalBasis, ...]]
    sentence: ClassVar[str]
    sentence_en: ClassVar[str]
    variants: ClassVar[Mapping[str, tuple[str, str]]] = {}
    examples: ClassVar[tuple[Example, ...]] = ()
    precedence: ClassVar[int] = 4
    ends_service: ClassVar[bool] = False
    Params: ClassVar[type] = NoParams

    def pricing(self, nodes: "Nodes", params: Sequence[Any]) -> PricingPart:
        """
        Say what the rule means for each person's own path.

        Parameters
        ----------
        nodes : Nodes
            Candidate nodes of all people with the arrays of the case.
        params : sequence of Params, length T
            Parameters in force in each round.

        Returns
        -------
        PricingPart
            Arrays; empty when the rule does not concern single paths.
        """
        return PricingPart()

    def master(self, nodes: "Nodes", params: Sequence[Any]) -> RowBlock | None:
        """
        Give the rows by which the rule couples people.

        Parameters
        ----------
        nodes : Nodes
            Candidate nodes of all people with the arrays of the case.
        params : sequence of Params, length T
            Parameters in force in each round.

        Returns
        -------
        RowBlock or None
            Rows, or None when the rule couples nobody.
        """
        return None

    def serves(self, register: "Register", person: Person, post: Post, day: date, params: Any) -> bool:
        """
        Tell whether service in a post lasts on a day; the verifier's side of ``PricingPart.serves``.

        Parameters
        ----------
        register : Register
            Records of the case by key.
        person : Person
            The person.
        post : Post
            Post held on the day.
        day : date
            The day.
        params : Params
            Parameters in force on the day.

        Returns
        -------
        bool
            False when the rule has ended service by then.
        """
        return True

    def objection(
        self, register: "Register", person: Person, post: Post, day: date, params: Any
    ) -> dict[str, Any] | None:
        """
        Say what speaks against leaving today's post for another on a day.

        Parameters
        ----------
        register : Register
            Records of the case by key.
        person : Person
            Who would move.
        post : Post
            Post that would be entered.
        day : date
            Day of the move.
        params : Params
            Parameters in force on the day.

        Returns
        -------
        dict or None
            Facts for the sentence, with ``lawful_from`` (a date, or None for never within what is known);
            None when nothing speaks against it.
        """
        return None

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        """
        Find breaches and charges in a plan, from the plan and the case alone.

        Without an own version, every move that the rule objects to is a breach.

        Parameters
        ----------
        walk : Walk
            The plan as stays of people, beside the case.
        params : sequence of Params, length T
            Parameters in force in each round.

        Yields
        ------
        Finding
            One per breach, charge or gate.
        """
        register = walk.register
        for move in walk.moves:
            day = register.dates[move.round]
            facts = self.objection(register, move.person, move.target, day, params[move.round])
            if facts is not None:
                yield self.breach(round=move.round, **facts)

    def breach(self, **facts: Any) -> Finding:
        """
        Make a breach of this rule.

        Parameters
        ----------
        **facts : Any
            Facts for the sentence.

        Returns
        -------
        Finding
            The breach.
        """
        return Finding(self.code, "breach", 0, facts)

    def charge(self, points: int, **facts: Any) -> Finding:
        """
        Make a charge (negative) or credit (positive) of this rule.

        Parameters
        ----------
        points : int
            Points added to the value of the plan.
        **facts : Any
            Facts for the sentence.

        Returns
        -------
        Finding
            The charge.
        """
        return Finding(self.code, "charge", points, facts)

    def gate(self, paper: Paper, lead_days: int, **facts: Any) -> Finding:
        """
        Name an approval or a document that the plan needs.

        Parameters
        ----------
        paper : Paper
            The document and who issues it.
        lead_days : int
            Working days until it is there, from a setting.
        **facts : Any
            Further facts for the sentence; ``on`` is the day by which it has to be there.

        Returns
        -------
        Finding
            The gate.
        """
        issued = {"document": paper.name, "issuer": paper.issuer, "lead_days": lead_days}
        issued |= {"document_en": paper.name_en, "issuer_en": paper.issuer_en}
        return Finding(self.code, "gate", 0, {**facts, **issued})


__all__ = [
    "NEEDED",
    "NEEDED_EN",
    "NO_LIMIT",
    "Example",
    "Finding",
    "LegalBasis",
    "NoParams",
    "Paper",
    "PricingPart",
    "RowBlock",
    "Rule",
    "Usage",
]
