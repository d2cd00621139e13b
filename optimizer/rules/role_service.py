"""Every role of a running system needs service; what is given earns the citizens' value of the system."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.case import Case, Role, System
from optimizer.rules._arrays import at_slots, row_keys, running_rows, served_before, silent
from optimizer.rules._base import NO_LIMIT, Example, Finding, LegalBasis, RowBlock, Rule, Usage
from optimizer.rules._examples import office, path, person, post, serving, system

if TYPE_CHECKING:
    from optimizer.nodes import Nodes
    from optimizer.walk import Spell, Walk


class RoleService(Rule):
    """
    Credit every percent of a person that a role needs and gets in a round in which its system is being built.

    Notes
    -----
    A person gives ``share * proficiency // 100`` percent, where proficiency is the least met need of the
    role, 0 below one half. In the first rounds of service the ramp of the role applies:
    ``given * ramp[i] // 100`` in the i-th round. People who serve today have already climbed as much of
    the ramp as whole rounds have passed since they began. A percent given, up to the need, earns (ADR 0015)
    ``max(1, value_per_month * round_months * weights.service // (100 * 100 * n))`` points a round, where n is
    1 for a key role, without which the work stops (ADR 0019), and the number of roles of the system for
    others. It earns nothing where the system has no value or the weight is 0. Systems count as being built in
    rounds that begin before they are finished.
    """

    code = "role_service"
    title = "Layanan peran sistem"
    title_en = "Service to the roles of systems"
    legal = (
        LegalBasis("ADR 0010", "nilai sistem bagi warga", "M"),
        LegalBasis("PermenPANRB 7/2022", "tim kerja", "C"),
    )
    precedence = 9
    sentence = "Peran {role} mendapat {given} dari {needed} persen orang-babak; paling kurang pada {on}."
    sentence_en = (
        "The role {role} gets {given} of {needed} percent of a person over the rounds; least on {on}."
    )

    examples = (
        Example(
            "half a person is needed and given",
            office(
                [post("a")],
                [person("ani", "a")],
                systems=system({"id": "r", "need_percent": 50}),
                services=[serving("ani", "r")],
            ),
            [],
            points=2400,
        ),
        Example(
            "two roles share the value of a system, and neither is key",
            office(
                [post("a")],
                [person("ani", "a")],
                systems=system({"id": "r", "need_percent": 50}, {"id": "q", "need_percent": 50}),
                services=[serving("ani", "r")],
            ),
            [],
            points=1200,
        ),
        Example(
            "a key role stands for the whole system",
            office(
                [post("a")],
                [person("ani", "a")],
                systems=system({"id": "r", "need_percent": 50, "key": True}, {"id": "q", "need_percent": 50}),
                services=[serving("ani", "r")],
            ),
            [],
            points=2400,
        ),
        Example(
            "nobody serves: 50 percent lack in two rounds and earn nothing",
            office(
                [post("a")],
                [person("ani", "a")],
                systems=system({"id": "r", "need_percent": 50}),
                services=[],
            ),
            [],
            points=0,
        ),
        Example(
            "a newcomer gives half in the first round",
            office(
                [post("a")],
                [person("ani", "a")],
                systems=system({"id": "r", "need_percent": 50, "ramp": [50]}),
                services=[],
            ),
            [path("ani", (0, "a", "r"))],
            points=1800,
        ),
        Example(
            "who began three months ago is still in the first round of the ramp",
            office(
                [post("a")],
                [person("ani", "a")],
                systems=system({"id": "r", "need_percent": 50, "ramp": [50]}),
                services=[serving("ani", "r", "2027-01-01")],
            ),
            [],
            points=1800,
        ),
        Example(
            "two of three levels make 66 percent of the share",
            office(
                [post("a")],
                [person("ani", "a", levels={"c": 2})],
                systems=system({"id": "r", "need_percent": 50, "needs": {"c": 3}}),
                services=[serving("ani", "r")],
            ),
            [],
            points=1584,
        ),
        Example(
            "below half of a need nothing is given",
            office(
                [post("a")],
                [person("ani", "a", levels={"c": 1})],
                systems=system({"id": "r", "need_percent": 50, "needs": {"c": 3}}),
                services=[serving("ani", "r")],
            ),
            [],
            points=0,
        ),
        Example(
            "no service is needed once the system is finished",
            office(
                [post("a")],
                [person("ani", "a")],
                systems=system({"id": "r", "need_percent": 50}, finishes_on="2027-10-01"),
            ),
            [],
            points=0,
        ),
    )

    def master(self, nodes: "Nodes", params: Sequence[Any]) -> RowBlock:
        arrays = nodes.arrays
        rows = running_rows(nodes, np.ones(len(arrays.role_pairs), bool))
        role = np.nonzero(rows >= 0)[0]
        need = arrays.role_need[role]
        price = np.array([_price(nodes.case, *pair) for pair in arrays.role_pairs], np.int64)[role]
        zeros = np.zeros(len(role), np.int64)
        return RowBlock(
            code=self.code,
            keys=row_keys(nodes, self.code, rows),
            lower=need,
            upper=np.full(len(role), NO_LIMIT, np.int64),
            missing_price=price,
            excess_price=zeros,
            missing_max=need,
            excess_max=zeros,
            usage=self._usage(nodes, rows) if len(rows) else [],
        )

    def _usage(self, nodes: "Nodes", rows: np.ndarray) -> list[Usage]:
        pairs, rounds = nodes.arrays.role_pairs, nodes.arrays.rounds
        steps = max(len(role.ramp) for _, role in pairs)
        if not nodes.has_roles:
            return [*silent("hold"), *silent("enter", steps)]
        ramp = np.full((len(pairs), steps + 1), 100, np.int64)
        for r, (_, role) in enumerate(pairs):
            ramp[r, : len(role.ramp)] = role.ramp
        served = served_before(nodes)
        climbed = np.minimum(served[..., None] + np.arange(rounds), steps)
        at_round = ramp[nodes.role[..., None], np.where(served[..., None] >= 0, climbed, steps)]
        usage = [Usage("hold", at_slots(nodes, rows), nodes.service * at_round // 100)]
        place = np.where(served >= 0, -1, nodes.role).astype(np.int32)
        for i in range(steps):
            later = np.zeros_like(nodes.service)
            later[..., : rounds - i] = nodes.service[..., i:]
            given = later * ramp[nodes.role, i][..., None] // 100
            usage.append(Usage("enter", at_slots(nodes, rows, i), given - later, place))
        return usage

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        register = walk.register
        case = walk.case
        month = case.weights.service * case.horizon.round_months
        given: defaultdict[tuple[str, int], int] = defaultdict(int)
        for spell in walk.spells:
            for t in range(spell.first, spell.after):
                if register.runs(spell.role, t):
                    given[spell.role, t] += _given(walk, spell, t)
        for key, (host, role) in register.roles.items():
            sharing = 10_000 if role.key else 10_000 * len(host.roles)
            worth = host.value_per_month * month
            price = max(1, worth // sharing) if worth else 0
            running = [t for t in range(register.rounds) if register.runs(key, t)]
            missing = {t: max(0, role.need_percent - given[key, t]) for t in running}
            needed = role.need_percent * len(running)
            if needed and price:
                worst = max(running, key=lambda t: missing[t])
                given_in_all = needed - sum(missing.values())
                yield self.charge(
                    price * given_in_all,
                    role=key,
                    given=given_in_all,
                    needed=needed,
                    on=register.dates[worst],
                    round=worst,
                )


def _given(walk: "Walk", spell: "Spell", t: int) -> int:
    """Percent of a full person that somebody gives to a role in a round."""
    role = walk.register.roles[spell.role][1]
    full = spell.shares[t - spell.first] * walk.register.proficiency(spell.person, role, t) // 100
    served = t - spell.first if spell.served < 0 else spell.served + t
    return full * role.ramp[served] // 100 if served < len(role.ramp) else full


def _price(case: Case, system: System, role: Role) -> int:
    """Price of a percent in a round, for the engine alone."""
    points = system.value_per_month * case.weights.service
    if not points:
        return 0
    share_of = 1 if role.key else len(system.roles)
    return max(1, points * case.horizon.round_months // (100 * 100 * share_of))


RULE = RoleService()
