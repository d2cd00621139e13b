"""
Assembles the optimizer's case from the rows of the roster; pure, and silent about nothing it leaves out.

Keys are the rows' opaque keys, so that a case tells no NIP and no name of a person.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import msgspec

from app.planning.translate import mending
from app.planning.translate.people import experience_by_person, planned_gains, proven_levels
from app.planning.translate.rows import Roster, RoundTerms
from optimizer.calendar import add_months, round_dates
from optimizer.case import (
    Case,
    Competency,
    Exclusion,
    Hold,
    Horizon,
    Person,
    Pin,
    Post,
    Rating,
    Role,
    Sanction,
    Service,
    Setting,
    System,
    Unit,
    Weights,
    Window,
)
from optimizer.learning import decode_model, priced_value
from optimizer.settings import functional_steps

ACTIVE = "aktif"
"""The only legal status in which a person can be moved; study leave and the like keep the person in place."""


@dataclass(frozen=True)
class Assembled:
    """A case, the figures shown beside it, and what the roster held that the case cannot say."""

    case: Case
    facts: dict[str, Any]
    data_version: int


def finish_date(planned: date, forecast: date | None, terms: RoundTerms) -> date:
    """
    Return until when a system that is not finished needs its people.

    The forecast decides, the plan stands in for it. A date that has passed without the system being finished
    is no finish: then the people are needed through the first round at least.
    """
    finish = forecast or planned
    return finish if finish > terms.starts_on else add_months(terms.starts_on, terms.round_months)


def horizon_of(terms: RoundTerms) -> Horizon:
    """Return the horizon of a round in the optimizer's terms."""
    return Horizon(starts_on=terms.starts_on, rounds=terms.rounds, round_months=terms.round_months)


def assemble(roster: Roster) -> Assembled:
    """Build the case of a round from its rows."""
    terms = roster.terms
    left_out: Counter[str] = Counter()
    posts = {row.id: row for row in roster.posts}
    people = [row for row in roster.people if row.post_id in posts]
    person_keys = {row.id: row.key for row in people}
    competency_keys = {row.id: row.key for row in roster.competencies}
    role_keys = {row.id: row.key for row in roster.roles}
    services = mending.within_full_time(
        [
            Service(
                person=person_keys[row.person_id],
                role=role_keys[row.role_id],
                since=row.since,
                share=row.share,
                via=row.via,
            )
            for row in _one_per_role(roster)
            if row.person_id in person_keys and row.role_id in role_keys
        ],
        left_out,
    )
    settings = _settings(roster, left_out)
    equals = functional_steps(settings, terms.starts_on)
    case = Case(
        format="tuntas-case",
        version=1,
        name=terms.name,
        horizon=horizon_of(terms),
        competencies=[
            Competency(id=row.key, name=row.name, family=row.family) for row in roster.competencies
        ],
        units=mending.tree_of(_units(roster), left_out),
        posts=[mending.sound_post(post, left_out) for post in _posts(roster, competency_keys)],
        persons=[
            mending.sound_person(person, left_out)
            for person in _persons(roster, people, posts, competency_keys, equals)
        ],
        systems=_systems(roster, competency_keys),
        services=services,
        holds=_holds(roster, person_keys, role_keys, {(row.person, row.role) for row in services}, left_out),
        pins=[
            Pin(person=person_keys[row.person_id], post=posts[row.post_id].key, round=row.round_index or 0)
            for row in roster.pins
            if row.kind == "pin" and _is_known(row, person_keys, posts, left_out)
        ],
        exclusions=[
            Exclusion(person=person_keys[row.person_id], post=posts[row.post_id].key)
            for row in roster.pins
            if row.kind == "exclude" and _is_known(row, person_keys, posts, left_out)
        ],
        settings=settings,
        windows=[
            Window(
                kind=row.kind,
                since=row.from_date,
                until=row.to_date,
                approved=row.approved,
                citation=row.citation,
            )
            for row in roster.windows
        ],
        weights=_weights(roster.weights),
    )
    return Assembled(case, _facts(case, left_out), roster.data_version)


