"""Every plan of a tiny case and what it breaks, from the verifier alone; no line of the court is used."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from typing import Any

import msgspec

from optimizer.case import Case, Exclusion, Pin
from optimizer.verify import SHAPE, assess
from tests.optimizer.builders import raw_plan
from tests.optimizer.tiny import tiny_case

Broken = frozenset[tuple]


def asking_case(seed: int) -> Case:
    """A tiny case in which much is asked for: pins, exclusions, marks, which may contradict each other."""
    chance, case = random.Random(f"court {seed}"), tiny_case(seed, people=2)
    posts = [post.id for post in case.posts]
    pins = [
        Pin(person=person.id, post=chance.choice(posts), round=chance.randrange(case.horizon.rounds))
        for person in case.persons
        if chance.random() < 0.5
    ]
    if pins and chance.random() < 0.2:
        pins.append(msgspec.structs.replace(pins[0], post=chance.choice(posts)))
    pins = list({(pin.person, pin.post): pin for pin in pins}.values())
    exclusions = [
        Exclusion(person=person.id, post=post)
        for person in case.persons
        for post in posts
        if chance.random() < 0.2
    ]
    persons = [
        msgspec.structs.replace(person, movable=person.movable and chance.random() < 0.85)
        for person in case.persons
    ]
    changed = {"pins": pins, "exclusions": exclusions, "persons": persons}
    return msgspec.structs.replace(case, **changed, limits=[], references=[])


def without_demands(case: Case) -> Case:
    """The case with its rules alone."""
    persons = [msgspec.structs.replace(person, movable=True) for person in case.persons]
    return msgspec.structs.replace(case, pins=[], holds=[], exclusions=[], persons=persons)


def _menus(case: Case, person: Any, post: Any, asked: list[str]) -> list[list[dict[str, Any]]]:
    """Ways to serve asked roles: as today at the present post, else at equal shares."""
    host = {role.id: system.unit for system in case.systems for role in system.roles}
    mine = [service for service in case.services if service.person == person.id]
    today = {each.role: {"role": each.role, "share": each.share, "via": each.via} for each in mine}
    found: list[list[dict[str, Any]]] = [[]]
    if post.id == person.post:
        found.append(list(today.values()))
    for size in range(1, len(asked) + 1):
        for roles in itertools.combinations(asked, size):
            share = 100 // size
            if post.id == person.post and all(role in today for role in roles):
                found.append([today[role] for role in roles])
            home = [host[role] == post.unit for role in roles]
            found.append(
                [
                    {
                        "role": r,
                        "share": share if at_home else min(share, 30),
                        "via": "post" if at_home else "team",
                    }
                    for r, at_home in zip(roles, home, strict=True)
                ]
            )
    return found


def _journeys(case: Case, person: Any) -> list[dict[str, Any]]:
    asked = [hold.role for hold in case.holds if hold.person == person.id]
    places = [(post.id, menu) for post in case.posts for menu in _menus(case, person, post, asked)]
    found = []
    for length in range(case.horizon.rounds + 1):
        for chosen in itertools.product(places, repeat=length):
            stays: list[dict[str, Any]] = []
            for t, (post, menu) in enumerate(chosen):
                if stays and (stays[-1]["post"], stays[-1]["roles"]) == (post, menu):
                    stays[-1]["last"] = t
                else:
                    stays.append({"post": post, "first": t, "last": t, "roles": menu})
            found.append({"person": person.id, "stays": stays})
    return found


def _asked_and_broken(case: Case, path: dict[str, Any], wish: Any) -> set[tuple]:
    """Pins, exclusions, marks and the wish that a path breaks, read as their words say."""
    person = next(each for each in case.persons if each.id == path["person"])
    held = [stay["post"] for stay in path["stays"] for _ in range(stay["first"], stay["last"] + 1)]
    before = [person.post, *held]
    moves = [held[t] for t in range(len(held)) if held[t] != before[t]]
    broken: set[tuple] = set()
    for pin in case.pins:
        if pin.person == person.id and any(post != pin.post for post in held[pin.round :]):
            broken.add(("pin", person.id, pin.post))
    for each in case.exclusions:
        if each.person == person.id and each.post in moves:
            broken.add(("exclusion", person.id, each.post))
    if not person.movable and moves:
        broken.add(("mark", person.id, ""))
    if wish and wish.person == person.id and set(held[wish.round :]) != {wish.post}:
        broken.add(("wish", person.id, wish.post))
    return broken


def every_breach(case: Case, wish: Any = None, most: int = 250_000) -> list[Broken] | None:
    """
    List what each plan of a case breaks; None when there are too many plans.

    Of plans of one person that break the same and use the same places, one is looked at.
    """
    bare = without_demands(case)
    with_holds = msgspec.structs.replace(bare, holds=case.holds)
    department = {unit.id: unit.department for unit in case.units}
    of_post = {post.id: department[post.unit] for post in case.posts}
    menus = []
    for person in case.persons:
        seen: dict[tuple, None] = {}
        for path in _journeys(case, person):
            report = assess(with_holds, raw_plan([path]))
            if any(each.rule == SHAPE for each in report.breaches):
                continue
            mine = [each for each in report.breaches if each.facts.get("person") == person.id]
            broken = _asked_and_broken(case, path, wish) | {
                ("hold", person.id, each.facts["role"])
                if each.rule == "hold"
                else ("rule", each.rule, person.id)
                for each in mine
            }
            uses: list[tuple] = []
            post = person.post
            for stay in path["stays"]:
                if of_post[stay["post"]] != of_post[post]:
                    uses.append(("unit_turnover", of_post[post], stay["first"]))
                post = stay["post"]
                for t in range(stay["first"], stay["last"] + 1):
                    uses.append(("formation", post, t))
                    uses += [("role_places", role["role"], t) for role in stay["roles"]]
            seen[frozenset(broken), tuple(sorted(uses))] = None
        menus.append(list(seen))
    count = 1
    for menu in menus:
        count *= len(menu)
    if count > most:
        return None
    limits = _limits(case)
    found: set[Broken] = set()
    for plan in itertools.product(*menus):
        used = Counter(use for _, uses in plan for use in uses)
        rows = {use for use, times in used.items() if times > limits(use)}
        found.add(frozenset(itertools.chain(rows, *(broken for broken, _ in plan))))
    return [each for each in found if not any(other < each for other in found)]


def _limits(case: Case) -> Any:
    """Find the limit of a row by the verifier: the same rows overfilled say how many they allow."""
    holders = Counter(person.post for person in case.persons)
    formation = {post.id: post.formation for post in case.posts}
    percent = 20
    for setting in case.settings:
        if setting.rule == "unit_turnover":
            percent = setting.parameters["percent"]
    assert len(case.persons) * max(percent, 50) // 100 <= 1
    served = Counter(service.role for service in case.services)
    roles = {role.id: role for system in case.systems for role in system.roles}

    def limit(use: tuple) -> int:
        rule, key, _ = use
        if rule == "formation":
            return max(formation[key], holders[key])
        if rule == "unit_turnover":
            return 1
        return max(-(-roles[key].need_percent // 50) + 1, served[key])

    return limit
