"""A role is served by few people at a time: many who each know a part do not make one who knows it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.rules._arrays import at_slots, row_keys, running_rows, silent
from optimizer.rules._base import NO_LIMIT, Example, Finding, LegalBasis, RowBlock, Rule, Usage
from optimizer.rules._examples import office, path, person, post, serving, system
from optimizer.rules._parameters import parameter

if TYPE_CHECKING:
    from optimizer.nodes import Nodes
    from optimizer.walk import Walk


class RolePlaces(Rule):
    """
    Let at most a few people serve a role in one round.

    Notes
    -----
    As many as the need asks for at ``share`` percent of a person each, rounded up, and ``spare`` more for a
    handover; at least as many as serve it today. Counted while the system is being built.
    """

    code = "role_places"
    title = "Banyaknya orang pada satu peran"
    title_en = "People on one role"
    precedence = 9
    legal = (LegalBasis("ADR 0010", "banyaknya orang pada satu peran", "M"),)
    sentence = "Pada {on} peran {role} dijalankan {people} orang; paling banyak {limit}."
    sentence_en = "On {on} {people} people serve the role {role}; at most {limit} may."

    @dataclass(frozen=True)
    class Params:
        """Parameters of the rule."""

        share: int = parameter(
            50, "Bagian waktu satu orang, dalam persen", "Share of one person", "percent", 1, 100
        )
        spare: int = parameter(
            1, "Orang tambahan untuk serah terima", "More, for a handover", "people", 0, 10
        )

    examples = (
        Example(
            "half a person is needed: one serves, and a second one learns",
            office(
                [post("a", formation=3)],
                [person("ani", "a"), person("budi", "a")],
                systems=system({"id": "r", "need_percent": 50}),
                services=[serving("ani", "r")],
            ),
            [path("budi", (0, "a", "r"))],
        ),
        Example(
            "a third one is too many",
            office(
                [post("a", formation=3)],
                [person("ani", "a"), person("budi", "a"), person("cici", "a")],
                systems=system({"id": "r", "need_percent": 50}),
                services=[serving("ani", "r")],
            ),
            [path("budi", (0, "a", "r")), path("cici", (0, "a"), (1, "a", "r"))],
            breaches=1,
        ),
        Example(
            "a whole person is needed: three may serve",
            office(
                [post("a", formation=3)],
                [person("ani", "a"), person("budi", "a"), person("cici", "a")],
                systems=system({"id": "r", "need_percent": 100}),
                services=[serving("ani", "r")],
            ),
            [path("budi", (0, "a", "r")), path("cici", (0, "a"), (1, "a", "r"))],
        ),
        Example(
            "who serves today may go on",
            office(
                [post("a", formation=3)],
                [person("ani", "a"), person("budi", "a"), person("cici", "a")],
                systems=system({"id": "r", "need_percent": 50}),
                services=[serving("ani", "r"), serving("budi", "r"), serving("cici", "r")],
            ),
            [],
        ),
    )

    def master(self, nodes: "Nodes", params: Sequence[Any]) -> RowBlock:
        arrays = nodes.arrays
        rows = running_rows(nodes, np.ones(len(arrays.role_pairs), bool))
        served = np.bincount([each.role for each in arrays.services], minlength=len(arrays.role_pairs))
        share, spare = (np.array([getattr(each, name) for each in params]) for name in ("share", "spare"))
        limit = np.maximum(-(-arrays.role_need[:, None] // share) + spare, served[:, None])[rows >= 0]
        nothing = np.zeros(len(limit), np.int64)
        return RowBlock(
            code=self.code,
            keys=row_keys(nodes, self.code, rows),
            lower=np.full(len(limit), -NO_LIMIT, np.int64),
            upper=limit.astype(np.int64),
            missing_price=nothing,
            excess_price=nothing,
            missing_max=nothing,
            excess_max=nothing,
            usage=self._usage(nodes, rows) if len(rows) else [],
        )

    def _usage(self, nodes: "Nodes", rows: np.ndarray) -> list[Usage]:
        if not nodes.has_roles:
            return silent("hold")
        return [Usage("hold", at_slots(nodes, rows), np.ones((1, 1, 1, 1), np.int64))]

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        register = walk.register
        people: Counter[tuple[str, int]] = Counter()
        for spell in walk.spells:
            people.update((spell.role, t) for t in range(spell.first, spell.after))
        today = Counter(service.role for service in walk.case.services)
        for (key, t), count in sorted(people.items()):
            whole, rest = divmod(register.roles[key][1].need_percent, params[t].share)
            limit = max(whole + (1 if rest else 0) + params[t].spare, today[key])
            if count > limit and register.runs(key, t):
                yield self.breach(role=key, people=count, limit=limit, on=register.dates[t], round=t)


RULE = RolePlaces()
