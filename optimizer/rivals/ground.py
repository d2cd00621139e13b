"""What every rival is given: candidate nodes, what is lawful on them, and the coupling rows."""

from dataclasses import dataclass

import numpy as np

from optimizer.arrays import Arrays
from optimizer.blockwise import prospects
from optimizer.candidates import first_list, first_wanted
from optimizer.case import Case
from optimizer.engine.lawful import Lawful, join
from optimizer.engine.plans import stays
from optimizer.engine.rows import Rows, gather, row_blocks
from optimizer.io import canonical_case, case_hash
from optimizer.nodes import Nodes
from optimizer.offers import Offers
from optimizer.plan import Path, Plan
from optimizer.rules import RULES, parameters_by_round
from optimizer.rules._base import RowBlock
from optimizer.verify import assess

POSTS = 30
"""Posts per person: the most promising lawful ones, before anything has a price."""

MOST_POSTS = 400
"""Posts per person in a case of one round; changes between any two of them are laid out."""

GONE = -1


@dataclass(frozen=True)
class Ground:
    """
    The common ground of all methods.

    Attributes
    ----------
    case : Case
        The case in canonical order.
    nodes : Nodes
        Candidate nodes of all people.
    lawful : Lawful
        Joined parts of all rules.
    blocks : list of RowBlock
        Coupling rows by rule.
    rows : Rows
        All coupling rows.
    """

    case: Case
    nodes: Nodes
    lawful: Lawful
    blocks: list[RowBlock]
    rows: Rows

    @classmethod
    def of(cls, case: Case, posts: int | None = None) -> "Ground":
        """
        Choose candidates and ask all rules.

        Parameters
        ----------
        case : Case
            A sound case.
        posts : int, optional
            Posts per person; ``POSTS`` if missing, and all lawful ones, ``MOST_POSTS`` at most, in a case of
            one round, where a list would cost a method more than it saves.

        Returns
        -------
        Ground
            The common ground.
        """
        case = canonical_case(case)
        arrays = Arrays(case)
        rules = [(rule, parameters_by_round(case, rule)) for rule in RULES]
        offers = Offers(arrays)
        lawful = prospects(arrays, offers, rules, 2)
        if posts is None and arrays.rounds == 1:
            posts = min(MOST_POSTS, max(int(block.size.max()) for block in lawful))
        count = POSTS if posts is None else posts
        wanted = [first_wanted(arrays, block, count) for block in lawful]
        chosen = first_list(arrays, offers, lawful, wanted, count).nodes
        blocks = row_blocks(chosen, rules)
        return cls(case, chosen, join(chosen, rules), blocks, gather(blocks))

    def plan(self, paths: np.ndarray, solver: str, bound: int | None = None) -> Plan:
        """
        Write paths over nodes as a plan that claims its own value.

        Parameters
        ----------
        paths : ndarray of int, shape (P, T)
            Node held in each round, ``GONE`` after the end of service.
        solver : str
            Name of the method.
        bound : int, optional
            Points that no plan exceeds, as far as the method claims.

        Returns
        -------
        Plan
            The plan.
        """
        people = [
            Path(person=person.id, stays=stays(self.nodes, p, paths[p]))
            for p, person in enumerate(self.case.persons)
        ]
        key = case_hash(self.case)
        bare = Plan(format="tuntas-plan", version=1, case_hash=key, paths=people, value=0)
        value = assess(self.case, bare).value
        return Plan(
            format="tuntas-plan",
            version=1,
            case_hash=key,
            paths=people,
            value=value,
            bound=bound,
            solver=solver,
        )

    def stay_put(self) -> np.ndarray:
        """
        Give everybody's path of staying as things stand.

        Returns
        -------
        ndarray of int, shape (P, T)
            Node 0 until the end of service.
        """
        rounds = np.arange(self.nodes.arrays.rounds)
        return np.where(rounds < self.lawful.last[:, :1], 0, GONE)
