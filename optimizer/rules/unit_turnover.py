"""Only a part of a department's people leaves it in one round."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.rules._base import NO_LIMIT, Example, Finding, LegalBasis, RowBlock, Rule, Usage
from optimizer.rules._examples import office, path, person, post
from optimizer.rules._parameters import parameter

if TYPE_CHECKING:
    from optimizer.nodes import Nodes
    from optimizer.walk import Walk


class UnitTurnover(Rule):
    """
    Limit the people who leave a department by a move in one round.

    Notes
    -----
    The limit is a share of the people who hold its posts today, rounded down, and at least one. Moves
    inside the department and ends of service do not count.
    """

    code = "unit_turnover"
    title = "Batas perpindahan per perangkat daerah"
    title_en = "Limit of leavers per department"
    legal = (LegalBasis("ADR 0010", "batas perpindahan per babak", "M"),)
    precedence = 9
    sentence = "Perangkat daerah {department} melepas {count} orang pada {on}; batasnya {limit}."
    sentence_en = "The department {department} lets {count} people go on {on}; the limit is {limit}."

    examples = (
        Example(
            "one of ten leaves the department",
            office(
                [post("a", formation=10), post("b", unit="v", formation=9)],
                [person(f"p{n}", "a") for n in range(10)],
            ),
            [path("p0", (0, "b"))],
        ),
        Example(
            "three of ten leave in one round",
            office(
                [post("a", formation=10), post("b", unit="v", formation=9)],
                [person(f"p{n}", "a") for n in range(10)],
            ),
            [path(f"p{n}", (0, "b")) for n in range(3)],
            breaches=1,
        ),
        Example(
            "two of ten are just the share",
            office(
                [post("a", formation=10), post("b", unit="v", formation=9)],
                [person(f"p{n}", "a") for n in range(10)],
            ),
            [path(f"p{n}", (0, "b")) for n in range(2)],
        ),
        Example(
            "one may leave the smallest department",
            office(
                [post("a", formation=2), post("b", unit="v", formation=9)],
                [person(f"p{n}", "a") for n in range(2)],
            ),
            [path("p0", (0, "b"))],
        ),
        Example(
            "moves inside the department do not count",
            office(
                [post("a", formation=10), post("b", unit="u", formation=9)],
                [person(f"p{n}", "a") for n in range(10)],
            ),
            [path(f"p{n}", (0, "b")) for n in range(5)],
        ),
    )

    @dataclass(frozen=True)
    class Params:
        """Parameters of the rule."""

        percent: int = parameter(
            20,
            "Bagian pegawai yang boleh keluar per babak",
            "Share of people who may leave per round",
            "percent",
            0,
            100,
        )

    def master(self, nodes: "Nodes", params: Sequence[Any]) -> RowBlock:
        arrays, rounds = nodes.arrays, len(params)
        present = np.bincount(arrays.post_department[arrays.person_post], minlength=len(arrays.departments))
        share = np.array([each.percent for each in params])
        limit = np.maximum(1, present[:, None] * share // 100).ravel()
        zeros = np.zeros(len(limit), np.int64)
        department = np.where(nodes.real, nodes.of_post(arrays.post_department), -1).astype(np.int32)
        row = department[:, :, None, None] * rounds + np.arange(rounds)
        row = np.where(department[:, :, None, None] >= 0, row, -1)
        return RowBlock(
            code=self.code,
            keys=[f"{self.code}:{key}:{t}" for key in arrays.departments for t in range(rounds)],
            lower=np.full(len(limit), -NO_LIMIT, np.int64),
            upper=limit.astype(np.int64),
            missing_price=zeros,
            excess_price=zeros,
            missing_max=zeros,
            excess_max=zeros,
            usage=[
                Usage("leave", row.astype(np.int32), np.ones((1, 1, 1, 1), np.int64), department[:, :, None])
            ],
        )

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        register = walk.register
        present = Counter(register.department[person.post] for person in walk.case.persons)
        leavers = Counter(
            (register.department[move.origin.id], move.round)
            for move in walk.moves
            if register.department[move.origin.id] != register.department[move.target.id]
        )
        for (department, t), count in sorted(leavers.items()):
            limit = max(1, present[department] * params[t].percent // 100)
            if count > limit:
                yield self.breach(
                    department=department, count=count, limit=limit, round=t, on=register.dates[t]
                )


RULE = UnitTurnover()
