"""Declared relatives and the appraisal team of a synthetic government."""

from optimizer.case import Person, Post, Relation, Unit
from optimizer.generate.dice import Dice

PEOPLE_PER_RELATION = 4_000
LEAST_RELATIONS = 2
TEAM_SIZE = 3


def relations(units: list[Unit], posts: list[Post], persons: list[Person], dice: Dice) -> list[Relation]:
    """
    Marry heads of units to people whom they command, and to people of the neighbouring unit, by turns.

    Parameters
    ----------
    units, posts, persons : list
        The government; nothing of it is changed.
    dice : Dice
        A stream of its own, so that everybody else stays who they are.

    Returns
    -------
    list of Relation
        Few, each of two people who have no other; every other one is a conflict today.
    """
    post_of = {post.id: post for post in posts}
    in_unit: dict[str, list[str]] = {unit.id: [] for unit in units}
    heads: dict[str, str] = {}
    for person in persons:
        post = post_of[person.post]
        if post.leads_unit:
            heads[post.unit] = person.id
        else:
            in_unit[post.unit].append(person.id)
    department = {unit.id: unit.department for unit in units}
    wanted = max(LEAST_RELATIONS, len(persons) // PEOPLE_PER_RELATION)
    found: list[Relation] = []
    taken: set[str] = set()
    for unit in dice.shuffled(sorted(heads)):
        is_near = len(found) % 2 == 0
        homes = [
            key for key in sorted(in_unit) if department[key] == department[unit] and (key == unit) == is_near
        ]
        others = [person for key in homes for person in in_unit[key] if person not in taken]
        if len(found) == wanted or not others or heads[unit] in taken:
            continue
        other = dice.choice(others)
        taken |= {heads[unit], other}
        kind = dice.weighted({"spouse": 60, "kin": 40})
        found.append(Relation(person=heads[unit], other=other, kind=kind))  # type: ignore[arg-type]  # a known word
    return found


def advisory_team(posts: list[Post], persons: list[Person]) -> list[str]:
    """
    Name the first heads of departments as members of the appraisal team.

    Parameters
    ----------
    posts, persons : list
        The government.

    Returns
    -------
    list of str
        Keys of up to ``TEAM_SIZE`` people.
    """
    led = {post.id for post in posts if post.kind == "SENIOR_EXECUTIVE"}
    return [person.id for person in persons if person.post in led][:TEAM_SIZE]
