"""The people of a synthetic government: who holds which post since when, with what rank and skills."""

from datetime import date

from optimizer.calendar import add_months
from optimizer.case import Gain, Person, Post, Rating, Sanction
from optimizer.generate.city import City
from optimizer.generate.dice import Dice
from optimizer.generate.dictionary import MANAGERIAL, SKILLS
from optimizer.levels import STEPS, step_of

RANKS_OF_POST = {
    "II.b": ("IV/b", "IV/c"),
    "III.a": ("IV/a", "IV/b"),
    "III.b": ("III/d", "IV/a"),
    "IV.a": ("III/c", "III/d"),
    "Ahli Madya": ("IV/a", "IV/b", "IV/c"),
    "Ahli Muda": ("III/c", "III/d"),
    "Ahli Pertama": ("III/a", "III/b"),
    "Mahir": ("III/a", "III/b"),
    "Terampil": ("II/c", "II/d"),
    "STAFF": ("II/c", "II/d", "III/a", "III/b", "III/c", "III/d"),
}
AGE_OF_STEP = {0: (24, 57), 1: (34, 57), 2: (40, 57), 3: (45, 59)}
TALENT_PERCENT = 15
PREDICATES = {"sangat_baik": 18, "baik": 76, "butuh_perbaikan": 5, "kurang": 1}


def hold_places(city: City, people: int, dice: Dice) -> list[Post]:
    """
    Choose which places are held: all but a random part, heads rather than not.

    Parameters
    ----------
    city : City
        Units and posts.
    people : int
        People to place.
    dice : Dice
        Chance.

    Returns
    -------
    list of Post, length ``people``
        The post of each person, in the order of posts.
    """
    places = [(j, post) for j, post in enumerate(city.posts) for _ in range(post.formation)]
    order = dice.shuffled(range(len(places)))
    held = sorted(order[:people])
    return [places[n][1] for n in held]


def _tenure_months(dice: Dice, due_percent: float, horizon_months: int) -> int:
    """Draw months in post at the start; people who are due pass 60 months before the horizon ends."""
    if dice.chance(due_percent):
        return dice.between(max(24, 60 - horizon_months), 78)
    return dice.between(1, 40)


def _levels(post: Post, dice: Dice) -> dict[str, int]:
    # Some people are ready for the step above: without them no senior post could be filled from below.
    talent = 1 if dice.chance(TALENT_PERCENT) else 0
    levels = {}
    for competency, need in post.standard.items():
        levels[competency] = min(5, max(0, need + talent + dice.weighted({-2: 5, -1: 25, 0: 45, 1: 25})))
    if talent:
        for competency in (*MANAGERIAL, "PRB"):
            levels.setdefault(competency, min(5, max(post.standard.values(), default=1) + talent))
    for competency in dice.sample(tuple(MANAGERIAL), 3):
        levels.setdefault(competency, dice.between(1, 3))
    for competency in dice.sample(SKILLS, dice.between(2, 6)):
        levels.setdefault(competency, dice.between(1, 4))
    return {key: level for key, level in sorted(levels.items()) if level}


def _gains(levels: dict[str, int], rounds: int, dice: Dice) -> list[Gain]:
    if rounds < 2 or not dice.chance(35):
        return []
    wanted = dice.sample(sorted(levels), dice.between(1, 2))
    return [
        Gain(competency=competency, round=dice.between(1, rounds - 1), level=min(5, levels[competency] + 1))
        for competency in wanted
        if levels[competency] < 5
    ]


def _employment(post: Post, dice: Dice) -> str:
    if step_of(post.kind, post.functional_level) > 0 or post.kind in STEPS[1:]:
        return "PNS"
    return dice.weighted({"PNS": 70, "PPPK": 24, "CPNS": 3, "PPPK_PART_TIME": 3})


def person(n: int, post: Post, starts_on: date, rounds: int, round_months: int, city: City) -> Person:
    """
    Make the holder of a post.

    Parameters
    ----------
    n : int
        Number of the person.
    post : Post
        Post held.
    starts_on : date
        Date of round 0.
    rounds, round_months : int
        Horizon.
    city : City
        The government; gives chance and shape.

    Returns
    -------
    Person
        With a lawful present for the most part, and some dirt in rank and education.
    """
    dice, step = city.dice, step_of(post.kind, post.functional_level)
    horizon_months = rounds * round_months
    age = dice.between(*AGE_OF_STEP[step])
    months = min(_tenure_months(dice, city.shape.due_percent, horizon_months), (age - 22) * 12)
    employment = _employment(post, dice)
    is_contract = employment.startswith("PPPK")
    if employment != "PNS":
        months = min(months, 11 if employment == "CPNS" else 48)
    born = add_months(starts_on, -age * 12 - dice.between(0, 11))
    levels = _levels(post, dice)
    ranks = RANKS_OF_POST[post.functional_level or post.echelon or "STAFF"]
    degree = post.education_min or "SMA"
    if dice.chance(40):
        degree = {"SMA": "D3", "D3": "S1", "S1": "S2"}[degree]
    before = {STEPS[s]: dice.between(30, 90) for s in range(step)}
    if dice.chance(50):
        before[STEPS[step]] = dice.between(6, 60)
    return Person(
        id=f"p{n:05d}",
        post=post.id,
        post_since=add_months(starts_on, -months),
        employment=employment,  # type: ignore[arg-type]  # the words are those of EmploymentKind
        rank=None if is_contract else dice.choice(ranks),
        education=degree,
        born=f"{born.year:04d}-{born.month:02d}",
        contract_ends_on=add_months(starts_on, dice.between(3, 60)) if is_contract else None,
        movable=not dice.chance(1),
        levels=levels,
        gains=_gains(levels, rounds, dice),
        ratings=[
            Rating(year=starts_on.year - back, predicate=dice.weighted(PREDICATES))  # type: ignore[arg-type]  # a known word
            for back in (2, 1)
        ],
        sanctions=_sanctions(starts_on, dice),
        experience=before,
    )


def _sanctions(starts_on: date, dice: Dice) -> list[Sanction]:
    if not dice.chance(1.5):
        return []
    since = add_months(starts_on, -dice.between(1, 8))
    level = dice.weighted({"light": 5, "medium": 4, "heavy": 1})
    return [Sanction(level=level, since=since, until=add_months(since, 12))]  # type: ignore[arg-type]  # a known word
