"""
The rule checks beside a name: what each rule asks, what the record shows, and the article.

The state comes from the rules themselves; the numbers beside it are read from the record, so that a lawful
move shows its proof and not only a tick.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from optimizer.calendar import add_months, whole_months
from optimizer.levels import STEPS
from optimizer.register import Register
from optimizer.rules import RULE_OF, RULES, Rule, parameters_by_round
from optimizer.walk import Move

Facts = dict[str, Any]

ROUTINE_DAYS = 10
"""A document that every round needs and that comes within so many working days is no cause for attention."""


class Checks:
    """Gives the checks of moves of one case; dated settings are looked up once."""

    def __init__(self, register: Register, gates: Mapping[str, list[Facts]]) -> None:
        self._register = register
        self._gates = gates
        self._parameters = {rule.code: parameters_by_round(register.case, rule) for rule in RULES}

    def of(self, move: Move) -> list[Facts]:
        """Return the checks of a move, the worst first and then in the order of the law's own chapters."""
        checks = [*self._objections(move), *self._proofs(move), *self._gates_of(move)]
        # The first check of a rule stands: an objection says more than a proof.
        unique = list({check["code"]: check for check in reversed(checks)}.values())[::-1]
        order = {"bad": 0, "warn": 1, "ok": 2, "gate": 3}
        return sorted(unique, key=lambda check: order[check["state"]])

    def _objections(self, move: Move) -> Iterator[Facts]:
        day = self._register.dates[move.round]
        if move.origin_since >= 0:
            # The record of a second move lies in the plan itself; the verifier has judged it there.
            return
        for rule in RULES:
            facts = rule.objection(
                self._register, move.person, move.target, day, self._parameters[rule.code][move.round]
            )
            if facts is not None:
                yield self._check(rule, move.round, "bad", facts)

    def _gates_of(self, move: Move) -> Iterator[Facts]:
        for finding in self._gates.get(move.person.id, ()):
            facts = finding["facts"]
            if facts.get("round") in (None, move.round):
                is_routine = facts.get("lead_days", ROUTINE_DAYS + 1) <= ROUTINE_DAYS
                state = "gate" if is_routine else "warn"
                yield self._check(RULE_OF[finding["rule"]], move.round, state, facts)

    def _proofs(self, move: Move) -> Iterator[Facts]:
        """State what the record shows for the rules that a reader asks about first."""
        register, person, number = self._register, move.person, move.round
        day = register.dates[number]
        since = person.post_since if move.origin_since < 0 else register.dates[move.origin_since]
        if since is not None and "min_tenure" in RULE_OF:
            limit = self._parameters["min_tenure"][number].months
            facts = {
                "months": whole_months(since, day),
                "limit": limit,
                "lawful_from": add_months(since, limit),
            }
            yield self._check(RULE_OF["min_tenure"], number, "ok", facts)
        if person.rank and (move.target.rank_min or move.target.rank_max) and "rank_band" in RULE_OF:
            facts = {"rank": person.rank, "low": move.target.rank_min, "high": move.target.rank_max}
            yield self._check(RULE_OF["rank_band"], number, "ok", facts)
        if person.education and move.target.education_min and "education" in RULE_OF:
            facts = {"education": person.education, "least": move.target.education_min}
            yield self._check(RULE_OF["education"], number, "ok", facts)
        if register.is_promotion(person, move.target) and "experience" in RULE_OF:
            step = STEPS[register.step[move.origin.id]]
            months = person.experience.get(step, 0) + (whole_months(since, day) if since else 0)
            yield self._check(RULE_OF["experience"], number, "ok", {"months": months, "step": step})
        if person.ratings and "performance" in RULE_OF:
            latest = sorted(person.ratings, key=lambda rating: (rating.year, rating.period))[-2:]
            ratings = [[rating.year, rating.predicate] for rating in latest]
            yield self._check(RULE_OF["performance"], number, "ok", {"ratings": ratings})
        if "retirement" in RULE_OF and person.born is not None:
            yield from self._service_left(move, day)

    def _service_left(self, move: Move, day: date) -> Iterator[Facts]:
        """Say how many rounds the person still serves in the new post, when it is not the whole horizon."""
        register, number = self._register, move.round
        lasting = number
        rule = RULE_OF["retirement"]
        parameters = self._parameters["retirement"]
        while lasting < register.rounds and rule.serves(
            register, move.person, move.target, register.dates[lasting], parameters[lasting]
        ):
            lasting += 1
        if lasting < register.rounds:
            yield self._check(rule, number, "warn", {"until": register.dates[lasting], "from": day})

    def _check(self, rule: Rule, number: int, state: str, facts: Mapping[str, Any]) -> Facts:
        setting = _citation(self._register, rule, number)
        legal = rule.legal[0] if rule.legal else None
        article = setting or (f"{legal.instrument} {legal.article}".strip() if legal else "")
        shown = {name: plain(value) for name, value in facts.items()}
        return {
            "code": rule.code,
            "state": state,
            "title": rule.title,
            "title_en": rule.title_en,
            "article": article,
            "confidence": legal.confidence if legal else "M",
            "lawful_from": shown.get("lawful_from"),
            "facts": shown,
        }


def _citation(register: Register, rule: Rule, number: int) -> str:
    """Return the citation of the setting in force on the day of a round; empty where the default holds."""
    day = register.dates[number]
    in_force = [
        setting
        for setting in register.case.settings
        if setting.rule == rule.code
        and setting.valid_from <= day
        and (setting.valid_to is None or day <= setting.valid_to)
    ]
    return max(in_force, key=lambda setting: setting.valid_from).citation if in_force else ""


def plain(value: Any) -> Any:
    """Write a fact so that the database can keep it as JSON."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value
