"""
A mobilisation: a pool of people and posts to be filled in one round, each open to one field of study.

The model is the assignment of officers to billets, for which 40,000 officers and 27,000 billets are the size
on record: few of all pairs are eligible, those of one field with a grade that fits. Nobody has a system to
finish, and everybody may leave the pool.
"""

from collections import defaultdict
from datetime import date

from optimizer.calendar import add_months
from optimizer.case import Case, Horizon, Person, Post, Rating, Setting, Unit, Weights
from optimizer.generate.dice import Dice
from optimizer.generate.dictionary import SKILLS, competencies

SHAPE = "mobilisation"
POSTS_PER_PERSON = 27 / 40
"""Posts to be filled for each person of the pool, as in the mobilisation on record."""

POSTS_PER_FIELD = 90
POSTS_PER_UNIT = 60
UNITS_PER_DEPARTMENT = 5

GRADES = {
    "Ahli Pertama": (50, 2, ("III/a", "III/b")),
    "Ahli Muda": (35, 3, ("III/c", "III/d")),
    "Ahli Madya": (15, 4, ("IV/a", "IV/b")),
}
"""Percent of people and posts, the level that posts ask for, and the ranks."""

MOST_WISHES = 10
"""Posts that a person asks for, of the own field and grade."""

PREDICATES = {"sangat_baik": 18, "baik": 76, "butuh_perbaikan": 5, "kurang": 1}
POOL = "cadangan"
WEIGHTS = Weights(fit=60, vacancy=100, move=10)
"""Filling posts counts first: a mobilisation moves everybody whom it can use, the fitting ones rather."""

PROFILES, SKILLS_ASKED, SKILLS_KNOWN = 60, 3, (6, 12)
"""Sets of skills that posts ask for, skills in each, and how many skills a person has."""


def mobilisation(people: int, seed: int, starts_on: date) -> Case:
    """
    Make a synthetic mobilisation.

    Parameters
    ----------
    people : int
        People in the pool.
    seed : int
        Seed; equal seeds give equal cases.
    starts_on : date
        Date of the round.

    Returns
    -------
    Case
        One round, in which staying in the pool is lawful.
    """
    dice = Dice(f"{SHAPE}-{people}-{seed}")
    count = max(4, round(people * POSTS_PER_PERSON))
    fields = [f"bidang{n:03d}" for n in range(max(2, count // POSTS_PER_FIELD))]
    profiles = [dice.sample(SKILLS, SKILLS_ASKED) for _ in range(PROFILES)]
    units = [Unit(id=POOL, department=POOL, name="Cadangan")]
    posts = []
    for n in range(count):
        unit = n // POSTS_PER_UNIT
        if n % POSTS_PER_UNIT == 0:
            units.append(Unit(id=f"u{unit:04d}", department=f"d{unit // UNITS_PER_DEPARTMENT:03d}"))
        posts.append(_post(n, f"u{unit:04d}", dice.choice(fields), dice.choice(profiles), dice))
    persons = [_person(n, dice.choice(fields), starts_on, dice) for n in range(people)]
    for_whom = _by_field_and_rank(posts)
    wishes = {
        person.id: [
            post.id for post in dice.sample(for_whom[person.education_field, person.rank], MOST_WISHES)
        ]
        for person in persons
    }
    return Case(
        format="tuntas-case",
        version=1,
        name=f"{people} people, {SHAPE}, seed {seed}",
        note="Synthetic. No person in it exists.",
        horizon=Horizon(starts_on=starts_on, rounds=1),
        competencies=competencies(),
        units=units,
        posts=[*_pool(persons), *posts],
        persons=persons,
        settings=[
            Setting(
                rule="unit_turnover",
                valid_from=date(2017, 4, 7),
                parameters={"percent": 100},
                citation="Mobilisasi: seluruh cadangan dapat ditempatkan",
            )
        ],
        weights=WEIGHTS,
        preferences={key: wished for key, wished in wishes.items() if wished},
    )


def _by_field_and_rank(posts: list[Post]) -> defaultdict[tuple[str | None, str | None], list[Post]]:
    """Posts of each field by rank of those whom their grade suits."""
    found: defaultdict[tuple[str | None, str | None], list[Post]] = defaultdict(list)
    for post in posts:
        for rank in GRADES[post.functional_level or ""][2]:
            found[post.education_fields[0], rank].append(post)
    return found


def _grade(dice: Dice) -> str:
    return dice.weighted({grade: percent for grade, (percent, _, _) in GRADES.items()})


def _post(n: int, unit: str, field: str, skills: list[str], dice: Dice) -> Post:
    grade = _grade(dice)
    _, level, ranks = GRADES[grade]
    return Post(
        id=f"j{n:05d}",
        unit=unit,
        kind="FUNCTIONAL_EXPERT",
        functional_level=grade,
        title=f"Jabatan {n + 1}",
        education_fields=[field],
        rank_min=ranks[0],
        rank_max=ranks[-1],
        standard=dict.fromkeys(skills, level),
    )


def _person(n: int, field: str, starts_on: date, dice: Dice) -> Person:
    grade = _grade(dice)
    _, level, ranks = GRADES[grade]
    skilled = dice.sample(SKILLS, dice.between(*SKILLS_KNOWN))
    born = add_months(starts_on, -12 * dice.between(28, 52) - dice.between(0, 11))
    return Person(
        id=f"p{n:05d}",
        post=_pool_key(grade),
        post_since=add_months(starts_on, -dice.between(24, 54)),
        rank=dice.choice(ranks),
        education=dice.weighted({"S1": 70, "S2": 30}),
        education_field=field,
        born=f"{born.year:04d}-{born.month:02d}",
        levels={skill: min(5, max(1, level + dice.between(-2, 1))) for skill in sorted(skilled)},
        ratings=[
            Rating(year=starts_on.year - back, predicate=dice.weighted(PREDICATES))  # type: ignore[arg-type]  # a known word
            for back in (2, 1)
        ],
        experience={"STAFF": dice.between(36, 90), "SUPERVISOR": dice.between(0, 60)},
    )


def _pool_key(grade: str) -> str:
    return f"{POOL}-{list(GRADES).index(grade) + 1}"


def _pool(persons: list[Person]) -> list[Post]:
    """Posts of those who wait; they are closed, so that leaving one empty costs nothing."""
    return [
        Post(
            id=_pool_key(grade),
            unit=POOL,
            kind="FUNCTIONAL_EXPERT",
            functional_level=grade,
            title=f"Cadangan {grade}",
            formation=sum(person.post == _pool_key(grade) for person in persons),
            open=False,
        )
        for grade in GRADES
    ]
