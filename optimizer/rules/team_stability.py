"""Of the key people of one system only a few should leave in the same round."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.rules._arrays import silent
from optimizer.rules._base import NO_LIMIT, Example, Finding, LegalBasis, RowBlock, Rule, Usage
from optimizer.rules._examples import office, path, person, post, serving, system

if TYPE_CHECKING:
    from optimizer.nodes import Nodes
    from optimizer.walk import Journey, Walk


class TeamStability(Rule):
    """
    Charge key people who leave a system in one round beyond the system's own limit.

    Notes
    -----
    A key person serves a key role of the system and in the next round no role of it, at the end of
    service as well. Counted while the system is being built; each one beyond ``leavers_per_round`` costs
    ``weights.stability`` points.
    """

    code = "team_stability"
    title = "Keutuhan tim sistem"
    title_en = "Stability of a system's team"
    legal = (LegalBasis("ADR 0010", "keutuhan tim", "M"),)
    precedence = 9
    sentence = "Pada {on} {count} orang kunci meninggalkan sistem {system}; sebaiknya paling banyak {limit}."
    sentence_en = "On {on} {count} key people leave the system {system}; at most {limit} should."

    examples = (
        Example(
            "one key person leaves",
            office(
                [post("a", formation=3), post("b", formation=3)],
                [person("ani", "a"), person("budi", "a"), person("cici", "a")],
                systems=system({"id": "r", "key": True}, {"id": "q", "key": True}),
                services=[serving("ani", "r"), serving("budi", "q"), serving("cici", "r")],
            ),
            [path("ani", (0, "b"))],
            points=0,
        ),
        Example(
            "two key people leave in one round",
            office(
                [post("a", formation=3), post("b", formation=3)],
                [person("ani", "a"), person("budi", "a"), person("cici", "a")],
                systems=system({"id": "r", "key": True}, {"id": "q", "key": True}),
                services=[serving("ani", "r"), serving("budi", "q"), serving("cici", "r")],
            ),
            [path("ani", (0, "b")), path("budi", (0, "b"))],
            points=-300,
        ),
        Example(
            "two leave in two rounds",
            office(
                [post("a", formation=3), post("b", formation=3)],
                [person("ani", "a"), person("budi", "a"), person("cici", "a")],
                systems=system({"id": "r", "key": True}, {"id": "q", "key": True}),
                services=[serving("ani", "r"), serving("budi", "q"), serving("cici", "r")],
            ),
            [path("ani", (0, "b")), path("budi", (0, "a", "q"), (1, "b"))],
            points=0,
        ),
        Example(
            "who changes to another role of the system does not leave it",
            office(
                [post("a", formation=3), post("b", formation=3)],
                [person("ani", "a"), person("budi", "a"), person("cici", "a")],
                systems=system({"id": "r", "key": True}, {"id": "q", "key": True}),
                services=[serving("ani", "r"), serving("budi", "q"), serving("cici", "r")],
            ),
            [path("ani", (0, "b")), path("budi", (0, "a", "r"))],
            points=0,
        ),
    )

    def master(self, nodes: "Nodes", params: Sequence[Any]) -> RowBlock:
        arrays, rounds = nodes.arrays, len(params)
        dates = arrays.dates[:-1]
        runs = np.array([[day < system.finishes_on for day in dates] for system in nodes.case.systems], bool)
        runs = runs.reshape(len(nodes.case.systems), rounds)
        rows = np.where(runs, np.cumsum(runs.ravel()).reshape(runs.shape) - 1, -1)
        system = np.nonzero(runs)[0]
        zeros = np.zeros(len(system), np.int64)
        limit = np.array([each.leavers_per_round for each in nodes.case.systems], np.int64)
        return RowBlock(
            code=self.code,
            keys=[f"{self.code}:{nodes.case.systems[s].id}:{t}" for s, t in np.argwhere(runs)],
            lower=np.full(len(system), -NO_LIMIT, np.int64),
            upper=limit[system],
            missing_price=zeros,
            excess_price=np.full(len(system), nodes.case.weights.stability, np.int64),
            missing_max=zeros,
            excess_max=np.full(len(system), len(nodes.case.persons), np.int64),
            usage=self._usage(nodes, rows) if len(rows) else [],
        )

    def _usage(self, nodes: "Nodes", rows: np.ndarray) -> list[Usage]:
        if not nodes.has_roles:
            return silent("leave", at_end=True)
        system = nodes.of_role(nodes.arrays.role_system)
        is_key = nodes.of_role(nodes.arrays.role_key.astype(np.int64), 0) == 1
        # Somebody with two key roles of one system is one leaver: only the first slot counts.
        for s in range(1, system.shape[2]):
            is_again = (system[:, :, :s] == system[:, :, s : s + 1]) & is_key[:, :, :s]
            is_key[:, :, s] &= ~is_again.any(axis=2)
        row = np.where(is_key[..., None], rows[system], -1).astype(np.int32)
        return [Usage("leave", row, np.ones((1, 1, 1, 1), np.int64), system.astype(np.int32), at_end=True)]

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        register, points = walk.register, walk.case.weights.stability
        leavers: Counter[tuple[str, int]] = Counter()
        for journey in walk.journeys:
            leavers.update(_departures(walk, journey))
        limits = {system.id: system for system in walk.case.systems}
        for (key, t), count in sorted(leavers.items()):
            system = limits[key]
            excess = count - system.leavers_per_round
            if t < register.rounds and register.dates[t] < system.finishes_on and excess > 0 and points:
                yield self.charge(
                    -points * excess,
                    system=key,
                    count=count,
                    limit=system.leavers_per_round,
                    round=t,
                    on=register.dates[t],
                )


def _departures(walk: "Walk", journey: "Journey") -> Iterator[tuple[str, int]]:
    """Yield the system and the round of each departure of a key person."""
    roles = walk.register.roles
    before = set(walk.register.services.get(journey.person.id, ()))
    if not before and not any(stay.roles for stay in journey.stays):
        return
    for after, t in [*((set(stay.roles), stay.first) for stay in journey.stays), (set(), journey.end)]:
        left = {roles[role][0].id for role in before if roles[role][1].key}
        for key in left - {roles[role][0].id for role in after}:
            yield key, t
        before = after


RULE = TeamStability()
