"""Somebody changes agencies only by a transfer that is offered, once, and serves nothing from outside."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.case import Person, Post, Transfer
from optimizer.rules._arrays import unless_own
from optimizer.rules._base import Example, Finding, LegalBasis, PricingPart, Rule
from optimizer.rules._examples import office, path, person, post, system

if TYPE_CHECKING:
    from optimizer.nodes import Nodes
    from optimizer.register import Register
    from optimizer.walk import Walk


class TransferBetweenAgencies(Rule):
    """
    Let people leave for another agency, or come from one, by the transfers of the case only.

    Notes
    -----
    A post that stands for another agency (a post of a transfer ``out``, the present one of a person with
    transfers ``in``) is entered by its transfers alone, and no role is served from it. A person from another
    agency enters posts by the own transfers alone. A transfer is the last move of the plan. Its points are a
    price set between agencies (docs/scale.md); they cancel out over all agencies.
    """

    code = "transfer"
    title = "Perpindahan antarinstansi"
    title_en = "Transfer between agencies"
    legal = (
        LegalBasis("PP 11/2017", "ps. 190 dst., mutasi antarinstansi", "M"),
        LegalBasis("ADR 0010", "harga perpindahan antarinstansi", "M"),
    )
    precedence = 9
    sentence = "{person} pindah instansi melalui jabatan {post} pada {on}."
    sentence_en = "{person} changes agencies through the post {post} on {on}."
    variants = {
        "not_offered": (
            "Masuknya {person} ke {post} pada {on} bukan perpindahan antarinstansi yang ditawarkan.",
            "Entering {post} on {on} is no transfer between agencies that is offered to {person}.",
        ),
        "moves_on": (
            "{person} sudah pindah instansi ke jabatan {held}, sehingga tidak pindah lagi ke {post}.",
            "{person} has changed agencies to the post {held}, and does not move on to {post}.",
        ),
        "serves_outside": (
            "{person} memegang peran {role} dari jabatan {post} di instansi lain.",
            "{person} serves the role {role} from the post {post} in another agency.",
        ),
    }

    examples = (
        Example(
            "leaving by a transfer that pays 40 points",
            office(
                [post("a"), post("luar")],
                [person("ani", "a")],
                transfers=[{"person": "ani", "post": "luar", "direction": "out", "points": [0, 40]}],
            ),
            [path("ani", (0, "a"), (1, "luar"))],
            points=40,
        ),
        Example(
            "the post outside is not entered without a transfer",
            office(
                [post("a"), post("b"), post("luar")],
                [person("ani", "a"), person("budi", "b")],
                transfers=[{"person": "ani", "post": "luar", "direction": "out"}],
            ),
            [path("budi", (0, "luar"))],
            breaches=1,
        ),
        Example(
            "in a round in which the transfer does not take effect",
            office(
                [post("a"), post("luar")],
                [person("ani", "a")],
                transfers=[{"person": "ani", "post": "luar", "direction": "out", "rounds": [1]}],
            ),
            [path("ani", (0, "luar"))],
            breaches=1,
        ),
        Example(
            "somebody from outside enters no post that is not offered",
            office(
                [post("luar"), post("a"), post("b")],
                [person("ani", "luar")],
                transfers=[{"person": "ani", "post": "a", "direction": "in"}],
            ),
            [path("ani", (0, "b"))],
            breaches=1,
        ),
        Example(
            "a transfer is the last move",
            office(
                [post("luar"), post("a"), post("b")],
                [person("ani", "luar")],
                transfers=[
                    {"person": "ani", "post": "a", "direction": "in"},
                    {"person": "ani", "post": "b", "direction": "in"},
                ],
            ),
            [path("ani", (0, "a"), (1, "b"))],
            breaches=1,
        ),
        Example(
            "no role is served from outside",
            office(
                [post("luar"), post("a")],
                [person("ani", "luar")],
                systems=system({"id": "r"}),
                transfers=[{"person": "ani", "post": "a", "direction": "in"}],
            ),
            [path("ani", (0, "luar", "r"))],
            breaches=1,
        ),
    )

    def pricing(self, nodes: "Nodes", params: Sequence[Any]) -> PricingPart:
        transfers, arrays, rounds = nodes.case.transfers, nodes.arrays, len(params)
        if not transfers:
            return PricingPart()
        comes = {each.person for each in transfers if each.direction == "in"}
        visitor = np.array([each.id in comes for each in nodes.case.persons])
        outside = np.zeros(len(nodes.case.posts), bool)
        outside[arrays.person_post[visitor]] = True
        outside[[arrays.post_position[each.post] for each in transfers if each.direction == "out"]] = True
        lawful = np.ones((*nodes.shape[:2], rounds), bool)
        lawful &= ~(nodes.of_post(outside) | nodes.of_person(visitor))[:, :, None]
        points = np.zeros((*nodes.shape[:2], rounds), np.int64)
        stay = np.zeros(nodes.shape[:2], np.int64)
        rows = {int(p): i for i, p in enumerate(nodes.persons)}
        for each in transfers:
            i = rows.get(arrays.person_position[each.person])
            if i is None:
                continue
            at = np.flatnonzero(nodes.post[i] == arrays.post_position[each.post])
            lawful[i, at] = [not each.rounds or t in each.rounds for t in range(rounds)]
            points[i, at] = [*each.points, *[0] * (rounds - len(each.points))]
            stay[i, at] = rounds
        serves = (nodes.role >= 0).any(axis=2) & nodes.of_post(outside)
        return PricingPart(
            enter=unless_own(nodes, lawful), hold=~serves[:, :, None], min_stay=stay, move=points
        )

    def objection(
        self, register: "Register", person: Person, post: Post, day: date, params: Any
    ) -> dict[str, Any] | None:
        offered = register.transfers.get((person.id, post.id))
        if offered is None and post.id not in register.outside and person.id not in register.visitors:
            return None
        facts = {"person": person.id, "post": post.id, "on": day, "variant": "not_offered"}
        if offered is None:
            return {**facts, "lawful_from": None}
        if not offered.rounds or register.round_on(day) in offered.rounds:
            return None
        later = [register.dates[t] for t in sorted(offered.rounds) if register.dates[t] > day]
        return {**facts, "lawful_from": later[0] if later else None}

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        if not walk.case.transfers:
            return
        yield from super().verify(walk, params)
        register = walk.register
        gone: dict[str, str] = {}
        for move in walk.moves:
            key, target = move.person.id, move.target.id
            if key in gone:
                yield self.breach(
                    variant="moves_on", person=key, held=gone[key], post=target, round=move.round
                )
            each = register.transfers.get((key, target))
            if each is None:
                continue
            gone[key] = target
            points = _price(each, move.round)
            if points:
                on = register.dates[move.round]
                yield self.charge(points, person=key, post=target, round=move.round, on=on)
        for journey in walk.journeys:
            for stay in journey.stays:
                if stay.post.id in register.outside:
                    for role in stay.roles:
                        facts = {"post": stay.post.id, "role": role, "round": stay.first}
                        yield self.breach(variant="serves_outside", person=journey.person.id, **facts)


def _price(transfer: Transfer, t: int) -> int:
    return transfer.points[t] if t < len(transfer.points) else 0


RULE = TransferBetweenAgencies()
