"""A post has at most as many holders as its formation; a filled place earns points."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.case import Case, Person, Post
from optimizer.rules._arrays import once, unless_own
from optimizer.rules._base import Example, Finding, LegalBasis, PricingPart, RowBlock, Rule, Usage
from optimizer.rules._examples import office, path, person, post

if TYPE_CHECKING:
    from optimizer.nodes import Nodes
    from optimizer.register import Register
    from optimizer.walk import Walk

OVERFULL_FACTOR = 10
"""A holder too many costs as much as this many empty places, so that dirty data is mended first."""


class Formation(Rule):
    """
    Keep the holders of a post within its formation, and credit its filled places.

    Notes
    -----
    A filled place of an open post earns ``vacancy * importance`` points a round (ADR 0015). Where more
    people hold a post today than its formation allows, as many may stay, at ``10 * vacancy * importance``
    points a round for each one too many, and nobody enters. Nobody enters a closed post either; its places
    earn nothing.
    """

    code = "formation"
    title = "Formasi jabatan"
    title_en = "Formation of a post"
    legal = (
        LegalBasis("PP 11/2017", "ps. 5 dst.", "C"),
        LegalBasis("PermenPANRB 1/2020", "analisis jabatan dan beban kerja", "M"),
    )
    sentence = "Jabatan {post} dipegang {holders} orang pada {on}; formasinya {limit}."
    sentence_en = "The post {post} would have {holders} holders on {on}; its formation is {limit}."
    variants = {
        "filled": (
            "Jabatan {post} terisi {count} dari {places} tempat-babak.",
            "The post {post} is filled in {count} of {places} place-rounds.",
        ),
        "excess": (
            "Jabatan {post} kelebihan {count} orang-babak di atas formasi {limit}.",
            "The post {post} has {count} person-rounds above its formation of {limit}.",
        ),
        "closed": (
            "Jabatan {post} ditutup, sehingga {person} tidak dapat memasukinya.",
            "The post {post} is closed, so {person} cannot enter it.",
        ),
        "overfull": (
            "Jabatan {post} sudah dipegang {holders} orang, formasinya {limit}; {person} tidak dapat masuk.",
            "The post {post} has {holders} holders for a formation of {limit}; {person} cannot enter it.",
        ),
    }

    examples = (
        Example(
            "one holder in one place",
            office([post("a")], [person("ani", "a")]),
            [],
            points=60,
        ),
        Example(
            "two holders in one place",
            office([post("a"), post("b")], [person("ani", "a"), person("budi", "b")]),
            [path("ani", (0, "b"))],
            breaches=2,
        ),
        Example(
            "a filled place earns 30 points a round, an empty one nothing",
            office([post("a"), post("b")], [person("ani", "a")]),
            [],
            points=60,
        ),
        Example(
            "a chain within one round: one leaves, the other enters",
            office([post("a"), post("b"), post("c")], [person("ani", "a"), person("budi", "b")]),
            [path("ani", (0, "a"), (1, "b")), path("budi", (0, "b"), (1, "c"))],
            points=120,
        ),
        Example(
            "a closed post is not entered",
            office([post("a"), post("b", open=False)], [person("ani", "a")]),
            [path("ani", (0, "b"))],
            breaches=1,
        ),
        Example(
            "too many holders today may stay, at a price",
            office([post("a")], [person("ani", "a"), person("budi", "a")]),
            [],
            points=-540,
        ),
    )

    def pricing(self, nodes: "Nodes", params: Sequence[Any]) -> PricingPart:
        arrays = nodes.arrays
        can_enter = arrays.post_open & (arrays.holders <= arrays.formation)
        return PricingPart(enter=unless_own(nodes, nodes.of_post(can_enter)[:, :, None]))

    def master(self, nodes: "Nodes", params: Sequence[Any]) -> RowBlock:
        arrays, rounds, weights = nodes.arrays, len(params), nodes.case.weights
        formation = np.repeat(arrays.formation, rounds)
        vacancy = weights.vacancy * arrays.importance
        by_round = np.arange(rounds)[None, None, None, :]
        row = np.where(nodes.real, nodes.post * rounds, -rounds)[:, :, None, None] + by_round
        return RowBlock(
            code=self.code,
            keys=once(nodes, f"{self.code}:keys", None, lambda: self._keys(nodes.case, rounds)),
            lower=formation,
            upper=formation,
            missing_price=np.repeat(np.where(arrays.post_open, vacancy, 0), rounds),
            excess_price=np.repeat(OVERFULL_FACTOR * vacancy, rounds),
            missing_max=formation,
            excess_max=np.repeat(np.maximum(arrays.holders - arrays.formation, 0), rounds),
            usage=[Usage("hold", np.maximum(row, -1).astype(np.int32), np.ones((1, 1, 1, 1), np.int64))],
        )

    def _keys(self, case: Case, rounds: int) -> list[str]:
        return [f"{self.code}:{post.id}:{t}" for post in case.posts for t in range(rounds)]

    def objection(
        self, register: "Register", person: Person, post: Post, day: date, params: Any
    ) -> dict[str, Any] | None:
        facts = {"person": person.id, "post": post.id, "limit": post.formation, "lawful_from": None}
        if not post.open:
            return {**facts, "variant": "closed"}
        if register.holders[post.id] > post.formation:
            return {**facts, "variant": "overfull", "holders": register.holders[post.id]}
        return None

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        yield from super().verify(walk, params)
        register, vacancy = walk.register, walk.case.weights.vacancy
        for each in walk.case.posts:
            limit, most = each.formation, max(each.formation, register.holders[each.id])
            filled = excess = 0
            for t in range(register.rounds):
                holders = walk.holders[each.id, t]
                if holders > most:
                    day = register.dates[t]
                    yield self.breach(post=each.id, holders=holders, limit=limit, round=t, on=day)
                filled += min(holders, limit)
                excess += max(0, holders - limit)
            price = vacancy * register.importance(each)
            if filled and each.open and price:
                places = limit * register.rounds
                yield self.charge(price * filled, variant="filled", post=each.id, count=filled, places=places)
            if excess and price:
                points = -OVERFULL_FACTOR * price * excess
                yield self.charge(points, variant="excess", post=each.id, count=excess, limit=limit)


RULE = Formation()
