"""Within one plan nobody goes back to a post or a role that was left."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.rules._base import Example, Finding, LegalBasis, PricingPart, Rule
from optimizer.rules._examples import office, path, person, post, serving, system

if TYPE_CHECKING:
    from optimizer.nodes import Nodes
    from optimizer.walk import Walk


class NoReturn(Rule):
    """
    Forbid a second stay in a post, and a second spell on a role.

    Notes
    -----
    Pricing bars the way back to the post and the roles of today. Longer ways round, to what was begun within
    the plan, are rare; the engine drops such paths when it reads them, which leaves its bound valid.
    """

    code = "no_return"
    title = "Tidak kembali ke jabatan atau peran yang ditinggalkan"
    title_en = "No way back to a post or role"
    legal = (LegalBasis("ADR 0010", "tidak bolak-balik dalam satu rencana", "M"),)
    precedence = 9
    sentence = "{person} kembali ke jabatan {post} pada {on}, yang ditinggalkannya dalam rencana yang sama."
    sentence_en = "{person} goes back to the post {post} on {on}, after leaving it in the same plan."
    variants = {
        "role": (
            "{person} kembali ke peran {role} pada {on}, yang ditinggalkannya dalam rencana yang sama.",
            "{person} goes back to the role {role} on {on}, after leaving it in the same plan.",
        )
    }

    examples = (
        Example(
            "away for good",
            office([post("a"), post("b")], [person("ani", "a")]),
            [path("ani", (0, "b"))],
        ),
        Example(
            "back to the post of today",
            office([post("a"), post("b")], [person("ani", "a")]),
            [path("ani", (0, "b"), (1, "a"))],
            breaches=1,
        ),
        Example(
            "back to a role",
            office(
                [post("a")],
                [person("ani", "a")],
                systems=system({"id": "r"}),
                services=[serving("ani", "r")],
            ),
            [path("ani", (0, "a"), (1, "a", "r"))],
            breaches=1,
        ),
        Example(
            "a role dropped once",
            office(
                [post("a")],
                [person("ani", "a")],
                systems=system({"id": "r"}),
                services=[serving("ani", "r")],
            ),
            [path("ani", (0, "a", "r"), (1, "a"))],
        ),
    )

    def pricing(self, nodes: "Nodes", params: Sequence[Any]) -> PricingPart:
        today = nodes.of_person(nodes.arrays.person_post)[:, :, None]
        follows = (nodes.to_post != today) | (nodes.from_post == today)
        if not nodes.pairs:
            return PricingPart(follows=follows)
        present = np.where(nodes.role_months >= 0, nodes.role[:, 0, :], -1)
        for s in range(present.shape[1]):
            # A node without a role of today lies behind the day on which that role was left.
            serves = (nodes.role == present[:, None, s : s + 1]).any(axis=2) & (present[:, None, s] >= 0)
            follows &= serves[:, :, None] | ~serves[:, None, :]
        return PricingPart(follows=follows)

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        dates = walk.register.dates
        held: dict[str, set[str]] = {}
        for move in walk.moves:
            posts = held.setdefault(move.person.id, {move.person.post})
            if move.target.id in posts:
                day = dates[move.round]
                yield self.breach(person=move.person.id, post=move.target.id, round=move.round, on=day)
            posts.add(move.target.id)
        served: set[tuple[str, str]] = set()
        for spell in walk.spells:
            if (spell.person.id, spell.role) in served:
                day = dates[spell.first]
                yield self.breach(
                    variant="role", person=spell.person.id, role=spell.role, round=spell.first, on=day
                )
            served.add((spell.person.id, spell.role))


RULE = NoReturn()
