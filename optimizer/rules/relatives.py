"""Spouses and kin in one chain of command are a conflict of interest, to be avoided or declared."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.case import Case
from optimizer.levels import STEPS
from optimizer.rules._arrays import once
from optimizer.rules._base import (
    NEEDED,
    NEEDED_EN,
    NO_LIMIT,
    Example,
    Finding,
    LegalBasis,
    Paper,
    RowBlock,
    Rule,
    Usage,
)
from optimizer.rules._examples import office, path, person, post
from optimizer.rules._parameters import parameter

if TYPE_CHECKING:
    from optimizer.nodes import Nodes
    from optimizer.walk import Walk

KIN = [{"person": "ani", "other": "budi", "kind": "kin"}]
CHAIN = {"units": [{"id": "u", "department": "d"}, {"id": "v", "department": "d", "parent": "u"}]}

DECLARATION = Paper(
    "pernyataan konflik kepentingan",
    "a declaration of conflict of interest",
    "kedua pegawai kepada atasan langsung",
    "both officials to their superiors",
)


class Relatives(Rule):
    """
    Charge every round in which somebody is under the command of a spouse or of kin.

    Notes
    -----
    Who holds a post that leads a unit commands whoever else sits in the unit or in one below it; two heads
    of one unit do not command each other. Lawful either way: each pair costs ``points`` a round, and the
    plan lists the declaration that the law asks for. Rows exist for the units that the superior's career
    step can reach, for nobody falls, or rises by more than one step, within a lawful plan.
    """

    code = "relatives"
    title = "Keluarga dalam satu garis komando"
    title_en = "Relatives in one chain of command"
    precedence = 9
    legal = (
        LegalBasis("PermenPANRB 17/2024", "hubungan keluarga dan kekerabatan", "C"),
        LegalBasis("PP 11/2017", "ps. 190 ayat (5)", "C"),
    )
    sentence = "{superior} membawahi {subordinate}, keluarganya, di {unit} selama {rounds} babak sejak {on}."
    sentence_en = "{superior} commands {subordinate}, a relative, in {unit} for {rounds} rounds from {on}."
    variants = {
        "declared": (
            "{superior} membawahi {subordinate}, keluarganya, di {unit} sejak {on}; " + NEEDED,
            "{superior} commands {subordinate}, a relative, in {unit} from {on}; " + NEEDED_EN,
        )
    }

    @dataclass(frozen=True)
    class Params:
        """Parameters of the rule."""

        points: int = parameter(300, "Biaya per babak", "Charge per round", "points", 0, 100_000)
        lead_days: int = parameter(
            5, "Hari kerja sampai pernyataan ditangani", "Working days until it is dealt with", "days", 0, 365
        )

    examples = (
        Example(
            "kin in two offices",
            office(
                [post("a", "SUPERVISOR", leads_unit=True), post("b", unit="v")],
                [person("ani", "a"), person("budi", "b")],
                relations=KIN,
            ),
            [],
            points=0,
        ),
        Example(
            "one moves under the other in the second round",
            office(
                [post("a", "SUPERVISOR", leads_unit=True), post("b", unit="v"), post("c")],
                [person("ani", "a"), person("budi", "b")],
                relations=KIN,
            ),
            [path("budi", (0, "b"), (1, "c"))],
            gates=1,
            points=-300,
        ),
        Example(
            "the head of the unit above commands as well",
            office(
                [post("a", "SUPERVISOR", leads_unit=True), post("b", unit="v")],
                [person("ani", "a"), person("budi", "b")],
                relations=KIN,
                **CHAIN,
            ),
            [],
            gates=1,
            points=-600,
        ),
        Example(
            "the head of the unit below is commanded, and does not command",
            office(
                [
                    post("a", "SUPERVISOR", leads_unit=True),
                    post("b", "SUPERVISOR", unit="v", leads_unit=True),
                ],
                [person("ani", "a"), person("budi", "b")],
                relations=KIN,
                **CHAIN,
            ),
            [],
            gates=1,
            points=-600,
        ),
        Example(
            "one rises to be the head of the other",
            office(
                [post("a", unit="v"), post("b", "SUPERVISOR", leads_unit=True), post("c")],
                [person("ani", "a"), person("budi", "c")],
                relations=KIN,
            ),
            [path("ani", (0, "b"))],
            gates=1,
            points=-600,
        ),
        Example(
            "colleagues under the same head",
            office(
                [post("a"), post("b")],
                [person("ani", "a"), person("budi", "b")],
                relations=KIN,
            ),
            [],
            points=0,
        ),
        Example(
            "two heads of one unit",
            office(
                [post("a", "SUPERVISOR", leads_unit=True), post("b", "SUPERVISOR", leads_unit=True)],
                [person("ani", "a"), person("budi", "b")],
                relations=KIN,
            ),
            [],
            points=0,
        ),
    )

    def master(self, nodes: "Nodes", params: Sequence[Any]) -> RowBlock | None:
        arrays, rounds, case = nodes.arrays, len(params), nodes.case
        if not case.relations:
            return None
        pairs = [
            (arrays.person_position[one], arrays.person_position[two])
            for each in case.relations
            for one, two in ((each.person, each.other), (each.other, each.person))
        ]
        table = once(nodes, f"{self.code}:rows", None, lambda: _rows_of_units(nodes, pairs))
        count = int((table >= 0).sum())
        keys = once(nodes, f"{self.code}:keys", None, lambda: self._keys(case, pairs, table, rounds))
        one, nothing = np.ones(count * rounds, np.int64), np.zeros(count * rounds, np.int64)
        return RowBlock(
            code=self.code,
            keys=keys,
            lower=np.full(len(keys), -NO_LIMIT, np.int64),
            upper=one,
            missing_price=nothing,
            excess_price=np.tile(np.array([each.points for each in params], np.int64), count),
            missing_max=nothing,
            excess_max=one,
            usage=_places(nodes, pairs, table),
        )

    def _keys(self, case: Case, pairs: list[tuple[int, int]], table: np.ndarray, rounds: int) -> list[str]:
        return [
            f"{self.code}:{case.persons[a].id}:{case.persons[b].id}:{case.units[u].id}:{t}"
            for (a, b), units in zip(pairs, table, strict=True)
            for u in np.flatnonzero(units >= 0)
            for t in range(rounds)
        ]

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        relations, register = walk.case.relations, walk.register
        held = walk.held({key for each in relations for key in (each.person, each.other)})
        moved = {(move.person.id, move.round) for move in walk.moves}
        for relation in relations:
            for superior, subordinate in (
                (relation.person, relation.other),
                (relation.other, relation.person),
            ):
                above, below = held.get(superior, []), held.get(subordinate, [])
                commands = [
                    (t, over.unit)
                    for t, (over, under) in enumerate(zip(above, below, strict=False))
                    if over and under and over.leads_unit and over.unit in register.commanding_units(under)
                ]
                # Rounds in a row under one head are one stretch: their number less their rank is the same.
                for (unit, _), run in groupby(
                    enumerate(commands), key=lambda at: (at[1][1], at[1][0] - at[0])
                ):
                    spell = [t for _, (t, _) in run]
                    facts = {
                        "person": subordinate if (subordinate, spell[0]) in moved else superior,
                        "superior": superior,
                        "subordinate": subordinate,
                        "unit": unit,
                        "rounds": len(spell),
                        "round": spell[0],
                        "on": register.dates[spell[0]],
                    }
                    points = -sum(params[t].points for t in spell)
                    if points:
                        yield self.charge(points, **facts)
                    yield self.gate(DECLARATION, params[spell[0]].lead_days, variant="declared", **facts)


def _rows_of_units(nodes: "Nodes", pairs: list[tuple[int, int]]) -> np.ndarray:
    """Number the units that each pair's superior may come to lead, shape (pairs, U); -1 for the others."""
    arrays = nodes.arrays
    leads = np.zeros((len(STEPS), len(nodes.case.units)), bool)
    heads = np.flatnonzero(arrays.post_leads_unit)
    leads[arrays.post_step[heads], arrays.post_unit[heads]] = True
    reached = leads.copy()
    reached[:-1] |= leads[1:]
    wanted = reached[arrays.person_step[[superior for superior, _ in pairs]]]
    return np.where(wanted, np.cumsum(wanted).reshape(wanted.shape) - 1, -1)


