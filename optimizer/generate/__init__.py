"""
Synthetic cases: governments of any size, the same for the same seed on every Python.

What a case looks like follows the figures known of Indonesian cities (posts by group, tenure, systems
per people). Staying put is always lawful, so that every case has a plan. Nobody real is in it.
"""

from datetime import date

from msgspec.structs import replace

from optimizer.calendar import add_months
from optimizer.case import Case, Horizon, Post, Setting, Window
from optimizer.generate import people as population
from optimizer.generate import relations as kinship
from optimizer.generate import systems as programme
from optimizer.generate.city import City
from optimizer.generate.city import build as build_city
from optimizer.generate.dice import Dice
from optimizer.generate.dictionary import competencies
from optimizer.generate.mobilisation import SHAPE as MOBILISATION
from optimizer.generate.mobilisation import mobilisation
from optimizer.generate.shape import SHAPES, Shape

STARTS_ON = date(2027, 4, 1)
ROUND_MONTHS = 6
LEAST_PEOPLE = 20
ALL_SHAPES = (*SHAPES, MOBILISATION)
"""Kinds of years, and the pool of people for many posts at once."""


def generate(people: int, seed: int, shape: str = "calm", rounds: int = 6) -> Case:
    """
    Make a synthetic case.

    Parameters
    ----------
    people : int
        Number of people, at least ``LEAST_PEOPLE``.
    seed : int
        Seed; equal seeds give equal cases.
    shape : {"calm", "election", "shrinking", "mobilisation"}
        Kind of year; a mobilisation fills 27 posts for every 40 people of a pool.
    rounds : int
        Rounds of half a year; a mobilisation has one, whatever is asked for.

    Returns
    -------
    Case
        A sound case in which staying put is lawful.

    Raises
    ------
    ValueError
        When there are too few people or the shape is unknown.
    """
    if people < LEAST_PEOPLE:
        raise ValueError(f"a case has at least {LEAST_PEOPLE} people, not {people}")
    if shape not in ALL_SHAPES:
        raise ValueError(f"no shape {shape!r}; there are {', '.join(ALL_SHAPES)}")
    if shape == MOBILISATION:
        return mobilisation(people, seed, STARTS_ON)
    figures = SHAPES[shape]
    dice = Dice(f"{people}-{seed}-{shape}-{rounds}")
    city = build_city(people, dice, figures)
    held = population.hold_places(city, people, dice)
    persons = [
        population.person(n, post, STARTS_ON, rounds, ROUND_MONTHS, city) for n, post in enumerate(held)
    ]
    systems = programme.build(city, persons, STARTS_ON)
    kin = Dice(f"relations-{people}-{seed}-{shape}-{rounds}")
    return Case(
        format="tuntas-case",
        version=1,
        name=f"{people} people, {shape}, seed {seed}",
        note="Synthetic. No person in it exists.",
        horizon=Horizon(starts_on=STARTS_ON, rounds=rounds, round_months=ROUND_MONTHS),
        competencies=competencies(),
        units=city.units,
        posts=_posts(city, dice, figures),
        persons=list(systems.persons.values()),
        systems=systems.systems,
        services=systems.services,
        holds=systems.holds,
        relations=kinship.relations(city.units, city.posts, persons, kin),
        advisory_team=kinship.advisory_team(city.posts, persons),
        settings=_settings(),
        windows=_windows(figures),
    )


def _posts(city: City, dice: Dice, shape: Shape) -> list[Post]:
    """Abolish some led posts, with or without a holder, where the government shrinks."""
    if not shape.abolished_percent:
        return city.posts
    return [
        replace(post, formation=0, open=False)
        if post.kind in {"SUPERVISOR", "ADMINISTRATOR"} and dice.chance(shape.abolished_percent)
        else post
        for post in city.posts
    ]


def _settings() -> list[Setting]:
    basis = "PP 11/2017 ps. 190 ayat (3)"
    return [
        Setting(
            rule="min_tenure",
            valid_from=date(2017, 4, 7),
            parameters={"months": 24},
            citation=basis,
            confidence="C",
        ),
        Setting(
            rule="max_tenure",
            valid_from=date(2017, 4, 7),
            parameters={"months": 60},
            citation=basis,
            confidence="C",
        ),
    ]


def _windows(shape: Shape) -> list[Window]:
    if not shape.frozen_months:
        return []
    until = add_months(STARTS_ON, shape.frozen_months)
    return [
        Window(
            kind="post_inauguration",
            since=add_months(until, -6),
            until=until,
            citation="UU 10/2016 ps. 162 ayat (3)",
        )
    ]
