"""The moves of a plan as the screens need them: kind, chain, fit, worth, checks and the facts behind them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from app.planning.judgement import PlannedMove
from app.planning.translate.chains import Chain, Step, free_places, make_chains
from app.planning.translate.checks import Checks
from optimizer.calendar import whole_months
from optimizer.case import Post
from optimizer.register import FUNCTIONAL, Register
from optimizer.rules import RULE_OF, parameters_by_round
from optimizer.walk import Move, Spell, Walk

Facts = dict[str, Any]


def step_of_move(move: Move) -> Step:
    """Return a move as the chains see it."""
    return Step(move.person.id, move.origin.id, move.target.id, move.round)


def chains_of(walk: Walk) -> list[Chain]:
    """Link the moves of a plan into chains."""
    steps = [step_of_move(move) for move in walk.moves]
    formation = Counter({post.id: post.formation for post in walk.case.posts})
    ended: Counter[tuple[str, int]] = Counter()
    for journey in walk.journeys:
        if journey.end < walk.register.rounds:
            last = journey.stays[-1].post.id if journey.stays else journey.person.post
            ended[last, journey.end] += 1
    return make_chains(steps, free_places(formation, walk.holders, ended, steps))


def kind_of(register: Register, origin: Post, target: Post) -> str:
    """Tell a promotion from a rotation, and both from a change between managerial and functional posts."""
    if register.step[target.id] > register.step[origin.id]:
        return "promotion"
    if (origin.kind in FUNCTIONAL) != (target.kind in FUNCTIONAL):
        return "diagonal"
    return "rotation"


def planned_moves(
    walk: Walk, chains: Sequence[Chain], worth: Mapping[Step, int], gates: Mapping[str, list[Facts]]
) -> list[PlannedMove]:
    """Return the moves, chains numbered from the most valuable to the least."""
    register = walk.register
    checks = Checks(register, gates)
    reasons = Reasons(walk)
    move_of = {step_of_move(move): move for move in walk.moves}
    ranked = sorted(
        chains, key=lambda chain: (-sum(worth.get(step, 0) for step in chain.steps), chain.steps[0].person)
    )
    return [
        PlannedMove(
            person=step.person,
            round_index=step.round,
            from_post=step.origin,
            to_post=step.target,
            kind=kind_of(register, move_of[step].origin, move_of[step].target),
            chain=number,
            place=place,
            chain_end=chain.end,
            value=worth.get(step, 0),
            fit_before=register.fit(move_of[step].person, move_of[step].origin, 0),
            fit_after=register.fit(move_of[step].person, move_of[step].target, step.round),
            checks=checks.of(move_of[step]),
            reasons=reasons.of(move_of[step], chain, place),
        )
        for number, chain in enumerate(ranked, 1)
        for place, step in enumerate(chain.steps, 1)
    ]


class Reasons:
    """Collects the facts behind a move; the screens make the sentence from them."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk
        self._spells: dict[str, list[Spell]] = defaultdict(list)
        self._on_role: dict[str, list[Spell]] = defaultdict(list)
        for spell in walk.spells:
            self._spells[spell.person.id].append(spell)
            self._on_role[spell.role].append(spell)
        self._longest = [each.months for each in parameters_by_round(walk.case, RULE_OF["max_tenure"])]

    def of(self, move: Move, chain: Chain, place: int) -> list[Facts]:
        """Return the facts of one move, the weightiest first."""
        register, person = self._walk.register, move.person
        facts: list[Facts] = []
        if place == len(chain.steps) and chain.end != "cycle":
            facts.append({"code": "fills", "end": chain.end})
        elif len(chain.steps) > 1:
            after = chain.steps[place % len(chain.steps)]
            facts.append({"code": "takes_place_of", "person": after.person})
        short = [
            key
            for key, need in move.target.standard.items()
            if register.level(person, key, move.round) < need
        ]
        facts.append({"code": "standard", "asked": len(move.target.standard), "short": short})
        levels = [
            [key, register.level(person, key, 0), register.level(person, key, move.round), need]
            for key, need in sorted(move.target.standard.items())
        ]
        facts.append({"code": "profile", "levels": levels})
        since = person.post_since
        if move.origin_since < 0 and since is not None and person.employment == "PNS":
            months = whole_months(since, register.dates[move.round])
            if months >= self._longest[move.round]:
                facts.append({"code": "overdue", "months": months, "limit": self._longest[move.round]})
        facts += self._roles(move)
        if register.department[move.origin.id] == register.department[move.target.id]:
            facts.append({"code": "same_department"})
        gains = [
            gain
            for gain in person.gains
            if gain.round <= move.round and gain.competency in move.target.standard
        ]
        if gains:
            facts.append({"code": "training", "competencies": [gain.competency for gain in gains]})
        if place == 1 and chain.end != "cycle":
            facts.append(self._left_behind(move))
        return facts

    def _roles(self, move: Move) -> list[Facts]:
        """Say which roles the person keeps, begins and leaves with this move."""
        facts: list[Facts] = []
        for spell in self._spells.get(move.person.id, ()):
            role = {"role": spell.role, "system": self._walk.register.roles[spell.role][0].id}
            if spell.first == move.round and spell.served < 0:
                facts.append({"code": "takes_role", **role})
            elif spell.first < move.round or spell.served >= 0:
                if spell.after > move.round:
                    facts.append({"code": "keeps_role", **role})
                elif spell.after == move.round:
                    facts.append({"code": "leaves_role", **role, "successors": self._successors(spell)})
        return facts

    def _successors(self, leaver: Spell) -> list[str]:
        """Return who serves the role after somebody has left it."""
        return sorted(
            spell.person.id
            for spell in self._on_role[leaver.role]
            if spell.person is not leaver.person and spell.first <= leaver.after < spell.after
        )

    def _left_behind(self, move: Move) -> Facts:
        """Say what becomes of the place that nobody in the chain takes."""
        origin, holders = move.origin, self._walk.holders
        rounds = range(move.round, self._walk.register.rounds)
        open_places = max(0, origin.formation - holders[origin.id, move.round])
        filled = next((t for t in rounds if holders[origin.id, t] >= origin.formation), None)
        return {"code": "left_behind", "open": open_places, "filled_round": filled}
