"""Giving somebody a role costs points: a decree, a briefing, and time away from other work."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.rules._arrays import served_before, silent
from optimizer.rules._base import NO_LIMIT, Example, Finding, LegalBasis, RowBlock, Rule, Usage
from optimizer.rules._examples import office, path, person, post, serving, system

if TYPE_CHECKING:
    from optimizer.nodes import Nodes
    from optimizer.walk import Walk


class RoleAssignment(Rule):
    """
    Charge ``weights.assignment`` points for each role that somebody begins to serve.

    Notes
    -----
    Without it a plan names people for roles that are served well already, for it costs nothing. A role
    served today is not begun again, whatever happens in between.
    """

    code = "role_assignment"
    title = "Biaya penugasan peran"
    title_en = "Cost of a role begun"
    legal = (LegalBasis("ADR 0010", "nilai satu penugasan peran", "M"),)
    precedence = 9
    sentence = "{person} mulai menjalankan peran {role} pada {on}."
    sentence_en = "{person} begins to serve the role {role} on {on}."

    examples = (
        Example(
            "who serves already costs nothing",
            office(
                [post("a")], [person("ani", "a")], systems=system({"id": "r"}), services=[serving("ani", "r")]
            ),
            [],
            points=0,
        ),
        Example(
            "a role begun costs 30 points",
            office([post("a")], [person("ani", "a")], systems=system({"id": "r"})),
            [path("ani", (0, "a", "r"))],
            points=-30,
        ),
        Example(
            "taking the new role along to another post costs nothing more",
            office([post("a"), post("b")], [person("ani", "a")], systems=system({"id": "r"})),
            [path("ani", (0, "a", "r"), (1, "b", "r"))],
            points=-30,
        ),
        Example(
            "two roles begun cost twice",
            office([post("a")], [person("ani", "a")], systems=system({"id": "r"}, {"id": "q"})),
            [path("ani", (0, "a", "r", "q"))],
            points=-60,
        ),
    )

    def master(self, nodes: "Nodes", params: Sequence[Any]) -> RowBlock:
        roles = [role.id for _, role in nodes.arrays.role_pairs]
        zeros = np.zeros(len(roles), np.int64)
        return RowBlock(
            code=self.code,
            keys=[f"{self.code}:{role}" for role in roles],
            lower=np.full(len(roles), -NO_LIMIT, np.int64),
            upper=zeros,
            missing_price=zeros,
            excess_price=np.full(len(roles), nodes.case.weights.assignment, np.int64),
            missing_max=zeros,
            excess_max=np.full(len(roles), len(nodes.case.persons) * len(params), np.int64),
            usage=self._usage(nodes) if roles else [],
        )

    def _usage(self, nodes: "Nodes") -> list[Usage]:
        if not nodes.has_roles:
            return silent("enter")
        begun = np.where(served_before(nodes) >= 0, -1, nodes.role).astype(np.int32)
        return [Usage("enter", begun[..., None], np.ones((1, 1, 1, 1), np.int64), begun)]

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        points = walk.case.weights.assignment
        for spell in walk.spells:
            if spell.served < 0 and points:
                yield self.charge(
                    -points,
                    person=spell.person.id,
                    role=spell.role,
                    round=spell.first,
                    on=walk.register.dates[spell.first],
                )


RULE = RoleAssignment()
