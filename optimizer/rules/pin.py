"""A pinned person holds the post from the pin's round on."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.case import Person, Post
from optimizer.rules._base import Example, Finding, LegalBasis, PricingPart, Rule
from optimizer.rules._examples import office, path, person, post

if TYPE_CHECKING:
    from optimizer.nodes import Nodes
    from optimizer.register import Register
    from optimizer.walk import Walk


class Pin(Rule):
    """Keep to the planner's pins: the post is held from the pin's round to the end of service."""

    code = "pin"
    title = "Pin perencana"
    title_en = "Planner's pin"
    legal = (LegalBasis("ADR 0010", "pin dengan alasan tercatat", "M"),)
    precedence = 9
    sentence = "{person} dipin pada jabatan {post} mulai {since}, tetapi menjabat {held} pada {on}."
    sentence_en = "{person} is pinned to the post {post} from {since}, but holds {held} on {on}."

    examples = (
        Example(
            "in the pinned post from its round on",
            office(
                [post("a"), post("b")],
                [person("ani", "a")],
                pins=[{"person": "ani", "post": "b", "round": 1}],
            ),
            [path("ani", (0, "a"), (1, "b"))],
        ),
        Example(
            "not in the pinned post",
            office(
                [post("a"), post("b")],
                [person("ani", "a")],
                pins=[{"person": "ani", "post": "b", "round": 1}],
            ),
            [],
            breaches=1,
        ),
        Example(
            "in the pinned post before its round",
            office(
                [post("a"), post("b")],
                [person("ani", "a")],
                pins=[{"person": "ani", "post": "b", "round": 1}],
            ),
            [path("ani", (0, "b"))],
        ),
    )

    def pricing(self, nodes: "Nodes", params: Sequence[Any]) -> PricingPart:
        arrays, position = nodes.arrays, {int(p): i for i, p in enumerate(nodes.persons)}
        pins = [pin for pin in nodes.case.pins if arrays.person_position[pin.person] in position]
        if not pins:
            return PricingPart()
        lawful = np.ones(nodes.shape, bool)
        for pin in pins:
            i = position[arrays.person_position[pin.person]]
            is_pinned = nodes.post[i] == arrays.post_position[pin.post]
            lawful[i, :, pin.round :] &= is_pinned[:, None]
        return PricingPart(hold=lawful)

    def objection(
        self, register: "Register", person: Person, post: Post, day: date, params: Any
    ) -> dict[str, Any] | None:
        pin = register.pins.get(person.id)
        if pin is None or pin.post == post.id or day < register.dates[pin.round]:
            return None
        since = register.dates[pin.round]
        return {
            "person": person.id,
            "post": pin.post,
            "since": since,
            "held": post.id,
            "on": day,
            "lawful_from": None,
        }

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        register = walk.register
        if not register.pins:
            return
        for journey in walk.journeys:
            pin = register.pins.get(journey.person.id)
            if pin is None:
                continue
            for stay in journey.stays:
                if stay.last >= pin.round and stay.post.id != pin.post:
                    t = max(stay.first, pin.round)
                    yield self.breach(
                        person=pin.person,
                        post=pin.post,
                        since=register.dates[pin.round],
                        held=stay.post.id,
                        round=t,
                        on=register.dates[t],
                    )


RULE = Pin()
