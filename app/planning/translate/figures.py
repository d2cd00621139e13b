"""The figures of a plan beside those of the present: what happens when nobody is moved at all."""

from __future__ import annotations

from typing import Any

from app.planning.translate.chains import Chain
from app.planning.translate.services import uncovered_key_roles
from optimizer.calendar import whole_months
from optimizer.register import MANAGERIAL
from optimizer.rules import RULE_OF, parameters_by_round
from optimizer.walk import Walk


def state_of(walk: Walk) -> dict[str, Any]:
    """Return vacancies, key roles without anybody, overdue people and systems, round by round."""
    register = walk.register
    rounds = range(register.rounds)
    posts = walk.case.posts
    gaps = uncovered_key_roles(walk)
    broken = {register.roles[role][0].id for role in gaps}
    overdue = _overdue(walk)
    return {
        "vacancies": [
            sum(max(0, post.formation - walk.holders[post.id, number]) for post in posts) for number in rounds
        ],
        "managerial_vacancies": [
            sum(
                max(0, post.formation - walk.holders[post.id, number])
                for post in posts
                if post.kind in MANAGERIAL
            )
            for number in rounds
        ],
        "key_roles_empty": [sum(number in empty for empty in gaps.values()) for number in rounds],
        "overdue": [len(people) for people in overdue],
        "systems_broken": len(broken),
        "systems_kept": len(walk.case.systems) - len(broken),
    }


def _overdue(walk: Walk) -> list[set[str]]:
    """Return, by round, the people who still hold their present post beyond its longest time."""
    register = walk.register
    limits = [each.months for each in parameters_by_round(walk.case, RULE_OF["max_tenure"])]
    people: list[set[str]] = [set() for _ in limits]
    for journey in walk.journeys:
        person = journey.person
        if person.employment != "PNS" or person.post_since is None:
            continue
        for stay in journey.stays:
            if stay.post.id != person.post:
                break
            for number in range(stay.first, stay.last + 1):
                if whole_months(person.post_since, register.dates[number]) >= limits[number]:
                    people[number].add(person.id)
    return people


def summary_of(walk: Walk, present: Walk, chains: list[Chain], kinds: dict[str, int]) -> dict[str, Any]:
    """Return the figures for the screens: of the plan, and of the present beside it."""
    register = walk.register
    retired = sum(journey.end < register.rounds for journey in walk.journeys)
    fits = [
        (register.fit(move.person, move.origin, 0), register.fit(move.person, move.target, move.round))
        for move in walk.moves
    ]
    after_moves = [after for _, after in fits]
    return {
        "moves": len(walk.moves),
        "people_moved": len({move.person.id for move in walk.moves}),
        "moves_by_round": [
            sum(move.round == number for move in walk.moves) for number in range(register.rounds)
        ],
        "kinds": kinds,
        "chains": len(chains),
        "longest_chain": max((len(chain.steps) for chain in chains), default=0),
        "leaving_service": retired,
        "fit_before": sum(before for before, _ in fits) // len(fits) if fits else None,
        "fit_after": sum(after_moves) // len(fits) if fits else None,
        "meeting_standard": sum(after == 100 for after in after_moves),
        "systems": len(walk.case.systems),
        "key_roles": sum(role.key for _, role in register.roles.values()),
        "places": sum(post.formation for post in walk.case.posts),
        "vacancies_today": sum(
            max(0, post.formation - register.holders[post.id]) for post in walk.case.posts
        ),
        "holds": len(walk.case.holds),
        "rounds": register.rounds,
        "plan": state_of(walk),
        "present": state_of(present),
    }
