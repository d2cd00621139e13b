"""Tiny random cases in which every rule can decide, and all nodes that their people could hold."""

from __future__ import annotations

import contextlib
import itertools
import random
from datetime import date
from typing import Any

import numpy as np

from optimizer.arrays import Arrays
from optimizer.calendar import add_months
from optimizer.case import Case
from optimizer.errors import CaseError
from optimizer.nodes import Nodes
from tests.optimizer.builders import case_of

START = date(2027, 4, 1)
SLOTS = 2

LADDER = [
    {"kind": "STAFF"},
    {"kind": "FUNCTIONAL_EXPERT", "functional_level": "Ahli Muda"},
    {"kind": "SUPERVISOR"},
    {"kind": "ADMINISTRATOR"},
    {"kind": "SENIOR_EXECUTIVE"},
]


def _maybe(chance: random.Random, percent: int, record: dict[str, Any], **fields: Any) -> None:
    """Add fields to a record now and then."""
    if chance.random() * 100 < percent:
        record.update(fields)


def _post(chance: random.Random, j: int) -> dict[str, Any]:
    post = {"id": f"j{j}", "unit": f"u{chance.randrange(3)}", **chance.choice(LADDER)}
    post["formation"] = chance.choice((0, 1, 1, 1, 2))
    _maybe(chance, 60, post, standard={"a": chance.randrange(1, 4), "b": chance.randrange(0, 3)})
    _maybe(chance, 20, post, rank_min=chance.choice(("III/a", "III/c", "IV/a")))
    _maybe(chance, 20, post, rank_max="IV/b")
    _maybe(chance, 30, post, education_min=chance.choice(("D3", "S1")))
    _maybe(chance, 10, post, education_fields=["hukum"])
    _maybe(chance, 10, post, echelon=chance.choice(("III.a", "IV.a")))
    _maybe(chance, 10, post, open=False)
    _maybe(chance, 10, post, high_risk=True)
    _maybe(chance, 10, post, leads_unit=True)
    return post


def _person(chance: random.Random, p: int, posts: list[dict[str, Any]], rounds: int) -> dict[str, Any]:
    months = chance.choice((0, 6, 11, 12, 18, 23, 24, 36, 48, 54, 59, 60, 66))
    person: dict[str, Any] = {
        "id": f"p{p}",
        "post": chance.choice(posts)["id"],
        "post_since": add_months(START, -months).isoformat(),
        "rank": chance.choice(("III/b", "III/d", "IV/a", "IV/b")),
        "education": chance.choice(("D3", "S1", "S1", "S2")),
        "levels": {"a": chance.randrange(0, 4), "b": chance.randrange(0, 4)},
        "experience": {"STAFF": chance.choice((0, 24, 48)), "SUPERVISOR": chance.choice((0, 18, 36, 60))},
    }
    years = chance.sample(range(2023, 2027), 3)
    person["ratings"] = [
        {"year": year, "predicate": chance.choice(("sangat_baik", "baik", "baik", "baik", "kurang"))}
        for year in years
    ]
    quarters = [{"year": 2026, "period": f"Q{q}", "predicate": "sangat_baik"} for q in (3, 4)]
    _maybe(chance, 30, person, ratings=[*person["ratings"], *quarters])
    age = chance.choice((40, 50, 52, 53, 55, 56, 57, 58, 59))
    born = add_months(START, -12 * age - chance.randrange(0, 12))
    _maybe(chance, 60, person, born=f"{born.year}-{born.month:02d}")
    _maybe(chance, 5, person, post_since=None)
    _maybe(chance, 10, person, employment=chance.choice(("CPNS", "PPPK_PART_TIME")))
    ends = add_months(START, chance.randrange(-1, 14)).isoformat()
    _maybe(chance, 20, person, employment="PPPK", contract_ends_on=ends)
    _maybe(chance, 5, person, movable=False)
    _maybe(chance, 20, person, education_field="hukum")
    since = add_months(START, chance.randrange(-10, 3))
    sanction = {"level": chance.choice(("light", "medium", "heavy")), "since": since.isoformat()}
    _maybe(chance, 50, sanction, until=add_months(since, chance.randrange(1, 12)).isoformat())
    _maybe(chance, 20, person, sanctions=[sanction])
    gain = {"competency": "a", "round": chance.randrange(rounds), "level": 4}
    _maybe(chance, 40, person, gains=[gain])
    return person


def _roles(chance: random.Random, count: int) -> list[dict[str, Any]]:
    return [
        {
            "id": f"r{r}",
            "needs": {"a": chance.randrange(1, 4)},
            "need_percent": chance.choice((50, 100, 150)),
            "key": chance.random() < 0.7,
            "ramp": chance.choice(([], [50], [40, 70])),
            "handover_rounds": chance.choice((0, 1, 2)),
        }
        for r in range(count)
    ]


