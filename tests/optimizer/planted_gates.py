"""Moves planted into a lawful plan that need a document: one planter per rule, by construction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from msgspec.structs import replace

from optimizer.case import Case, Hold, Person, Post, Rating, Relation, Sanction, Setting, Unit, Window
from tests.optimizer.planting import City, step

Planted = tuple[Case, list[dict[str, Any]], str]
"""A case, the paths of a plan, and the key of the person or post that a gate must name."""

LED = {"SUPERVISOR", "ADMINISTRATOR", "SENIOR_EXECUTIVE"}
FUNCTIONAL = {"FUNCTIONAL_EXPERT", "FUNCTIONAL_SKILLED"}


def _executive(city: City) -> Person:
    """Make somebody a senior executive, in a post of its own, for small cities have few who are free."""
    return _placed(city, city.person(), Post(id="chair", unit=city.case.units[0].id, kind="SENIOR_EXECUTIVE"))


def _placed(city: City, person: Person, post: Post) -> Person:
    """Put somebody into a new post before the plan begins."""
    city.case, placed = city.with_person(person, post=post.id)
    city.case = replace(city.case, posts=[*city.case.posts, post])
    city.posts[post.id] = post
    return placed


def _of_kind(*kinds: str) -> Callable[[Post], bool]:
    return lambda post: post.kind in kinds


def _moved(city: City, person: Person, post: Post, case: Case | None = None) -> Planted:
    return case or city.case, [city.goes(person, post, city.round())], person.id


def _with_post(city: City, changed: Post, case: Case | None = None) -> Case:
    case = case or city.case
    return replace(case, posts=[changed if each.id == changed.id else each for each in case.posts])


def any_move(city: City) -> Planted:
    person = city.person()
    return _moved(city, person, city.other(person))


def talent_pool(city: City) -> Planted:
    person = city.person()
    return _moved(city, person, city.other(person, _of_kind(*LED)))


def open_selection(city: City) -> Planted:
    person = city.person(lambda each: city.held(each).kind != "SENIOR_EXECUTIVE")
    return _moved(city, person, city.other(person, _of_kind("SENIOR_EXECUTIVE")))


def into_functional(city: City) -> Planted:
    person = city.person(lambda each: city.held(each).kind not in FUNCTIONAL)
    return _moved(city, person, city.other(person, _of_kind(*FUNCTIONAL)))


def special_post(city: City) -> Planted:
    person = city.person()
    if city.chance.random() < 0.5:
        case = _with_post(city, replace(city.held(person), special="dukcapil"))
        _, paths, _ = _moved(city, person, city.other(person))
        return case, paths, person.post
    post = city.other(person)
    case = _with_post(city, replace(post, special="camat"))
    return _moved(city, person, post, case)


def max_tenure(city: City) -> Planted:
    case, person = city.with_person(_executive(city), post_since=date(2021, 1, 1))
    return case, [], person.id


def min_tenure(city: City) -> Planted:
    quarters = [Rating(year=2026, period=period, predicate="sangat_baik") for period in ("Q3", "Q4")]
    person = _executive(city)
    case, person = city.with_person(person, post_since=date(2026, 9, 1), ratings=[*person.ratings, *quarters])
    early = Setting(rule="min_tenure", valid_from=date(2026, 1, 1), parameters={"early_executive": True})
    case = replace(case, settings=[early])
    return case, [city.goes(person, city.other(person), city.chance.randrange(3))], person.id


def competency_standard(city: City) -> Planted:
    case, person = city.with_person(city.person(), levels={}, gains=[])
    return _moved(city, person, city.other(person, _of_kind("SUPERVISOR", "ADMINISTRATOR")), case)


def contract_term(city: City) -> Planted:
    case, person = city.with_person(city.person(), employment="PPPK", contract_ends_on=date(2028, 1, 1))
    renewed = Setting(rule="contract_term", valid_from=date(2020, 1, 1), parameters={"renewal_assumed": True})
    return replace(case, settings=[renewed]), [], person.id


def hold(city: City) -> Planted:
    service = city.chance.choice(city.case.services)
    person = next(each for each in city.case.persons if each.id == service.person)
    since = date(2027, 1, 1)
    case, person = city.with_person(
        person, born="1990-01", contract_ends_on=None, employment="PNS",
        sanctions=[Sanction(level="heavy", since=since)],
    )  # fmt: skip
    case = replace(case, holds=[Hold(person=person.id, role=service.role, until=date(2030, 1, 1))])
    stay = {"post": person.post, "first": 0, "last": city.rounds - 1}
    return case, [{"person": person.id, "stays": [stay]}], person.id


def relatives(city: City) -> Planted:
    below = city.person(lambda each: not city.held(each).leads_unit)
    post = Post(id="chair", unit=city.held(below).unit, kind="SUPERVISOR", leads_unit=True)
    head = _placed(city, city.person(lambda each: each.id != below.id), post)
    relation = Relation(person=below.id, other=head.id, kind="kin")
    return replace(city.case, relations=[relation]), [], head.id


def recusal(city: City) -> Planted:
    person = city.person()
    other = city.person(lambda each: each.id != person.id)
    relation = Relation(person=person.id, other=other.id, kind="spouse")
    case = replace(city.case, advisory_team=[other.id], relations=[relation])
    return _moved(city, person, city.other(person), case)


def acting_limit(city: City) -> Planted:
    post = Post(id="empty", unit=city.case.units[0].id, kind=city.chance.choice(sorted(LED)))  # type: ignore[arg-type]  # a known word
    return replace(city.case, posts=[*city.case.posts, post]), [], post.id


def executive_improvement(city: City) -> Planted:
    missed = city.chance.choice(("butuh_perbaikan", "kurang", "sangat_kurang"))
    person = _executive(city)
    case, person = city.with_person(person, ratings=[Rating(year=2026, predicate=missed)])  # type: ignore[arg-type]  # a known word
    return case, [], person.id


def executive_term(city: City) -> Planted:
    case, person = city.with_person(_executive(city), post_since=date(2022, 3, 1))
    return _moved(city, person, city.other(person, _of_kind("SENIOR_EXECUTIVE")), case)


def track_record(city: City) -> Planted:
    person = city.person(lambda each: step(city.held(each)) < 3)
    return _moved(city, person, city.other(person, lambda post: step(post) > step(city.held(person))))


def reorganisation(city: City) -> Planted:
    person = _executive(city)
    case = _with_post(city, replace(city.held(person), formation=0))
    return _moved(city, person, city.other(person), case)


def contract_relocation(city: City) -> Planted:
    case, person = city.with_person(city.person(), employment="PPPK")
    return _moved(city, person, city.other(person), case)


def ministerial_approval(city: City) -> Planted:
    window = Window(kind="election", since=date(2027, 1, 1), until=date(2031, 1, 1), approved=True)
    person = city.person(lambda each: city.held(each).kind in LED)
    return _moved(city, person, city.other(person), replace(city.case, windows=[window]))


def superior_rank(city: City) -> Planted:
    low = city.person(lambda each: each.rank is not None and each.rank < "IV")
    unit = Unit(id="office", department=city.case.units[0].department)
    city.case = replace(city.case, units=[*city.case.units, unit])
    low = _placed(city, low, Post(id="chair", unit=unit.id, kind="SUPERVISOR", leads_unit=True))
    case, person = city.with_person(city.person(lambda each: each.id != low.id), rank="IV/b")
    desk = Post(id="desk", unit=unit.id, kind="STAFF")
    return _moved(city, person, desk, replace(case, posts=[*case.posts, desk]))


def delayering(city: City) -> Planted:
    person = city.person(lambda each: city.held(each).kind in FUNCTIONAL and step(city.held(each)) > 0)
    return _moved(city, person, city.other(person, _of_kind(*LED)))


PLANTERS: dict[str, Callable[[City], Planted]] = {
    **dict.fromkeys(("advisory_team", "technical_approval", "conflict_of_interest"), any_move),
    **dict.fromkeys(("competency_test", "functional_transfer"), into_functional),
    **{
        planter.__name__: planter
        for planter in (
            talent_pool, open_selection, special_post, max_tenure, min_tenure, competency_standard,
            contract_term, hold, relatives, recusal, acting_limit, executive_improvement, executive_term,
            track_record, reorganisation, contract_relocation, ministerial_approval, superior_rank,
            delayering,
        )
    },
}  # fmt: skip
