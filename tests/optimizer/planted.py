"""Faults planted into a lawful plan: one planter per rule, each breaks its rule by construction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date

from msgspec.structs import replace

from optimizer.case import (
    Departure,
    Exclusion,
    Hold,
    Limit,
    Pin,
    PublishedMove,
    Reference,
    Sanction,
    Setting,
    Transfer,
    Window,
)
from tests.optimizer.planting import City, Planted, step


def min_tenure(city: City) -> Planted:
    person = city.person(lambda each: city.months(each, 0) < 24)
    t = city.chance.choice([t for t in range(city.rounds) if city.months(person, t) < 24])
    return city.case, [city.goes(person, city.other(person), t)]


def rank_band(city: City) -> Planted:
    person = city.person(lambda each: (each.rank or "").startswith("III"))
    post = city.other(person, lambda each: each.kind == "SENIOR_EXECUTIVE")
    return city.case, [city.goes(person, post, city.round())]


def education(city: City) -> Planted:
    person = city.person()
    case, person = city.with_person(person, education=city.chance.choice(("SMA", "D1", None)))
    post = city.other(person, lambda each: each.education_min == "S1")
    return case, [city.goes(person, post, city.round())]


def experience(city: City) -> Planted:
    person = city.person(lambda each: step(city.held(each)) == 0)
    case, person = city.with_person(person, experience={}, post_since=city.case.horizon.starts_on)
    return case, [city.goes(person, city.other(person, lambda each: step(each) == 1), city.round())]


def no_level_jump(city: City) -> Planted:
    person = city.person(lambda each: step(city.held(each)) < 2)
    post = city.other(person, lambda each: step(each) >= step(city.held(person)) + 2)
    return city.case, [city.goes(person, post, city.round())]


def no_demotion(city: City) -> Planted:
    person = city.person(lambda each: step(city.held(each)) > 0)
    post = city.other(person, lambda each: step(each) < step(city.held(person)))
    return city.case, [city.goes(person, post, city.round())]


def retirement(city: City) -> Planted:
    t = city.chance.randrange(city.rounds)
    person = city.person(lambda each: city.held(each).kind in {"STAFF", "SUPERVISOR", "ADMINISTRATOR"})
    year = city.case.horizon.starts_on.year + t // 2 - 59
    case, person = city.with_person(person, born=f"{year}-{city.chance.randrange(1, 13):02d}")
    return case, [
        {"person": person.id, "stays": [{"post": person.post, "first": 0, "last": city.rounds - 1}]}
    ]


def contract_term(city: City) -> Planted:
    person = city.person()
    t = city.chance.randrange(1, city.rounds)
    ends = date(2027 + (3 + 6 * t - 1) // 12, (3 + 6 * t - 1) % 12 + 1, 28)
    case, person = city.with_person(person, employment="PPPK", contract_ends_on=ends)
    return case, [
        {"person": person.id, "stays": [{"post": person.post, "first": 0, "last": city.rounds - 1}]}
    ]


def departure(city: City) -> Planted:
    person = city.person()
    t = city.chance.randrange(1, city.rounds)
    goes = date(2027 + (3 + 6 * t - 1) // 12, (3 + 6 * t - 1) % 12 + 1, 28)
    case = replace(city.case, departures=[Departure(person=person.id, on=goes)])
    return case, [
        {"person": person.id, "stays": [{"post": person.post, "first": 0, "last": city.rounds - 1}]}
    ]


def difference(city: City) -> Planted:
    person = city.person()
    post, t = city.other(person), city.round()
    moves = [PublishedMove(person=person.id, post=post.id, round=t)]
    case = replace(city.case, references=[Reference(id="x", moves=moves)])
    return case, [city.goes(person, post, t)]


def measure_limit(city: City) -> Planted:
    person = city.person()
    measure, limit = city.chance.choice((("moves", {"at_most": 0}), ("fit", {"at_least": 10**8})))
    case = replace(city.case, limits=[Limit(measure=measure, **limit)])
    return case, [city.goes(person, city.other(person), city.round())]


def formation(city: City) -> Planted:
    person = city.person()
    full = {
        post.id
        for post in city.case.posts
        if sum(p.post == post.id for p in city.case.persons) >= post.formation
    }
    return city.case, [city.goes(person, city.other(person, lambda each: each.id in full), 0)]


def role_places(city: City) -> Planted:
    roles = [(s, role) for s in city.case.systems for role in s.roles if s.finishes_on > date(2027, 10, 1)]
    _, role = city.chance.choice(roles)
    many = max(-(-role.need_percent // 50) + 1, sum(s.role == role.id for s in city.case.services)) + 1
    served = {"role": role.id, "share": 10, "via": "team"}
    serving = {service.person for service in city.case.services}
    free = [each for each in city.case.persons if each.id not in serving]
    return city.case, [
        {
            "person": each.id,
            "stays": [{"post": each.post, "first": 0, "last": city.rounds - 1, "roles": [served]}],
        }
        for each in city.chance.sample(free, many)
    ]


def hold(city: City) -> Planted:
    service = city.chance.choice(city.case.services)
    person = next(each for each in city.case.persons if each.id == service.person)
    case, person = city.with_person(
        person, born="1990-01", contract_ends_on=None, sanctions=[], post_since=date(2026, 1, 1)
    )
    case = replace(case, holds=[Hold(person=person.id, role=service.role, until=date(2030, 1, 1))])
    return case, [
        {"person": person.id, "stays": [{"post": person.post, "first": 0, "last": city.rounds - 1}]}
    ]


def pin(city: City) -> Planted:
    person = city.person()
    post = city.other(person)
    return replace(city.case, pins=[Pin(person=person.id, post=post.id, round=city.round())]), []


def exclusion(city: City) -> Planted:
    person = city.person()
    post = city.other(person)
    case = replace(city.case, exclusions=[Exclusion(person=person.id, post=post.id)])
    return case, [city.goes(person, post, city.round())]


def transfer(city: City) -> Planted:
    person = city.person()
    post = city.other(person)
    somebody = next(each for each in city.idle if each is not person)
    case = replace(city.case, transfers=[Transfer(person=somebody.id, post=post.id, direction="out")])
    return case, [city.goes(person, post, city.round())]


def employment_kind(city: City) -> Planted:
    person = city.person()
    case, person = city.with_person(person, employment=city.chance.choice(("CPNS", "PPPK", "PPPK_PART_TIME")))
    return case, [city.goes(person, city.other(person), city.round())]


def performance(city: City) -> Planted:
    person = city.person(lambda each: step(city.held(each)) < 3)
    bad = city.chance.choice(("butuh_perbaikan", "kurang", "sangat_kurang"))
    ratings = list(person.ratings)
    n = city.chance.randrange(2)
    ratings[n] = replace(ratings[n], predicate=bad)
    case, person = city.with_person(person, ratings=ratings)
    return case, [
        city.goes(person, city.other(person, lambda each: step(each) > step(city.held(person))), city.round())
    ]


def discipline(city: City) -> Planted:
    person = city.person(lambda each: step(city.held(each)) < 3)
    level = city.chance.choice(("medium", "heavy"))
    case, person = city.with_person(person, sanctions=[Sanction(level=level, since=date(2027, 1, 1))])
    return case, [
        city.goes(person, city.other(person, lambda each: step(each) > step(city.held(person))), city.round())
    ]


def freeze(city: City) -> Planted:
    t = city.round()
    kind = city.chance.choice(("election", "post_inauguration", "acting_head"))
    day = date(2027 + (3 + 6 * t) // 12, (3 + 6 * t) % 12 + 1, 1)
    case = replace(city.case, windows=[Window(kind=kind, since=day, until=day)])
    person = city.person(lambda each: city.held(each).kind in {"SUPERVISOR", "ADMINISTRATOR"})
    return case, [city.goes(person, city.other(person), t)]


def age_limit(city: City) -> Planted:
    person = city.person(lambda each: city.held(each).kind in {"STAFF", "SUPERVISOR", "ADMINISTRATOR"})
    case, person = city.with_person(person, born=f"{2027 - 57}-{city.chance.randrange(1, 4):02d}")
    kinds = {"SENIOR_EXECUTIVE", "FUNCTIONAL_SKILLED", "FUNCTIONAL_EXPERT"}
    return case, [city.goes(person, city.other(person, lambda each: each.kind in kinds), 0)]


def competency_standard(city: City) -> Planted:
    person = city.person()
    case, person = city.with_person(person, levels={}, gains=[])
    return case, [
        city.goes(person, city.other(person, lambda each: each.kind == "SENIOR_EXECUTIVE"), city.round())
    ]


def unit_turnover(city: City) -> Planted:
    setting = Setting(rule="unit_turnover", valid_from=date(2020, 1, 1), parameters={"percent": 0})
    department = {post.id: post.unit.partition("-")[0] for post in city.case.posts}
    idle = Counter(department[each.post] for each in city.idle)
    # One leaver is always allowed, so the fault needs a department with two.
    chosen = city.chance.choice(sorted(key for key, count in idle.items() if count > 1))
    leavers = [each for each in city.idle if department[each.post] == chosen]
    t = city.round()
    leavers = city.chance.sample(leavers, min(len(leavers), city.chance.randrange(2, 5)))
    moves = [
        city.goes(each, city.other(each, lambda post: department[post.id] != chosen), t) for each in leavers
    ]
    return replace(city.case, settings=[setting]), moves


def one_promotion(city: City) -> Planted:
    person = city.person(lambda each: step(city.held(each)) < 2)
    first = city.other(person, lambda each: step(each) == step(city.held(person)) + 1)
    second = city.other(person, lambda each: step(each) == step(first) + 1)
    t = city.chance.randrange(1, city.rounds)
    stays = [
        {"post": first.id, "first": 0, "last": t - 1},
        {"post": second.id, "first": t, "last": city.rounds - 1},
    ]
    return city.case, [{"person": person.id, "stays": stays}]


def no_return(city: City) -> Planted:
    person = city.person()
    t = city.chance.randrange(1, city.rounds)
    stays = [
        {"post": city.other(person).id, "first": 0, "last": t - 1},
        {"post": person.post, "first": t, "last": city.rounds - 1},
    ]
    return city.case, [{"person": person.id, "stays": stays}]


def role_commitment(city: City) -> Planted:
    role = city.chance.choice(
        [
            role
            for system in city.case.systems
            for role in system.roles
            if max(len(role.ramp), role.handover_rounds) >= 1
        ]
    )
    least = max(len(role.ramp), role.handover_rounds)
    person = city.person()
    born = f"{2027 - 58}-{city.chance.randrange(4, 7):02d}"
    case, person = city.with_person(person, born=born, levels=role.needs)
    case = replace(
        case,
        posts=[
            replace(p, kind="STAFF", functional_level=None) if p.id == person.post else p for p in case.posts
        ],
    )
    systems = [
        replace(s, roles=[replace(r, handover_rounds=least + 1) if r.id == role.id else r for r in s.roles])
        for s in case.systems
    ]
    stay = {
        "post": person.post,
        "first": 0,
        "last": 0,
        "roles": [{"role": role.id, "share": 20, "via": "team"}],
    }
    return replace(case, systems=systems), [{"person": person.id, "stays": [stay]}]


def role_access(city: City) -> Planted:
    system = city.chance.choice(city.case.systems)
    role = city.chance.choice(system.roles)
    person = city.person()
    kind = city.chance.choice(("elsewhere", "share", "total", "unable"))
    levels = {} if kind == "unable" else role.needs
    case, person = city.with_person(person, levels=levels)
    if kind == "unable" and not role.needs:
        kind = "share"
    via = "team" if kind in {"share", "unable"} else "post"
    if kind == "elsewhere" or kind == "total":
        case = replace(
            case,
            systems=[
                replace(s, unit=next(u.id for u in case.units if u.id != city.held(person).unit))
                for s in case.systems
            ],
        )
    share = {"share": 51 + city.chance.randrange(50)}.get(kind, 30)
    roles = [{"role": role.id, "share": share, "via": via}]
    return case, [
        {
            "person": person.id,
            "stays": [{"post": person.post, "first": 0, "last": city.rounds - 1, "roles": roles}],
        }
    ]


PLANTERS: dict[str, Callable[[City], Planted]] = {
    planter.__name__: planter
    for planter in (
        min_tenure, rank_band, education, experience, no_level_jump, no_demotion, retirement, contract_term,
        departure, formation, hold, pin, exclusion, employment_kind, performance, discipline, freeze,
        unit_turnover, one_promotion, no_return, role_commitment, role_access, role_places, age_limit,
        competency_standard, measure_limit, difference, transfer,
    )
}  # fmt: skip
