"""Who leaves a key role leaves somebody behind who has served in it long enough."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.rules._arrays import at_slots, row_keys, running_rows, served_before, silent
from optimizer.rules._base import NO_LIMIT, Example, Finding, LegalBasis, RowBlock, Rule, Usage
from optimizer.rules._examples import office, path, person, post, serving, system

if TYPE_CHECKING:
    from optimizer.nodes import Nodes
    from optimizer.walk import Walk


class Handover(Rule):
    """
    Charge every leaver of a key role without an experienced person who remains.

    Notes
    -----
    Counted per key role and round while its system is being built: leavers, at the end of their service
    as well, less those who serve the role in that round and have served it for ``handover_rounds`` rounds
    before. Each one above zero costs ``weights.handover`` points.
    """

    code = "handover"
    title = "Serah terima peran kunci"
    title_en = "Handover of key roles"
    legal = (
        LegalBasis("ADR 0010", "serah terima peran kunci", "M"),
        LegalBasis("PermenPANRB 7/2022", "tim kerja", "C"),
    )
    precedence = 9
    sentence = "Pada {on} {leavers} orang meninggalkan peran {role}; yang siap menggantikan {ready} orang."
    sentence_en = "On {on} {leavers} people leave the role {role}; {ready} are ready to take over."

    examples = (
        Example(
            "an experienced colleague remains",
            office(
                [post("a", formation=2), post("b")],
                [person("ani", "a"), person("budi", "a")],
                systems=system({"id": "r", "key": True, "handover_rounds": 1}),
                services=[serving("ani", "r"), serving("budi", "r")],
            ),
            [path("ani", (0, "a", "r"), (1, "b"))],
            points=0,
        ),
        Example(
            "nobody remains",
            office(
                [post("a", formation=2), post("b")],
                [person("ani", "a"), person("budi", "a")],
                systems=system({"id": "r", "key": True, "handover_rounds": 1}),
                services=[serving("ani", "r")],
            ),
            [path("ani", (0, "a", "r"), (1, "b"))],
            points=-400,
        ),
        Example(
            "the successor has served the one round that is asked for",
            office(
                [post("a", formation=2), post("b")],
                [person("ani", "a"), person("budi", "a")],
                systems=system({"id": "r", "key": True, "handover_rounds": 1}),
                services=[serving("ani", "r")],
            ),
            [path("ani", (0, "a", "r"), (1, "b")), path("budi", (0, "a", "r"))],
            points=0,
        ),
        Example(
            "two rounds are asked for",
            office(
                [post("a", formation=2), post("b")],
                [person("ani", "a"), person("budi", "a")],
                systems=system({"id": "r", "key": True, "handover_rounds": 2}),
                services=[serving("ani", "r")],
            ),
            [path("ani", (0, "a", "r"), (1, "b")), path("budi", (0, "a", "r"))],
            points=-400,
        ),
    )

    def master(self, nodes: "Nodes", params: Sequence[Any]) -> RowBlock:
        arrays = nodes.arrays
        rows = running_rows(nodes, arrays.role_key)
        count = int((rows >= 0).sum())
        zeros = np.zeros(count, np.int64)
        return RowBlock(
            code=self.code,
            keys=row_keys(nodes, self.code, rows),
            lower=np.full(count, -NO_LIMIT, np.int64),
            upper=zeros,
            missing_price=zeros,
            excess_price=np.full(count, nodes.case.weights.handover, np.int64),
            missing_max=zeros,
            excess_max=np.full(count, len(nodes.case.persons), np.int64),
            usage=self._usage(nodes, rows) if len(rows) else [],
        )

    def _usage(self, nodes: "Nodes", rows: np.ndarray) -> list[Usage]:
        learning = int(nodes.arrays.role_handover.max(initial=0))
        if not nodes.has_roles:
            return [*silent("leave", at_end=True), *silent("hold"), *silent("enter", learning)]
        rounds, one = np.arange(nodes.arrays.rounds), np.ones((1, 1, 1, 1), np.int64)
        served, asked = served_before(nodes), nodes.of_role(nodes.arrays.role_handover, 0)
        is_ready = (served[..., None] < 0) | (served[..., None] + rounds >= asked[..., None])
        at_row = at_slots(nodes, rows)
        newcomer = np.where(served >= 0, -1, nodes.role).astype(np.int32)
        usage = [
            Usage("leave", at_row, one, nodes.role.astype(np.int32), at_end=True),
            Usage("hold", at_row, np.where(is_ready, -1, 0).astype(np.int64)),
        ]
        for i in range(learning):
            is_learning = (asked > i)[..., None].astype(np.int64)
            usage.append(Usage("enter", at_slots(nodes, rows, i), is_learning, newcomer))
        return usage

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        register = walk.register
        leavers: Counter[tuple[str, int]] = Counter()
        ready: Counter[tuple[str, int]] = Counter()
        for spell in walk.spells:
            role = register.roles[spell.role][1]
            if not role.key:
                continue
            leavers[spell.role, spell.after] += 1
            for t in range(spell.first, spell.after):
                served = t - spell.first if spell.served < 0 else spell.served + t
                ready[spell.role, t] += served >= role.handover_rounds
        for (key, t), count in sorted(leavers.items()):
            lacking = count - ready[key, t]
            if t < register.rounds and register.runs(key, t) and lacking > 0 and walk.case.weights.handover:
                yield self.charge(
                    -walk.case.weights.handover * lacking,
                    role=key,
                    leavers=count,
                    ready=ready[key, t],
                    on=register.dates[t],
                    round=t,
                )


RULE = Handover()