def _settings(roster: Roster, left_out: Counter[str]) -> list[Setting]:
    """Take the settings of rules that the optimizer applies."""
    rows = [
        Setting(
            rule=row.code,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            parameters=row.parameters,
            citation=row.citation,
            confidence=row.confidence,
        )
        for row in roster.settings
    ]
    return mending.known_settings(rows, left_out)


def _weights(words: Mapping[str, Any]) -> Weights:
    """Take the weights that the optimizer knows by name; what the profile does not name keeps its default."""
    known = {name: value for name, value in words.items() if name in Weights.__struct_fields__}
    return msgspec.convert(known, Weights)


def _units(roster: Roster) -> list[Unit]:
    keys = {row.id: row.key for row in roster.units}
    return [
        Unit(
            id=row.key,
            department=keys.get(row.department_id, row.key),
            name=row.name,
            parent=keys.get(row.parent_id),
        )
        for row in roster.units
    ]


def _posts(roster: Roster, competency_keys: Mapping[int, str]) -> list[Post]:
    unit_keys = {row.id: row.key for row in roster.units}
    standards: dict[int, dict[str, int]] = defaultdict(dict)
    for row in roster.standards:
        standards[row.post_id][competency_keys[row.competency_id]] = row.level
    return [
        Post(
            id=row.key,
            unit=unit_keys[row.unit_id],
            kind=row.kind,
            title=row.title,
            echelon=row.echelon,
            functional_level=row.functional_level,
            functional_family=row.functional_family,
            # An abolished post keeps the people it has, and nobody is missing from it.
            formation=row.formation if row.active else 0,
            rank_min=row.rank_min,
            rank_max=row.rank_max,
            education_min=row.education_min,
            education_fields=[str(name) for name in row.education_fields or ()],
            standard=dict(sorted(standards[row.id].items())),
            high_risk=row.high_risk,
            leads_unit=row.leads_unit,
            special=row.special,
            open=row.active,
        )
        for row in roster.posts
    ]


def _persons(
    roster: Roster,
    people: list[Any],
    posts: Mapping[int, Any],
    competency_keys: Mapping[int, str],
    equals: Mapping[str, str],
) -> list[Person]:
    terms = roster.terms
    levels = proven_levels(roster.assessments, terms.starts_on)
    present_since = {row.id: row.post_since for row in people}
    experience = experience_by_person(roster.history, present_since, equals)
    # Paths name competencies by key; older ones may have been written by code.
    known = {row.key: row.key for row in roster.competencies} | {
        row.code: row.key for row in roster.competencies
    }
    steps: dict[int, list[Any]] = defaultdict(list)
    for row in roster.paths:
        steps[row.person_id].extend(row.steps)
    ratings: dict[int, list[Rating]] = defaultdict(list)
    for row in roster.ratings:
        ratings[row.person_id].append(Rating(year=row.year, predicate=row.predicate, period=row.period))
    sanctions: dict[int, list[Sanction]] = defaultdict(list)
    for row in roster.sanctions:
        sanctions[row.person_id].append(Sanction(level=row.level, since=row.from_date, until=row.to_date))
    dates = list(round_dates(horizon_of(terms))[:-1])
    return [
        Person(
            id=row.key,
            post=posts[row.post_id].key,
            post_since=row.post_since,
            employment=row.employment_kind,
            rank=row.rank,
            education=row.education_level,
            education_field=row.education_field,
            born=None if row.birth_date is None else f"{row.birth_date:%Y-%m}",
            service_start=row.service_start,
            contract_ends_on=row.contract_ends_on,
            movable=row.legal_status == ACTIVE,
            levels={competency_keys[place]: level for place, level in sorted(levels.get(row.id, {}).items())},
            gains=planned_gains(steps.get(row.id, ()), known, dates),
            ratings=ratings.get(row.id, []),
            sanctions=sanctions.get(row.id, []),
            experience=experience.get(row.id, {}),
        )
        for row in people
    ]


