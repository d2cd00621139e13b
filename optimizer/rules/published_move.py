"""A plan that follows a published one pays for every move that it changes."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.rules._base import Example, Finding, LegalBasis, PricingPart, Rule
from optimizer.rules._examples import office, path, person, post

if TYPE_CHECKING:
    from optimizer.nodes import Nodes
    from optimizer.walk import Walk

CHARGED = {"change": 100, "pinned": 1000}
PUBLISHED = [{"person": "ani", "post": "b", "round": 0}]
PINNED = [{"person": "ani", "post": "b", "round": 0, "pinned": True}]


class PublishedMove(Rule):
    """
    Charge ``weights.change`` points for every move in which a plan differs from the published ones.

    Notes
    -----
    A published move that is made earns the charge, and any other move pays it; so every move in which a plan
    differs from the published ones costs the charge. A pinned move earns ``weights.pinned`` points more. A
    move is the same one if person, post and round are; roles are not compared.
    """

    code = "published_move"
    title = "Kesetiaan pada mutasi yang sudah diumumkan"
    title_en = "Keeping to published moves"
    legal = (LegalBasis("ADR 0010", "biaya mengubah rencana yang sudah diumumkan", "M"),)
    precedence = 9
    sentence = "{person} pindah ke {post} pada {on} seperti yang diumumkan."
    sentence_en = "{person} moves to {post} on {on} as published."
    variants = {
        "changed": (
            "{person} pindah ke {post} pada {on}, yang tidak diumumkan.",
            "{person} moves to {post} on {on}, which was not published.",
        )
    }

    examples = (
        Example(
            "the published move is made",
            office([post("a"), post("b")], [person("ani", "a")], published=PUBLISHED, weights=CHARGED),
            [path("ani", (0, "b"))],
            points=100,
        ),
        Example(
            "a pinned one earns more",
            office([post("a"), post("b")], [person("ani", "a")], published=PINNED, weights=CHARGED),
            [path("ani", (0, "b"))],
            points=1100,
        ),
        Example(
            "given up, it earns nothing",
            office([post("a"), post("b")], [person("ani", "a")], published=PINNED, weights=CHARGED),
            [],
            points=0,
        ),
        Example(
            "a round later it is another move",
            office([post("a"), post("b")], [person("ani", "a")], published=PUBLISHED, weights=CHARGED),
            [path("ani", (0, "a"), (1, "b"))],
            points=-100,
        ),
        Example(
            "moves cost nothing more where no charge is set",
            office([post("a"), post("b")], [person("ani", "a")]),
            [path("ani", (0, "b"))],
            points=0,
        ),
    )

    def pricing(self, nodes: "Nodes", params: Sequence[Any]) -> PricingPart:
        weights, arrays = nodes.case.weights, nodes.arrays
        if not weights.change and not nodes.case.published:
            return PricingPart()
        move = np.full((1, 1, 1), -weights.change, np.int64)
        position = {int(p): i for i, p in enumerate(nodes.persons)}
        mine = [
            (position[p], each)
            for each in nodes.case.published
            if (p := arrays.person_position[each.person]) in position
        ]
        if mine:
            move = np.full(nodes.shape, -weights.change, np.int64)
        for i, each in mine:
            there = nodes.post[i] == arrays.post_position[each.post]
            move[i, there, each.round] = weights.change + (weights.pinned if each.pinned else 0)
        return PricingPart(move=move)

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        case, dates = walk.case, walk.register.dates
        earned = {
            (each.person, each.round, each.post): case.weights.change + each.pinned * case.weights.pinned
            for each in case.published
        }
        if not earned and not case.weights.change:
            return
        for move in walk.moves:
            facts = {"person": move.person.id, "post": move.target.id, "round": move.round}
            facts["on"] = dates[move.round]
            points = earned.get((move.person.id, move.round, move.target.id))
            if points is None:
                yield self.charge(-case.weights.change, **facts, variant="changed")
            else:
                yield self.charge(points, **facts)


RULE = PublishedMove()
