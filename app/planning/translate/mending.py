"""
Makes dirty rows sound enough for a case, and counts each repair under a name that the screens show.

The optimizer refuses a case that contradicts itself. A roster does so all the time, and one unreadable
rank must not keep a whole city from being planned: what cannot be read is told as unknown.
"""

from __future__ import annotations

from collections import Counter

from msgspec.structs import replace

from optimizer.case import Person, Post, Service, Setting, Unit
from optimizer.levels import education_order, rank_order
from optimizer.rules import RULES
from optimizer.rules._parameters import parameter_faults

FULL_TIME = 100
GRADES = frozenset("I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII".split())
"""Grades of contract employees, which stand in the place of a rank."""


def within_full_time(services: list[Service], repairs: Counter[str]) -> list[Service]:
    """Scale the shares of a person down to full time where several decrees add up to more."""
    total: Counter[str] = Counter()
    for service in services:
        total[service.person] += service.share
    repairs["services_beyond_full_time"] += sum(share > FULL_TIME for share in total.values())
    return [
        service
        if total[service.person] <= FULL_TIME
        else replace(service, share=max(1, service.share * FULL_TIME // total[service.person]))
        for service in services
    ]


def tree_of(units: list[Unit], repairs: Counter[str]) -> list[Unit]:
    """Tell a unit that lies below itself without one above it."""
    parent = {unit.id: unit.parent for unit in units}
    for unit in units:
        seen, above = {unit.id}, parent[unit.id]
        while above is not None and above not in seen:
            seen.add(above)
            above = parent[above]
        if above == unit.id:
            repairs["units_below_themselves"] += 1
            parent[unit.id] = None
    return [replace(unit, parent=parent[unit.id]) for unit in units]


def sound_post(post: Post, repairs: Counter[str]) -> Post:
    """Drop a rank band or an education level that cannot be read."""
    low, high = rank_order(post.rank_min), rank_order(post.rank_max)
    unreadable = (post.rank_min is not None and low is None) or (post.rank_max is not None and high is None)
    crossed = low is not None and high is not None and low > high
    if unreadable or crossed:
        repairs["posts_with_unreadable_rank_band"] += 1
        post = replace(post, rank_min=None, rank_max=None)
    if post.education_min is not None and education_order(post.education_min) is None:
        repairs["posts_with_unreadable_education"] += 1
        post = replace(post, education_min=None)
    return post


def sound_person(person: Person, repairs: Counter[str]) -> Person:
    """Tell an unreadable rank or education as unknown; close a sanction that ends before it begins."""
    if person.rank is not None and rank_order(person.rank) is None and person.rank not in GRADES:
        repairs["people_with_unreadable_rank"] += 1
        person = replace(person, rank=None)
    if person.education is not None and education_order(person.education) is None:
        repairs["people_with_unreadable_education"] += 1
        person = replace(person, education=None)
    if any(each.until is not None and each.until < each.since for each in person.sanctions):
        repairs["sanctions_that_end_before_they_begin"] += 1
        closed = [
            replace(each, until=max(each.until, each.since)) if each.until is not None else each
            for each in person.sanctions
        ]
        person = replace(person, sanctions=closed)
    return person


def known_settings(settings: list[Setting], repairs: Counter[str]) -> list[Setting]:
    """Keep the settings of rules that the optimizer applies; the others are kept by people and documents."""
    rules = {rule.code: rule for rule in RULES}
    kept = []
    for setting in settings:
        rule = rules.get(setting.rule)
        if rule is None:
            repairs["settings_of_rules_kept_by_people"] += 1
        elif any(parameter_faults(rule.Params, setting.parameters)):
            repairs["settings_that_cannot_be_read"] += 1
        else:
            kept.append(setting)
    return kept
