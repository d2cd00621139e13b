"""Spouses in one unit: no norm of the state forbids it, an agency's own rules may."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.rules._base import NO_LIMIT, Example, Finding, LegalBasis, RowBlock, Rule, Usage
from optimizer.rules._examples import office, path, person, post
from optimizer.rules._parameters import parameter

if TYPE_CHECKING:
    from optimizer.nodes import Nodes
    from optimizer.walk import Walk

COUPLE = [{"person": "ani", "other": "budi", "kind": "spouse"}]
SWITCHED_ON = [{"rule": "family_same_unit", "valid_from": "2026-01-01", "parameters": {"applies": True}}]
LATER = [{"rule": "family_same_unit", "valid_from": "2027-06-01", "parameters": {"applies": True}}]


class FamilySameUnit(Rule):
    """
    Charge every round in which spouses sit in one unit, where the agency has switched this on.

    Notes
    -----
    Off unless a setting with the agency's own rule says otherwise. The unit itself counts, not those above
    or below it; a chain of command has its own rule.
    """

    code = "family_same_unit"
    title = "Suami istri dalam satu unit"
    title_en = "Spouses in one unit"
    precedence = 9
    legal = (
        LegalBasis("Aturan internal instansi", "(tidak ada norma nasional; Kanreg XIII BKN, 2022)", "C"),
    )
    sentence = "{person} dan {other}, suami istri, berada di {unit} selama {rounds} babak sejak {on}."
    sentence_en = "{person} and {other}, a couple, sit in {unit} for {rounds} rounds from {on}."

    @dataclass(frozen=True)
    class Params:
        """Parameters of the rule."""

        applies: bool = parameter(False, "Diatur oleh instansi", "The agency has such a rule")
        points: int = parameter(100, "Biaya per babak", "Charge per round", "points", 0, 100_000)

    examples = (
        Example(
            "nothing is charged unless the agency says so",
            office([post("a"), post("b")], [person("ani", "a"), person("budi", "b")], relations=COUPLE),
            [],
            points=0,
        ),
        Example(
            "in one unit for two rounds",
            office(
                [post("a"), post("b")],
                [person("ani", "a"), person("budi", "b")],
                relations=COUPLE,
                settings=SWITCHED_ON,
            ),
            [],
            points=-200,
        ),
        Example(
            "one of them moves to another unit in the second round",
            office(
                [post("a"), post("b"), post("c", unit="v")],
                [person("ani", "a"), person("budi", "b")],
                relations=COUPLE,
                settings=SWITCHED_ON,
            ),
            [path("budi", (0, "b"), (1, "c"))],
            points=-100,
        ),
        Example(
            "the agency's rule begins between the rounds",
            office(
                [post("a"), post("b")],
                [person("ani", "a"), person("budi", "b")],
                relations=COUPLE,
                settings=LATER,
            ),
            [],
            points=-100,
        ),
        Example(
            "kin may",
            office(
                [post("a"), post("b")],
                [person("ani", "a"), person("budi", "b")],
                relations=[{"person": "ani", "other": "budi", "kind": "kin"}],
                settings=SWITCHED_ON,
            ),
            [],
            points=0,
        ),
    )

    def master(self, nodes: "Nodes", params: Sequence[Any]) -> RowBlock | None:
        arrays, rounds, case = nodes.arrays, np.arange(len(params)), nodes.case
        couples = [each for each in case.relations if each.kind == "spouse"]
        price = np.array([each.points if each.applies else 0 for each in params], np.int64)
        if not couples or not price.any():
            return None
        units = len(case.units)
        keys = [
            f"{self.code}:{each.person}:{each.other}:{unit.id}:{t}"
            for each in couples
            for unit in case.units
            for t in rounds
        ]
        # A person has one spouse in most records; one usage per spouse keeps the others lawful input too.
        spouse_of: dict[int, list[int]] = {}
        for n, each in enumerate(couples):
            for key in (each.person, each.other):
                spouse_of.setdefault(arrays.person_position[key], []).append(n)
        most = max(map(len, spouse_of.values()))
        couple_of = np.full((most, len(case.persons)), -1)
        for p, numbers in spouse_of.items():
            couple_of[: len(numbers), p] = numbers
        one, nothing = np.ones(len(keys), np.int64), np.zeros(len(keys), np.int64)
        unit = nodes.of_post(arrays.post_unit)
        usage = []
        for n in range(most):
            couple = np.where(nodes.real, nodes.of_person(couple_of[n]), -1)
            at = (couple * units + unit)[:, :, None, None] * len(rounds) + rounds
            row = np.where(couple[:, :, None, None] >= 0, at, -1).astype(np.int32)
            usage.append(Usage("hold", row, np.ones((1, 1, 1, 1), np.int64)))
        return RowBlock(
            code=self.code,
            keys=keys,
            lower=np.full(len(keys), -NO_LIMIT, np.int64),
            upper=one,
            missing_price=nothing,
            excess_price=np.tile(price, len(couples) * units),
            missing_max=nothing,
            excess_max=one,
            usage=usage,
        )

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        couples = [each for each in walk.case.relations if each.kind == "spouse"]
        held = walk.held({key for each in couples for key in (each.person, each.other)})
        for couple in couples:
            pair = zip(held.get(couple.person, []), held.get(couple.other, []), strict=False)
            together = [
                (t, one.unit)
                for t, (one, two) in enumerate(pair)
                if one and two and one.unit == two.unit and params[t].applies and params[t].points
            ]
            for unit, run in groupby(together, key=lambda at: at[1]):
                spell = [t for t, _ in run]
                yield self.charge(
                    -sum(params[t].points for t in spell),
                    person=couple.person,
                    other=couple.other,
                    unit=unit,
                    rounds=len(spell),
                    round=spell[0],
                    on=walk.register.dates[spell[0]],
                )


RULE = FamilySameUnit()