def _systems(roster: Roster, competency_keys: Mapping[int, str]) -> list[System]:
    unit_keys = {row.id: row.key for row in roster.units}
    needs: dict[int, dict[str, int]] = defaultdict(dict)
    for row in roster.needs:
        needs[row.role_id][competency_keys[row.competency_id]] = row.level
    roles: dict[int, list[Role]] = defaultdict(list)
    for row in roster.roles:
        roles[row.system_id].append(
            Role(
                id=row.key,
                name=row.name,
                needs=dict(sorted(needs[row.id].items())),
                need_percent=row.needed_percent,
                key=row.is_key,
                ramp=[int(percent) for percent in row.ramp],
                handover_rounds=row.handover_rounds,
            )
        )
    # A month of lost key service costs as many months of delay as histories have taught (ADR 0024).
    model = decode_model(roster.finish_model) if roster.finish_model else None
    return [
        System(
            id=row.key,
            unit=unit_keys[row.unit_id],
            name=row.name,
            finishes_on=finish_date(row.planned_finish, row.forecast_p80, roster.terms),
            roles=roles[row.id],
            value_per_month=priced_value(model, row.value_per_month) if model else row.value_per_month,
        )
        for row in roster.systems
    ]


def _one_per_role(roster: Roster) -> list[Any]:
    """Keep one service per person and role: the roster may hold an old and a new decree side by side."""
    latest = {(row.person_id, row.role_id): row for row in sorted(roster.services, key=lambda row: row.since)}
    return list(latest.values())


def _holds(
    roster: Roster,
    person_keys: Mapping[int, str],
    role_keys: Mapping[int, str],
    served: set[tuple[str, str]],
    left_out: Counter[str],
) -> list[Hold]:
    """Pass on the approved holds; one on a role that the person does not serve can keep nobody anywhere."""
    latest: dict[tuple[str, str], date] = {}
    for row in roster.holds:
        place = (person_keys.get(row.person_id, ""), role_keys.get(row.role_id, ""))
        if place not in served:
            left_out["holds_without_service"] += 1
            continue
        # The stored day is the last one of the hold; the case wants the first day without it.
        until = row.until + timedelta(days=1)
        latest[place] = max(latest.get(place, until), until)
    return [Hold(person=person, role=role, until=until) for (person, role), until in latest.items()]


def _is_known(
    row: Any, person_keys: Mapping[int, str], posts: Mapping[int, Any], left_out: Counter[str]
) -> bool:
    """Tell whether person and post of a pin are still part of the case; count those that are not."""
    if row.person_id in person_keys and row.post_id in posts:
        return True
    left_out["pins_of_people_who_left"] += 1
    return False


def _facts(case: Case, left_out: Counter[str]) -> dict[str, Any]:
    """Count what the screens show beside the fingerprint."""
    holders = Counter(person.post for person in case.persons)
    return {
        "people": len(case.persons),
        "movable": sum(person.movable for person in case.persons),
        "posts": len(case.posts),
        "places": sum(post.formation for post in case.posts),
        "vacancies": sum(max(0, post.formation - holders[post.id]) for post in case.posts),
        "over_full": sum(max(0, holders[post.id] - post.formation) for post in case.posts),
        "units": len(case.units),
        "systems": len(case.systems),
        "roles": sum(len(system.roles) for system in case.systems),
        "key_roles": sum(role.key for system in case.systems for role in system.roles),
        "services": len(case.services),
        "holds": len(case.holds),
        "pins": len(case.pins),
        "exclusions": len(case.exclusions),
        "rules": len({setting.rule for setting in case.settings}),
        "windows": len(case.windows),
        "left_out": dict(left_out),
    }