def _places(nodes: "Nodes", pairs: list[tuple[int, int]], table: np.ndarray) -> list[Usage]:
    """
    Say which rows holding a node uses, one usage per relation of a person and level of units.

    On the level of the own unit a head uses the row in which it commands, everybody else the one in which
    the relative would; on the levels above everybody is commanded.
    """
    arrays, rounds = nodes.arrays, np.arange(nodes.arrays.rounds)
    nobody, chain = len(pairs), arrays.unit_chain
    # A last pair and a last unit stand for none.
    padded = np.full((nobody + 1, table.shape[1] + 1), -1, np.int64)
    padded[:-1, :-1] = table
    often = max(Counter(superior for superior, _ in pairs).values())
    commanding, commanded = np.full((2, often, len(nodes.case.persons)), nobody)
    seen: Counter[int] = Counter()
    # Both directions of a relation lie side by side.
    for n, (superior, _) in enumerate(pairs):
        commanding[seen[superior], superior], commanded[seen[superior], superior] = n, n ^ 1
        seen[superior] += 1
    is_concerned = (commanding[0, nodes.persons] < nobody).any()
    one, nowhere = np.ones((1, 1, 1, 1), np.int64), np.full((1, 1, 1, 1), -1, np.int32)
    usages = []
    for n in range(often):
        over, under = nodes.of_person(commanding[n]), nodes.of_person(commanded[n])
        for level in range(chain.shape[1]):
            row = nowhere
            if is_concerned:
                unit = chain[nodes.of_post(arrays.post_unit), level]
                pair = np.where(nodes.of_post(arrays.post_leads_unit) & (level == 0), over, under)
                at = np.where(nodes.real, padded[pair, unit], -1)[:, :, None, None]
                row = np.where(at >= 0, at * len(rounds) + rounds, -1).astype(np.int32)
            usages.append(Usage("hold", row, one))
    return usages


RULE = Relatives()
