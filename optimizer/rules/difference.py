"""A plan differs from others in a share of the moves, so that there is something to choose from."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.rules._base import NO_LIMIT, Example, Finding, LegalBasis, RowBlock, Rule, Usage
from optimizer.rules._examples import office, path, person, post

if TYPE_CHECKING:
    from optimizer.case import Reference
    from optimizer.nodes import Nodes
    from optimizer.walk import Walk

ANI = [{"id": "one", "moves": [{"person": "ani", "post": "b"}], "differs_percent": 50}]
PEOPLE = [person("ani", "a"), person("budi", "a")]
POSTS = [post("a", formation=3), post("b", formation=3)]


class Difference(Rule):
    """
    Keep a plan apart from the plans of ``case.references``.

    Notes
    -----
    Of the moves of the reference at most ``100 - differs_percent`` percent may be made, and of the moves of
    the plan at most as many may be moves of the reference; so the larger of two plans is no other one merely
    because it goes on. A move is the same if person, post and round are.
    """

    code = "difference"
    title = "Perbedaan dengan rencana lain"
    title_en = "Difference from another plan"
    legal = (LegalBasis("ADR 0010", "pilihan di antara rencana yang sungguh berbeda", "M"),)
    precedence = 9
    sentence = "Rencana membuat {shared} dari {of} mutasi rencana {reference} dan {moves} mutasi seluruhnya."
    sentence_en = (
        "The plan makes {shared} of the {of} moves of the plan {reference}, and {moves} moves in all."
    )

    examples = (
        Example("another move", office(POSTS, PEOPLE, references=ANI), [path("budi", (0, "b"))]),
        Example("the same move", office(POSTS, PEOPLE, references=ANI), [path("ani", (0, "b"))], breaches=1),
        Example(
            "all of one move is too much of it, although it is half of the plan",
            office(POSTS, PEOPLE, references=ANI),
            [path("ani", (0, "b")), path("budi", (0, "b"))],
            breaches=1,
        ),
        Example(
            "one of two moves on both sides is just half",
            office(
                POSTS,
                PEOPLE,
                references=[
                    {
                        "id": "two",
                        "moves": [{"person": "ani", "post": "b"}, {"person": "budi", "post": "b"}],
                        "differs_percent": 50,
                    }
                ],
            ),
            [path("ani", (0, "b")), path("budi", (0, "a"), (1, "b"))],
        ),
        Example("a round later it is another move", office(POSTS, PEOPLE, references=ANI), [
            path("ani", (0, "a"), (1, "b"))
        ]),
    )  # fmt: skip

    def master(self, nodes: "Nodes", params: Sequence[Any]) -> RowBlock | None:
        references = nodes.case.references
        if not references:
            return None
        zeros = np.zeros(2 * len(references), np.int64)
        most = [len(each.moves) * (100 - each.differs_percent) // 100 for each in references]
        return RowBlock(
            code=self.code,
            keys=[f"{self.code}:{each.id}:{side}" for each in references for side in ("its", "own")],
            lower=zeros - NO_LIMIT,
            upper=np.array([limit for each in most for limit in (each, 0)], np.int64),
            missing_price=zeros,
            excess_price=zeros,
            missing_max=zeros,
            excess_max=zeros,
            usage=[use for n, each in enumerate(references) for use in self._usage(nodes, 2 * n, each)],
        )

    def _usage(self, nodes: "Nodes", row: int, reference: "Reference") -> list[Usage]:
        arrays, position = nodes.arrays, {int(p): i for i, p in enumerate(nodes.persons)}
        shared = np.zeros((nodes.shape[0], nodes.shape[1], 1, nodes.shape[2]), np.int64)
        for move in reference.moves:
            i = position.get(arrays.person_position[move.person])
            if i is not None:
                shared[i, nodes.post[i] == arrays.post_position[move.post], 0, move.round] = 1
        place = nodes.post[:, :, None].astype(np.int32)
        own = 100 * shared - (100 - reference.differs_percent)
        rows = [np.full((1, 1, 1, 1), row + side, np.int32) for side in (0, 1)]
        return [Usage("enter", rows[0], shared, place), Usage("enter", rows[1], own, place)]

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        if not walk.case.references:
            return
        made = {(move.person.id, move.target.id, move.round) for move in walk.moves}
        for reference in walk.case.references:
            shared = len(made & {(move.person, move.post, move.round) for move in reference.moves})
            may = 100 - reference.differs_percent
            if 100 * shared > may * len(reference.moves) or 100 * shared > may * len(made):
                yield self.breach(
                    reference=reference.id, shared=shared, of=len(reference.moves), moves=len(made)
                )


RULE = Difference()
