"""
The roster some days later: moves, promotions, newcomers, retirements, and a key person who has left.

The demo stages this file as a preview, so that the import page shows what an ordinary month brings.
"""

from collections import Counter
from dataclasses import replace
from datetime import date

from app.demo.city import City
from app.demo.dice import Dice
from app.demo.people import Population
from app.demo.shape import Person, Post
from app.importing.values.rank import RANKS

LATER = date(2026, 11, 24)
MOVED_ON = date(2026, 11, 23)
PROMOTED_ON = date(2026, 11, 1)
PAIRS, PROMOTED, RETIRED, LEFT, NEW = 150, 117, 31, 5, 74


def later_city(city: City, spared: set[str]) -> City:
    """Return the city with the roster of some days later; people behind accounts stay."""
    dice = Dice(city.seed + 9)
    key_person = _single_key_person(city)
    free = [person for person in city.people if person.nip not in spared]
    permanent = [person for person in free if person.employment == "PNS"]
    oldest = sorted(permanent, key=lambda person: (_retires(person), person.nip))[:RETIRED]
    gone = {person.nip for person in (*oldest, *dice.some(permanent[::7], LEFT), key_person)}
    changed: dict[str, Person] = {}
    staying = [person for person in permanent if person.nip not in gone]
    for one, other in _pairs(dice, staying):
        changed[one.nip] = replace(one, post=other.post, since=MOVED_ON, installed=MOVED_ON)
        changed[other.nip] = replace(other, post=one.post, since=MOVED_ON, installed=MOVED_ON)
    able = [person for person in staying if person.nip not in changed and _may_rise(person)]
    for person in dice.some(able, PROMOTED):
        rank = RANKS[RANKS.index(person.rank) + 1]
        changed[person.nip] = replace(person, rank=rank, rank_since=PROMOTED_ON)
    people = [changed.get(person.nip, person) for person in city.people if person.nip not in gone]
    people += _newcomers(dice, city, people)
    return replace(city, people=people, as_of=LATER)


def _retires(person: Person) -> date:
    return date(person.birth.year + person.retires_at, person.birth.month, 1)


def _may_rise(person: Person) -> bool:
    return person.rank in RANKS and RANKS.index(person.rank) < RANKS.index(person.post.rank_max)


def _single_key_person(city: City) -> Person:
    for system in city.systems:
        for role in system.roles:
            if role.is_key and len(role.holders) == 1 and role.code == "lead":
                return role.holders[0].person
    return city.systems[0].roles[0].holders[0].person


def _pairs(dice: Dice, people: list[Person]) -> list[tuple[Person, Person]]:
    groups: dict[tuple[str, str, str], list[Person]] = {}
    for person in people:
        if person.post.kind in ("ADMINISTRATOR", "SUPERVISOR", "STAFF"):
            groups.setdefault((person.post.kind, person.post.echelon, person.post.title[:12]), []).append(
                person
            )
    pairs: list[tuple[Person, Person]] = []
    for members in groups.values():
        shuffled = dice.some(members, len(members))
        pairs += [
            (one, two)
            for one, two in zip(shuffled[::2], shuffled[1::2], strict=False)
            if one.post != two.post
        ]
    return dice.some(pairs, PAIRS)


def _newcomers(dice: Dice, city: City, people: list[Person]) -> list[Person]:
    holders = Counter(person.post.code for person in people)
    vacant: list[Post] = [
        post
        for post in city.posts
        if holders[post.code] < post.formation and (post.level == "Ahli Pertama" or post.kind == "STAFF")
    ]
    taken = {person.nip for person in city.people}
    population = Population(dice, LATER)
    found: list[Person] = []
    for post in dice.some(vacant, NEW):
        newcomer = population.beginner(post, PROMOTED_ON)
        if newcomer.nip not in taken:
            found.append(newcomer)
            taken.add(newcomer.nip)
    return found
