"""What the rules say, as constraints that hold while their fact is kept."""

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from optimizer.court.facts import COUPLING, DEMANDS, Fact
from optimizer.rules import RULE_OF, RULES, Rule, parameters_by_round

if TYPE_CHECKING:
    from optimizer.court.model import Model

EXACT_ELSEWHERE = frozenset({"no_return", "one_promotion", "freeze"})
"""Rules whose pricing part is narrower than the rule; they are stated here as the rule says."""


def state(model: "Model") -> None:
    """
    Add everything that binds the people of a model.

    Parameters
    ----------
    model : Model
        Model with its variables.
    """
    coupling = _Coupling(model)
    parts = {
        rule.code: rule.pricing(model.nodes, parameters_by_round(model.arrays.case, rule)) for rule in RULES
    }
    for i in range(len(model.people)):
        _Person(model, i).state(parts)
    coupling.state()


class _Person:
    """The constraints of one person; ``i`` is the position among the people of the model."""

    def __init__(self, model: "Model", i: int) -> None:
        self.m, self.i, self.cp = model, i, model.model
        nodes = model.nodes
        _, self.count, self.rounds = nodes.shape
        self.real = [k for k in range(self.count) if nodes.real[i, k]]
        self.hold, self.gone = model.hold[i], model.gone[i]
        self.key = model.arrays.case.persons[model.people[i]].id
        self.post = nodes.post[i]
        self.own = nodes.own_post[i] & nodes.real[i]
        self.same: defaultdict[int, list[int]] = defaultdict(list)
        for k in self.real:
            self.same[int(self.post[k])].append(k)
        self.enters: dict[tuple[int, int], Any] = {}
        self.begins: dict[tuple[int, int], Any] = {}

    def sum_of(self, nodes: Any, t: int) -> Any:
        """Whether one of the nodes is held in a round; the present node before round 0."""
        if t < 0:
            return int(0 in list(nodes))
        return sum(self.hold[k][t] for k in nodes)

    def rule(self, code: str) -> Any:
        return self.m.fact(Fact("rule", code, person=self.key))

    def entered(self, k: int, t: int) -> Any:
        """At least 1 when node k is reached in round t from another post."""
        if (k, t) not in self.enters:
            var = self.enters[k, t] = self.m.new()
            self.cp.add(var >= self.hold[k][t] - self.sum_of(self.same[int(self.post[k])], t - 1))
        return self.enters[k, t]

    def begun(self, k: int, t: int) -> Any:
        """At least 1 when node k is reached in round t from another node."""
        if (k, t) not in self.begins:
            var = self.begins[k, t] = self.m.new()
            self.cp.add(var >= self.hold[k][t] - self.sum_of([k], t - 1))
        return self.begins[k, t]

    def state(self, parts: dict[str, Any]) -> None:
        self._service(parts)
        for rule in RULES:
            part = parts[rule.code]
            if rule.code not in DEMANDS and not rule.ends_service:
                self._entries(rule, part)
                if rule.code not in EXACT_ELSEWHERE:
                    self._follows(rule, part)
                self._stays(rule, part)
        self._no_return()
        self._one_promotion()
        self._freeze()
        self._demands()

    def _of(self, array: NDArray, *axes: int) -> NDArray:
        """Give the part of an array that concerns this person, in full."""
        return np.broadcast_to(array, (len(self.m.people), *axes))[self.i]

    def _service(self, parts: dict[str, Any]) -> None:
        """One node a round, until service has ended in the node held."""
        serves = np.ones((self.count, self.rounds), bool)
        for part in parts.values():
            if part.serves is not None:
                serves &= self._of(part.serves, self.count, self.rounds)
        serves = np.logical_and.accumulate(serves, axis=1)
        for t in range(self.rounds):
            self.cp.add(self.sum_of(self.real, t) + self.gone[t] == 1)
            ended = [k for k in self.real if not serves[k, t]]
            for k in ended:
                self.cp.add(self.hold[k][t] == 0)
            before = self.gone[t - 1] if t else 0
            # Who was in a node whose service has ended is gone, and nobody else.
            self.cp.add(self.gone[t] == before + self.sum_of(ended, t - 1))

    def _entries(self, rule: Rule, part: Any) -> None:
        if part.enter is None:
            return
        enter = self._of(part.enter, self.count, self.rounds)
        reached = self.begun if rule.code == "role_access" else self.entered
        for k in self.real:
            for t in np.flatnonzero(~enter[k]).tolist():
                self.cp.add_implication(reached(k, t), ~self.rule(rule.code))

    def _follows(self, rule: Rule, part: Any) -> None:
        if part.follows is None:
            return
        follows = self._of(part.follows, self.count, self.count)
        groups: defaultdict[bytes, list[int]] = defaultdict(list)
        for k in self.real:
            groups[follows[:, k].tobytes()].append(k)
        for targets in groups.values():
            barred = [k for k in self.real if not follows[k, targets[0]]]
            self._bar_moves(barred, targets, range(self.rounds), rule.code)

    def _bar_moves(self, origins: list[int], targets: list[int], rounds: Any, code: str) -> None:
        for t in rounds:
            if origins and targets and (t or 0 in origins):
                arrives = sum(self.entered(k, t) for k in targets)
                self.cp.add(arrives + self.sum_of(origins, t - 1) <= 1).only_enforce_if(self.rule(code))

    def _stays(self, rule: Rule, part: Any) -> None:
        own = np.flatnonzero(self.own).tolist()
        if part.earliest_leave is not None:
            for t in range(min(self.rounds, int(self._of(part.earliest_leave)))):
                left = self.sum_of(own, t - 1) - self.sum_of(own, t) - self.gone[t]
                self.cp.add(left <= 0).only_enforce_if(self.rule(rule.code))
        if part.min_stay is not None:
            stay = self._of(part.min_stay, self.count)
            for k in self.real:
                for t in range(self.rounds if stay[k] > 1 else 0):
                    for later in range(t + 1, min(self.rounds, t + int(stay[k]))):
                        there = self.sum_of(self.same[int(self.post[k])], later) + self.gone[later]
                        self.cp.add(there >= self.entered(k, t)).only_enforce_if(self.rule(rule.code))
        if part.keep is not None:
            keep = self._of(part.keep, self.count)
            for k in self.real:
                for t in range(self.rounds if keep[k] > 1 else 0):
                    for later in range(t + 1, min(self.rounds, t + int(keep[k]))):
                        self.cp.add(self.hold[k][later] >= self.begun(k, t)).only_enforce_if(
                            self.rule(rule.code)
                        )

    def _no_return(self) -> None:
        fact = self.rule("no_return")
        for nodes in self.same.values():
            times = sum(self.entered(k, t) for k in nodes for t in range(self.rounds))
            self.cp.add(times <= (0 if self.own[nodes[0]] else 1)).only_enforce_if(fact)
        roles = self.m.nodes.role[self.i]
        today = set(roles[0].tolist())
        for role in {int(r) for r in roles.ravel()} - {-1}:
            serving = [k for k in self.real if role in roles[k]]
            times = 0
            for t in range(self.rounds):
                start = self.m.new()
                self.cp.add(start >= self.sum_of(serving, t) - self.sum_of(serving, t - 1))
                times = times + start
            self.cp.add(times <= (0 if role in today else 1)).only_enforce_if(fact)

    def _one_promotion(self) -> None:
        step = self.m.nodes.of_post(self.m.arrays.post_step)[self.i]
        rises = []
        for t in range(self.rounds):
            rise = self.m.new()
            for level in sorted({int(step[k]) for k in self.real})[1:]:
                above = [k for k in self.real if step[k] >= level]
                below = [k for k in self.real if step[k] < level]
                self.cp.add(rise >= self.sum_of(above, t) + self.sum_of(below, t - 1) - 1)
            rises.append(rise)
        self.cp.add(sum(rises) <= 1).only_enforce_if(self.rule("one_promotion"))

    def _freeze(self) -> None:
        """Who has become an official within the plan may not leave that post in a window either."""
        arrays = self.m.arrays
        official = self.m.nodes.of_post(arrays.post_managerial | arrays.post_leads_unit)[self.i]
        frozen = [
            t
            for t, day in enumerate(arrays.dates[:-1])
            if any(not each.approved and each.since <= day <= each.until for each in arrays.case.windows)
        ]
        self._bar_moves([k for k in self.real if official[k]], self.real, frozen, "freeze")

    def _demands(self) -> None:
        arrays, wish = self.m.arrays, self.m.wish
        for fact in list(self.m.kept):
            if fact.person != self.key or fact.kind == "rule":
                continue
            kept = self.m.fact(fact)
            if fact.kind == "hold":
                self._hold(fact)
            elif fact.kind == "pin" or (fact.kind == "wish" and fact.post):
                wrong = [k for k in self.real if self.post[k] != arrays.post_position[fact.post]]
                self._bar(wrong, range(fact.round, self.rounds), kept)
            elif fact.kind == "wish":
                role, running = arrays.role_position[fact.role], arrays.role_rounds
                wrong = [k for k in self.real if role not in self.m.nodes.role[self.i, k]]
                self._bar(wrong, range(fact.round, int(running[role])), kept)
            else:
                post = arrays.post_position.get(fact.post)
                for k in self.real:
                    if not self.own[k] and post in (None, int(self.post[k])):
                        for t in range(self.rounds):
                            self.cp.add_implication(self.entered(k, t), ~kept)
        if wish is not None and wish.person == self.key:
            self.cp.add_implication(self.gone[wish.round], ~self.m.fact(wish.fact))

    def _bar(self, nodes: list[int], rounds: Any, fact: Any) -> None:
        for t in rounds:
            self.cp.add(self.sum_of(nodes, t) == 0).only_enforce_if(fact)

    def _hold(self, fact: Fact) -> None:
        arrays = self.m.arrays
        holds = [each for each in arrays.case.holds if (each.person, each.role) == (fact.person, fact.role)]
        alone = msgspec.structs.replace(arrays.case, holds=holds)
        nodes = self.m.nodes.take(slice(self.i, self.i + 1))
        rule = RULE_OF["hold"]
        part = rule.pricing(_of_case(nodes, alone), parameters_by_round(alone, rule))
        if part.hold is None:
            return
        lawful = np.broadcast_to(part.hold, nodes.shape)[0]
        for t in range(self.rounds):
            self._bar([k for k in self.real if not lawful[k, t]], [t], self.m.fact(fact))