def _systems(chance: random.Random) -> list[dict[str, Any]]:
    roles = _roles(chance, chance.choice((0, 1, 2, 2)))
    parts = [roles] if chance.random() < 0.5 else [[role] for role in roles]
    return [
        {
            "id": f"s{s}",
            "unit": f"u{chance.randrange(3)}",
            "finishes_on": add_months(START, chance.choice((5, 6, 7, 13, 30))).isoformat(),
            "value_per_month": chance.choice((0, 300, 2000)),
            "leavers_per_round": chance.choice((0, 0, 1)),
            "roles": part,
        }
        for s, part in enumerate(parts)
        if part
    ]


def _settings(chance: random.Random) -> list[dict[str, Any]]:
    settings: list[dict[str, Any]] = []
    wanted = [
        (
            80,
            "min_tenure",
            {"months": chance.choice((0, 6, 12, 24)), "early_executive": chance.random() < 0.5},
        ),
        (30, "competency_standard", {"executive_percent": chance.choice((0, 50))}),
        (30, "high_risk_rotation", {"months": 18}),
        (20, "remaining_service", {"months": 36}),
        (50, "employment_kind", {"pppk_may_move": True}),
        (
            40,
            "experience",
            {"supervisor": 24, "administrator": 18, "senior_executive": 12, "executive_total": 30},
        ),
        (20, "max_tenure", {"months": 48}),
        (20, "discipline", {"clean_days": 90}),
        (20, "performance", {"promotion_years": 1}),
        (20, "unit_turnover", {"percent": 60}),
        (10, "rank_band", {"tolerance": 1}),
        (20, "role_access", {"team_share": 30}),
    ]
    for percent, rule, parameters in wanted:
        if chance.random() * 100 < percent:
            begins = chance.choice((date(2020, 1, 1), date(2020, 1, 1), date(2027, 8, 1)))
            settings.append({"rule": rule, "valid_from": begins.isoformat(), "parameters": parameters})
    return settings


def tiny_case(seed: int, people: int = 0) -> Case:
    """Make a tiny sound case; equal seeds give equal cases."""
    for attempt in itertools.count():
        with contextlib.suppress(CaseError):
            return case_of(_record(random.Random(f"{seed}-{attempt}"), people))
    raise AssertionError


def _record(chance: random.Random, people: int) -> dict[str, Any]:
    rounds = chance.choice((1, 2, 2, 3, 3))
    posts = [_post(chance, j) for j in range(chance.choice((2, 3, 4)))]
    persons = [_person(chance, p, posts, rounds) for p in range(people or chance.choice((1, 2, 2, 3)))]
    systems = _systems(chance)
    services, holds = [], []
    for role in [role["id"] for system in systems for role in system["roles"]]:
        for person in persons:
            if chance.random() < 0.45:
                service = {
                    "person": person["id"],
                    "role": role,
                    "since": add_months(START, -chance.choice((0, 5, 6, 12))).isoformat(),
                    "share": chance.choice((30, 50)),
                    "via": chance.choice(("post", "team")),
                }
                services.append(service)
                if chance.random() < 0.2:
                    until = add_months(START, chance.choice((6, 7, 12))).isoformat()
                    holds.append({"person": person["id"], "role": role, "until": until})
    record: dict[str, Any] = {
        "horizon": {
            "starts_on": START.isoformat(),
            "rounds": rounds,
            "round_months": chance.choice((6, 6, 12)),
        },
        "competencies": [{"id": "a"}, {"id": "b"}],
        "units": [
            {"id": "u0", "department": "d0"},
            {"id": "u1", "department": "d0"},
            {"id": "u2", "department": "d1"},
        ],
        "posts": posts,
        "persons": persons,
        "systems": systems,
        "services": services,
        "holds": holds,
        "settings": _settings(chance),
    }
    if chance.random() < 0.15:
        open_posts = [post for post in posts if post.get("open", True) and post["formation"]]
        if open_posts:
            pin = {"person": persons[0]["id"], "post": chance.choice(open_posts)["id"], "round": rounds - 1}
            record["pins"] = [pin]
    elif chance.random() < 0.2:
        record["exclusions"] = [{"person": persons[0]["id"], "post": chance.choice(posts)["id"]}]
    if chance.random() < 0.15:
        kind = chance.choice(("election", "acting_head"))
        record["windows"] = [{"kind": kind, "since": "2027-03-01", "until": "2027-10-01"}]
    _relate(chance, record)
    _publish(chance, record)
    return record


