"""Who serves which role from when to when under a plan, and why a service ends."""

from __future__ import annotations

from collections import defaultdict

from app.planning.judgement import PlannedStay
from optimizer.rules import RULE_OF, parameters_by_round
from optimizer.walk import Journey, Spell, Walk


def planned_services(walk: Walk) -> list[PlannedStay]:
    """
    Return every service of the plan, today's included.

    Somebody who leaves a role with the first round serves it in no round at all: such a service stands from
    round -1 to round -1.
    """
    journeys = {journey.person.id: journey for journey in walk.journeys}
    return [_stay(walk, spell, journeys[spell.person.id]) for spell in walk.spells]


def _stay(walk: Walk, spell: Spell, journey: Journey) -> PlannedStay:
    share, via = _terms(walk, spell, journey)
    is_over_at_once = not spell.shares
    return PlannedStay(
        person=spell.person.id,
        role=spell.role,
        from_round=-1 if is_over_at_once else spell.first,
        to_round=-1 if is_over_at_once else spell.after - 1,
        began_before=spell.served >= 0,
        via=via,
        share=share,
        leaves_because=_cause(walk, spell, journey),
    )


def _terms(walk: Walk, spell: Spell, journey: Journey) -> tuple[int, str]:
    """Return share and way of a service as it ends, or as it is today when it ends at once."""
    for stay in reversed(journey.stays):
        assignment = stay.roles.get(spell.role)
        if assignment is not None and stay.first >= spell.first:
            return assignment.share, assignment.via
    service = walk.register.services[spell.person.id][spell.role]
    return service.share, service.via


def _cause(walk: Walk, spell: Spell, journey: Journey) -> str | None:
    """Say why a service ends; None when it lasts to the end of the horizon."""
    if not spell.ends_with_service:
        return "move"
    if journey.end >= walk.register.rounds:
        return None
    term = RULE_OF["contract_term"]
    params = parameters_by_round(walk.case, term)[journey.end]
    day = walk.register.dates[journey.end]
    post = journey.stays[-1].post if journey.stays else walk.register.posts[spell.person.post]
    is_under_contract = term.serves(walk.register, spell.person, post, day, params)
    return "retirement" if is_under_contract else "contract"


def uncovered_key_roles(walk: Walk) -> dict[str, list[int]]:
    """Return key roles with the rounds in which their system runs and nobody at all serves them."""
    served: dict[str, set[int]] = defaultdict(set)
    for spell in walk.spells:
        served[spell.role].update(range(spell.first, spell.after))
    register = walk.register
    gaps = {
        role_id: [
            number
            for number in range(register.rounds)
            if register.runs(role_id, number) and number not in served[role_id]
        ]
        for role_id, (_, role) in register.roles.items()
        if role.key
    }
    return {role: rounds for role, rounds in gaps.items() if rounds}
