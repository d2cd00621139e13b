"""
The whole case as one flow problem: per person a network over (node, round), coupled by the rows.

A vertex ``(p, k, t)`` means: p holds node k before round t and is free to leave it. Entering a node jumps
over the rounds for which it must be kept, so that shortest stays need no further variable. Changes between
nodes that share no role run through hubs, one per person, round and kind of origin; the others have their
own arcs. This is the tight formulation: per person it has whole corners.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from optimizer.engine.rows import ALWAYS, Family, SlotUse, Uses, compile_uses
from optimizer.rivals.ground import Ground
from optimizer.rules._arrays import served_before

Array = NDArray


@dataclass
class Arcs:
    """
    Arcs of all people.

    Attributes
    ----------
    tail, head : ndarray of int, shape (A,)
        Vertices; ``-1`` as head is the end.
    person, node, first, until : ndarray of int, shape (A,)
        Rounds ``first`` to ``until - 1`` that person holds node on the arc; none when equal.
    points : ndarray of int, shape (A,)
        Points of the arc.
    use : sparse matrix, shape (A, R)
        Row use of the arc.
    vertices : int
        Number of vertices.
    sources : ndarray of int, shape (P,)
        Vertex from which each person starts.
    """

    tail: Array
    head: Array
    person: Array
    node: Array
    first: Array
    until: Array
    points: Array
    use: sparse.csr_array
    vertices: int
    sources: Array

    @property
    def count(self) -> int:
        """Number of arcs."""
        return len(self.tail)

    def flow(self) -> sparse.csr_array:
        """
        Conservation of flow: what leaves a vertex less what enters it.

        Returns
        -------
        sparse matrix, shape (V, A)
            1 at tails, -1 at heads.
        """
        index = np.arange(self.count)
        inner = self.head >= 0
        row = np.concatenate([self.tail, self.head[inner]])
        column = np.concatenate([index, index[inner]])
        value = np.concatenate([np.ones(self.count), -np.ones(int(inner.sum()))])
        return sparse.coo_array((value, (row, column)), shape=(self.vertices, self.count)).tocsr()

    def paths(self, chosen: Array, rounds: int) -> Array:
        """
        Read the paths of a solution.

        Parameters
        ----------
        chosen : ndarray of bool, shape (A,)
            Arcs used.
        rounds : int
            Number of rounds.

        Returns
        -------
        ndarray of int, shape (P, T)
            Node held in each round, -1 after the end of service.
        """
        paths = np.full((len(self.sources), rounds), -1, np.int64)
        for a in np.flatnonzero(chosen & (self.until > self.first)):
            paths[self.person[a], self.first[a] : self.until[a]] = self.node[a]
        return paths


@dataclass
class _Draft:
    """Arcs while they are collected; one entry per group of arcs."""

    parts: list[dict[str, Array]] = field(default_factory=list)

    def add(self, tail: Array, head: Array, person: Array, **more: Array) -> None:
        blank = np.full(len(tail), -1, np.int64)
        zero = np.zeros(len(tail), np.int64)
        usual = {"node": blank, "first": zero, "until": zero, "enter": blank, "leave": blank, "at": blank}
        usual |= {"other": blank, "end": zero, "turnover": blank}
        self.parts.append({"tail": tail, "head": head, "person": person, **usual, **more})

    def joined(self) -> dict[str, Array]:
        names = self.parts[0]
        return {name: np.concatenate([part[name] for part in self.parts]) for name in names}


def build(ground: Ground) -> Arcs:
    """
    Lay out the arcs of a case.

    Parameters
    ----------
    ground : Ground
        Nodes, what is lawful on them, and rows.

    Returns
    -------
    Arcs
        The flow problem.
    """
    return _Builder(ground).arcs()


class _Builder:
    """Adds the arcs kind by kind."""

    def __init__(self, ground: Ground) -> None:
        self.ground, self.nodes, self.lawful = ground, ground.nodes, ground.lawful
        self.people, self.count, self.rounds = self.nodes.shape
        codes = [block.code for block in ground.blocks]
        self.offsets = dict(zip(codes, np.cumsum([0, *(len(b.keys) for b in ground.blocks)]), strict=False))
        # Departments are shared by most nodes, roles by few: the former are dealt with by hubs.
        others = [block for block in ground.blocks if block.code != "unit_turnover"]
        self.uses: Uses = compile_uses(self.nodes, others)
        self.lawful_last = np.minimum(self.lawful.last, self.rounds)
        self.own = self.nodes.own_post & self.nodes.real
        arrays = self.nodes.arrays
        self.department = np.where(self.nodes.real, self.nodes.of_post(arrays.post_department), -1)
        self.step = np.where(self.nodes.real, self.nodes.of_post(arrays.post_step), -1).astype(np.int64)
        held = self.lawful.hold & (np.arange(self.rounds) < self.lawful_last[:, :, None])
        self.held = held
        # First round at or after t in which the node may not be held.
        self.gap = np.full((self.people, self.count, self.rounds + 1), self.rounds)
        for t in range(self.rounds - 1, -1, -1):
            self.gap[:, :, t] = np.where(held[:, :, t], self.gap[:, :, t + 1], t)
        self.until = np.minimum(
            np.arange(self.rounds) + self.lawful.stay[:, :, None], self.lawful_last[:, :, None]
        )
        self.can_enter = self.lawful.enter & held & (self.gap[:, :, :-1] >= self.until)
        self.can_enter &= np.arange(self.rounds) < self.until
        self.can_enter[:, 0] = False
        # Roles of today are kept on direct arcs or lost for good, so that no hub leads back to them.
        self.keeps_today = (served_before(self.nodes) >= 0).any(axis=2)
        self.hubs = self.people * self.count * (self.rounds + 1)
        self.draft = _Draft()

    def vertex(self, p: Array, k: Array, t: Array) -> Array:
        return (p * self.count + k) * (self.rounds + 1) + t

    def new_hubs(self, number: int) -> int:
        first = self.hubs
        self.hubs += number
        return first

    def arcs(self) -> Arcs:
        self._holding()
        self._first_moves()
        self._later_moves()
        self._between_sharers()
        return self._finished()

    def _holding(self) -> None:
        p, k, t = np.nonzero(self.held)
        self.draft.add(
            self.vertex(p, k, t), self.vertex(p, k, t + 1), p, node=k, first=t.astype(np.int64), until=t + 1
        )
        p, k = np.nonzero(self.nodes.real)
        last = self.lawful_last[p, k]
        ends = np.where(last < self.rounds, last, -1)
        self.draft.add(
            self.vertex(p, k, last), np.full(len(p), -1), p, leave=k, at=ends, end=np.ones(len(p), np.int64)
        )

    def _entries(self, p: Array, k: Array, t: Array, tail: Array, turnover: Array) -> None:
        until = self.until[p, k, t]
        self.draft.add(
            tail, self.vertex(p, k, until), p, node=k, first=t, until=until, enter=k, at=t, turnover=turnover
        )

    def _first_moves(self) -> None:
        """Leave the present post through one hub per person and round."""
        hub = self.new_hubs(self.people * self.rounds)
        rounds = np.arange(self.rounds)
        may_leave: Array = self.own[:, :, None] & (rounds >= self.lawful.earliest_leave[:, None, None])
        may_leave &= rounds < self.lawful_last[:, :, None]
        p, k, t = np.nonzero(may_leave)
        self.draft.add(self.vertex(p, k, t), hub + p * self.rounds + t, p, leave=k, at=t)
        fresh = ~self.own & ~self.keeps_today & self.lawful.follows[:, 0, :]
        reachable: Array = self.can_enter & fresh[:, :, None]
        p, k, t = np.nonzero(reachable)
        leaves = self.department[p, 0] != self.department[p, k]
        turnover = np.where(leaves, self.department[p, 0] * self.rounds + t, -1)
        self._entries(p, k, t, hub + p * self.rounds + t, turnover)

    def _later_moves(self) -> None:
        """Change post again: hubs per department and step of the origin, and per step across departments."""
        other = ~self.own & self.nodes.real
        enterable = self.can_enter & (other & ~self.keeps_today)[:, :, None]
        soonest = np.where(enterable.any(axis=2), enterable.argmax(axis=2), self.rounds)
        free = soonest + self.lawful.stay
        steps = int(self.step.max(initial=0)) + 1
        across = self.new_hubs(self.people * steps * self.rounds)
        departments = int(self.department.max(initial=0)) + 1
        inside = self.new_hubs(self.people * steps * self.rounds * departments)
        rounds = np.arange(self.rounds)
        may_leave = other[:, :, None] & (rounds >= free[:, :, None]) & (rounds < self.lawful_last[:, :, None])
        p, k, t = np.nonzero(may_leave)
        wide = (p * steps + self.step[p, k]) * self.rounds + t
        narrow = wide * departments + self.department[p, k]
        self.draft.add(self.vertex(p, k, t), inside + narrow, p, leave=k, at=t)
        pairs = np.unique(np.stack([narrow, wide, self.department[p, k], t, p], axis=1), axis=0)
        self.draft.add(
            inside + pairs[:, 0],
            across + pairs[:, 1],
            pairs[:, 4],
            turnover=pairs[:, 2] * self.rounds + pairs[:, 3],
        )
        for low in range(steps):
            for is_near, hub in ((True, inside), (False, across)):
                self._later_entries(may_leave, enterable, low, is_near, hub, steps, departments)

    def _later_entries(
        self,
        may_leave: Array,
        enterable: Array,
        low: int,
        is_near: bool,
        hub: int,
        steps: int,
        departments: int,
    ) -> None:
        from_low = may_leave & (self.step == low)[:, :, None]
        p, k, t = np.nonzero(enterable & from_low.any(axis=1)[:, None, :])
        # What may follow depends on the posts' steps alone; any origin of the step answers for all.
        origin = from_low[p, :, t].argmax(axis=1)
        allowed = self.lawful.follows[p, origin, k] | (origin == k)
        p, k, t = p[allowed], k[allowed], t[allowed]
        place = (p * steps + low) * self.rounds + t
        if is_near:
            place = place * departments + self.department[p, k]
            near = (from_low & True)[p, :, t] & (self.department[p] == self.department[p, k][:, None])
            kept = near.any(axis=1)
            p, k, t, place = p[kept], k[kept], t[kept], place[kept]
        self._entries(p, k, t, hub + place, np.full(len(p), -1))

    def _between_sharers(self) -> None:
        """Changes at the present post, and changes of post on which a role or a system is kept."""
        places = [family.place for family in self.uses.families if (family.place != ALWAYS).any()]
        shares = self.own[:, :, None] & self.own[:, None, :]
        for place in places:
            for s in range(place.shape[2]):
                mine = place[:, :, None, s : s + 1]
                shares |= ((mine == place[:, None, :, :]) & (mine >= 0)).any(axis=3)
        shares &= ~np.eye(self.count, dtype=bool) & (self.own[:, :, None] | ~self.own[:, None, :])
        both_own = self.own[:, :, None] & self.own[:, None, :]
        shares &= self.lawful.follows
        shares &= both_own | (self.nodes.post[:, :, None] != self.nodes.post[:, None, :])
        p, k, other = np.nonzero(shares)
        for t in range(self.rounds):
            leaves = self.own[p, k] & ~self.own[p, other]
            fine = self.can_enter[p, other, t] & (t < self.lawful_last[p, k])
            fine &= ~leaves | (t >= self.lawful.earliest_leave[p])
            q, a, b = p[fine], k[fine], other[fine]
            at = np.full(len(q), t)
            until = self.until[q, b, t]
            across = self.department[q, a] != self.department[q, b]
            self.draft.add(
                self.vertex(q, a, at),
                self.vertex(q, b, until),
                q,
                node=b,
                first=at,
                until=until,
                enter=b,
                leave=a,
                at=at,
                other=np.ones(len(q), np.int64),
                turnover=np.where(across, self.department[q, a] * self.rounds + t, -1),
            )

    def _finished(self) -> Arcs:
        part = self.draft.joined()
        rows = self.ground.rows.count
        held, points = self._held(part)
        use = held @ self.uses.hold
        for family in self.uses.families:
            is_enter, is_leave = part["enter"] >= 0, (part["leave"] >= 0) & (part["end"] == 0)
            use = use + self._events(family, family.enter, part, "enter", "leave", is_enter)
            use = use + self._events(family, family.leave, part, "leave", "enter", is_leave)
            is_end = (part["end"] == 1) & (part["at"] >= 0)
            use = use + self._events(family, family.end, part, "leave", "enter", is_end)
        use = self._placed(use, rows) + self._turnover(part, rows)
        moves = (part["enter"] >= 0) & ~self.own[part["person"], part["enter"]]
        move = self.lawful.move[part["person"], part["enter"], np.maximum(part["at"], 0)]
        points = points + np.where(moves, move, 0)
        everybody = np.arange(self.people)
        sources = self.vertex(everybody, 0 * everybody, 0 * everybody)
        used = np.unique(np.concatenate([part["tail"], part["head"][part["head"] >= 0], sources]))
        head = np.where(part["head"] < 0, -1, np.searchsorted(used, np.maximum(part["head"], 0)))
        return Arcs(
            tail=np.searchsorted(used, part["tail"]),
            head=head,
            person=part["person"],
            node=part["node"],
            first=part["first"],
            until=part["until"],
            points=points,
            use=sparse.csr_array(use),
            vertices=len(used),
            sources=np.searchsorted(used, sources),
        )

    def _held(self, part: dict[str, Array]) -> tuple[sparse.csr_array, Array]:
        """Incidence of arcs to held (t, p, k), and the points of holding."""
        length = part["until"] - part["first"]
        arc = np.repeat(np.arange(len(length)), length)
        start = np.repeat(np.cumsum(length) - length, length)
        t = np.arange(len(arc)) - start + part["first"][arc]
        p, k = part["person"][arc], part["node"][arc]
        flat = (t * self.people + p) * self.count + k
        shape = (len(length), self.rounds * self.people * self.count)
        incidence = sparse.coo_array((np.ones(len(arc), np.int64), (arc, flat)), shape=shape).tocsr()
        points = np.bincount(arc, self.lawful.value[p, k, t], minlength=len(length)).astype(np.int64)
        return incidence, points

    def _events(
        self, family: Family, use: SlotUse, part: dict[str, Array], side: str, far: str, wanted: Array
    ) -> sparse.csr_array:
        """Uses of one kind of event; slots whose place is kept on a direct arc stay silent."""
        arcs, slots = np.flatnonzero(wanted), family.place.shape[2]
        p, k, t = part["person"][arcs], part[side][arcs], part["at"][arcs]
        flat = (((t * self.people + p) * self.count + k)[:, None] * slots + np.arange(slots)).ravel()
        position = np.minimum(np.searchsorted(use.index, flat), max(len(use.index) - 1, 0))
        fires = use.index[position] == flat if len(use.index) else np.zeros(len(flat), bool)
        other = part[far][arcs]
        mine, theirs = family.place[p, k], family.place[p, np.maximum(other, 0)]
        is_kept = ((mine[:, :, None] == theirs[:, None, :]).any(axis=2) & (mine != ALWAYS)) & (other >= 0)[
            :, None
        ]
        fires &= ~is_kept.ravel()
        event = np.flatnonzero(fires)
        shape = (len(part["tail"]), use.matrix.shape[0])
        ones = np.ones(len(event), np.int64)
        pick = sparse.coo_array((ones, (np.repeat(arcs, slots)[event], position[event])), shape=shape)
        return pick.tocsr() @ use.matrix

    def _placed(self, use: sparse.csr_array, rows: int) -> sparse.csr_array:
        """Move columns to where the rows of their rule stand among all rows."""
        target = [
            self.offsets[block.code] + np.arange(len(block.keys))
            for block in self.ground.blocks
            if block.code != "unit_turnover"
        ]
        coo = sparse.coo_array(use)
        column = np.concatenate([np.zeros(0, np.int64), *target])[coo.col] if coo.nnz else coo.col
        return sparse.coo_array((coo.data, (coo.row, column)), shape=(use.shape[0], rows)).tocsr()

    def _turnover(self, part: dict[str, Array], rows: int) -> sparse.csr_array:
        arcs = np.flatnonzero(part["turnover"] >= 0)
        row = self.offsets["unit_turnover"] + part["turnover"][arcs]
        ones = np.ones(len(arcs), np.int64)
        return sparse.coo_array((ones, (arcs, row)), shape=(len(part["tail"]), rows)).tocsr()