def _of_case(nodes: Any, case: Any) -> Any:
    """The same nodes of a case that differs in its demands alone."""
    arrays = replace(nodes.arrays, case=case)
    # What is known of the case's people and posts holds for both.
    vars(arrays).update({k: v for k, v in vars(nodes.arrays).items() if k != "case"})
    return replace(nodes, arrays=arrays)


class _Coupling:
    """Rows over several people."""

    def __init__(self, model: "Model") -> None:
        self.m = model

    def state(self) -> None:
        for code in sorted(COUPLING):
            params = parameters_by_round(self.m.arrays.case, RULE_OF[code])
            block = RULE_OF[code].master(self.m.nodes, params)
            if block is None:
                continue
            if code == "unit_turnover":
                self._leavers(block)
            else:
                self._holders(code, block)

    def _holders(self, code: str, block: Any) -> None:
        m = self.m
        people, count, rounds = m.nodes.shape
        users: defaultdict[int, list[Any]] = defaultdict(list)
        for usage in block.usage:
            slots = usage.row.shape[2]
            rows = np.broadcast_to(usage.row, (people, count, slots, rounds))
            for i, k, s, t in np.argwhere(rows >= 0):
                users[int(rows[i, k, s, t])].append(m.hold[i][k][t])
        for row, members in users.items():
            name = block.keys[row]
            key, t = name[len(code) + 1 : name.rindex(":")], int(name[name.rindex(":") + 1 :])
            most = int(block.upper[row] + block.excess_max[row])
            if most < people:
                concerned = {"post" if code == "formation" else "role": key}
                fact = m.fact(Fact("rule", code, round=t, **concerned))
                m.model.add(sum(members) <= most).only_enforce_if(fact)
            inside = set(m.people)
            others = [p for p in m.outside.of(code, key, t) if p not in inside]
            if others and len(others) + people > most:
                excess = m.model.new_int_var(0, len(others) + people, "")
                m.model.add(excess >= sum(members) + len(others) - most)
                m.in_the_way.append((excess, others))

    def _leavers(self, block: Any) -> None:
        m, arrays = self.m, self.m.arrays
        for row, key in enumerate(block.keys):
            if block.upper[row] >= len(m.people):
                continue
            department, t = row // arrays.rounds, row % arrays.rounds
            leavers = []
            for i in range(len(m.people)):
                inside = np.flatnonzero(
                    m.nodes.real[i] & (m.nodes.of_post(arrays.post_department)[i] == department)
                ).tolist()
                before = (
                    sum(m.hold[i][k][t - 1] for k in inside)
                    if t
                    else int(arrays.post_department[arrays.person_post[m.people[i]]] == department)
                )
                if not inside:
                    continue
                leaves = m.new()
                m.model.add(leaves >= before - sum(m.hold[i][k][t] for k in inside) - m.gone[i][t])
                leavers.append(leaves)
            if len(leavers) > block.upper[row]:
                name = key[len("unit_turnover:") : key.rindex(":")]
                fact = m.fact(Fact("rule", "unit_turnover", department=name, round=t))
                m.model.add(sum(leavers) <= int(block.upper[row])).only_enforce_if(fact)
