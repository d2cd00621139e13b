"""Who takes on a role keeps it until the first steps and the handover time are over."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.rules._arrays import served_before
from optimizer.rules._base import Example, Finding, LegalBasis, PricingPart, Rule
from optimizer.rules._examples import office, path, person, post, serving, system

if TYPE_CHECKING:
    from optimizer.nodes import Nodes
    from optimizer.walk import Walk


class RoleCommitment(Rule):
    """
    Require that a stay begun with a new role lasts as long as the role's ramp and handover time.

    Notes
    -----
    Somebody whose service ends sooner does not take the role on; the end of the horizon is no such end.
    Roles served today are not new, wherever they are served from.
    """

    code = "role_commitment"
    title = "Peran baru dijalani sampai mahir"
    title_en = "A new role is kept until it is learnt"
    legal = (LegalBasis("ADR 0010", "masa komitmen peran", "M"),)
    precedence = 9
    sentence = (
        "{person} mengambil peran {role} pada {on} tetapi hanya {rounds} babak; paling singkat {limit} babak."
    )
    sentence_en = (
        "{person} takes on the role {role} on {on} for {rounds} rounds only; the least is {limit} rounds."
    )

    examples = (
        Example(
            "a new role to the end of the horizon",
            office(
                [post("a"), post("b")],
                [person("ani", "a")],
                systems=system({"id": "r", "ramp": [40, 70], "handover_rounds": 1}),
                services=[],
            ),
            [path("ani", (0, "a"), (1, "a", "r"))],
        ),
        Example(
            "a new role for one round of two",
            office(
                [post("a"), post("b")],
                [person("ani", "a")],
                systems=system({"id": "r", "ramp": [40, 70], "handover_rounds": 1}),
                services=[],
            ),
            [path("ani", (0, "a", "r"), (1, "b"))],
            breaches=1,
        ),
        Example(
            "a new role for the one round that is asked for",
            office(
                [post("a"), post("b")],
                [person("ani", "a")],
                systems=system({"id": "r", "ramp": [50], "handover_rounds": 1}),
                services=[],
            ),
            [path("ani", (0, "a", "r"), (1, "b"))],
        ),
        Example(
            "a role served today may be left at once",
            office(
                [post("a"), post("b")],
                [person("ani", "a")],
                systems=system({"id": "r", "ramp": [40, 70], "handover_rounds": 1}),
                services=[serving("ani", "r")],
            ),
            [path("ani", (0, "a", "r"), (1, "b"))],
        ),
        Example(
            "not before retirement",
            office(
                [post("a"), post("b")],
                [person("ani", "a", born="1969-08")],
                systems=system({"id": "r", "ramp": [40, 70], "handover_rounds": 1}),
                services=[],
            ),
            [path("ani", (0, "a", "r"), last=0)],
            breaches=1,
        ),
    )

    def pricing(self, nodes: "Nodes", params: Sequence[Any]) -> PricingPart:
        is_new = (nodes.role >= 0) & (served_before(nodes) < 0)
        keep = np.where(is_new, nodes.of_role(nodes.arrays.role_keep, 0), 0)
        return PricingPart(keep=keep.max(axis=2, initial=0).astype(np.int64))

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        register = walk.register
        for journey in walk.journeys:
            known = register.services.get(journey.person.id, {})
            for stay in journey.stays:
                if stay.last == register.rounds - 1:
                    continue
                rounds = stay.last - stay.first + 1
                for key in stay.roles:
                    if key in known:
                        continue
                    role = register.roles[key][1]
                    limit = max(len(role.ramp), role.handover_rounds)
                    if rounds < limit:
                        yield self.breach(
                            person=journey.person.id,
                            role=key,
                            rounds=rounds,
                            limit=limit,
                            round=stay.first,
                            on=register.dates[stay.first],
                        )


RULE = RoleCommitment()