def _publish(chance: random.Random, record: dict[str, Any]) -> None:
    """Let somebody announce to go, and some moves be published already, pinned or not."""
    persons, posts, rounds = record["persons"], record["posts"], record["horizon"]["rounds"]
    if chance.random() < 0.2:
        goes = add_months(START, chance.choice((1, 6, 7, 12, 13))).isoformat()
        record["departures"] = [{"person": chance.choice(persons)["id"], "on": goes}]
    if chance.random() < 0.3:
        record["limits"] = [
            {"measure": measure, chance.choice(sides): chance.randrange(most), "price": chance.choice((0, 3))}
            for measure, sides, most in (
                ("moves", ("at_most",), 3),
                ("continuity", ("at_least", "at_most"), 4),
                ("fit", ("at_least", "at_most"), 40),
            )
            if chance.random() < 0.5
        ]
    if chance.random() < 0.3:
        moves = [{"person": each["id"], "post": chance.choice(posts)["id"]} for each in persons]
        record["references"] = [{"id": "x", "moves": moves, "differs_percent": chance.choice((20, 50, 60))}]
    if chance.random() < 0.3:
        record["weights"] = {"change": chance.choice((0, 7, 90)), "pinned": chance.choice((0, 500))}
        record["published"] = [
            {
                "person": person["id"],
                "post": chance.choice(posts)["id"],
                "round": chance.randrange(rounds),
                "pinned": chance.random() < 0.5,
            }
            for person in chance.sample(persons, chance.randrange(len(persons) + 1))
        ]


def _relate(chance: random.Random, record: dict[str, Any]) -> None:
    """Make relatives of some people, heads of some posts, a tree of the units, and somebody a member."""
    posts, persons = record["posts"], record["persons"]
    if chance.random() < 0.5:
        record["units"][1]["parent"] = "u0"
        _maybe(chance, 50, record["units"][2], parent="u1")
    if chance.random() < 0.2:
        steps = {"Ahli Muda": chance.choice(("STAFF", "ADMINISTRATOR"))}
        setting = {"rule": "delayering", "valid_from": "2020-01-01", "parameters": {"steps": steps}}
        record["settings"].append(setting)
    pairs = list(itertools.combinations([person["id"] for person in persons], 2))
    if not pairs or chance.random() < 0.3:
        return
    record["relations"] = [
        {"person": one, "other": two, "kind": chance.choice(("spouse", "kin"))}
        for one, two in chance.sample(pairs, min(len(pairs), chance.choice((1, 1, 2))))
    ]
    for post in posts:
        _maybe(chance, 50, post, leads_unit=True)
    for rule, parameters in (
        ("family_same_unit", {"applies": True, "points": chance.choice((40, 700))}),
        ("relatives", {"points": chance.choice((0, 25, 900))}),
    ):
        begins = chance.choice(("2020-01-01", "2027-08-01"))
        setting = {"rule": rule, "valid_from": begins, "parameters": parameters}
        if chance.random() < 0.5:
            record["settings"].append(setting)
    _maybe(chance, 50, record, advisory_team=[persons[0]["id"]])


def all_nodes(case: Case, most: int, seed: int = 0) -> Nodes:
    """
    Make nodes of every post and way to serve a role, sampled down to `most` per person.

    Node 0 is the present one; nodes at the present post come next, as the engine wants them.
    """
    arrays, chance = Arrays(case), random.Random(seed)
    roles = range(len(arrays.role_pairs))
    ways = [
        (r, share, via) for r in roles for share, via in ((30, True), (50, True), (50, False), (100, False))
    ]
    menus = [(), *((way,) for way in ways), *itertools.combinations(ways, 2)]
    menus = [menu for menu in menus if len({way[0] for way in menu}) == len(menu)]
    rows = []
    for p in range(len(case.persons)):
        first = present_node(arrays, p)
        present = first[1]
        options = [(j, menu) for j in range(len(case.posts)) for menu in [*menus, present, present[:1]]]
        options = [option for option in dict.fromkeys(options) if option != first]
        plain = [option for option in options if not option[1]]
        chosen = chance.sample(plain, min(len(plain), most // 2))
        rest = [option for option in options if option not in chosen]
        chosen += chance.sample(rest, min(len(rest), most - 1 - len(chosen)))
        chosen.sort(key=lambda option: option[0] != first[0])
        rows.append([first, *chosen])
    return as_nodes(arrays, rows)


def present_node(arrays: Arrays, p: int) -> tuple:
    """Post and roles of today, by position."""
    person = arrays.case.persons[p]
    present = tuple(
        (arrays.role_position[each.role], each.share, each.via == "team")
        for each in arrays.case.services
        if each.person == person.id
    )
    return int(arrays.person_post[p]), present


def as_nodes(arrays: Arrays, rows: list[list[tuple]]) -> Nodes:
    """Make nodes of posts and roles by position; the first of each person is the present one."""
    shape = (len(rows), max(map(len, rows)))
    post = np.full(shape, -1, np.int32)
    role = np.full((*shape, SLOTS), -1, np.int32)
    share = np.zeros((*shape, SLOTS), np.int32)
    via = np.zeros((*shape, SLOTS), bool)
    for p, row in enumerate(rows):
        for k, (j, ways) in enumerate(row):
            post[p, k] = j
            for s, (r, percent, by_team) in enumerate(ways):
                role[p, k, s], share[p, k, s], via[p, k, s] = r, percent, by_team
    return Nodes(arrays, np.arange(len(rows)), post, role, share, via)
