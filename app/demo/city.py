"""The whole demo city, made from a seed and a date."""

from dataclasses import dataclass
from datetime import date

from app.demo import careers, training, work
from app.demo.dice import Dice, months_after
from app.demo.organisation import build
from app.demo.people import Population
from app.demo.shape import Person, Post, Role, System, Unit

SEED = 20261119
AS_OF = date(2026, 11, 19)

TALENT_BOXES = (
    (5, 0.36),
    (8, 0.16),
    (7, 0.14),
    (2, 0.1),
    (9, 0.07),
    (4, 0.06),
    (6, 0.05),
    (3, 0.04),
    (1, 0.02),
)

HoldLine = tuple[Person, System, Role, str, date, date, str]


@dataclass
class Sanction:
    """A disciplinary sanction."""

    person: Person
    level: str
    kind: str
    first: date
    last: date


@dataclass
class City:
    """Everything that the spreadsheets are written from."""

    seed: int
    as_of: date
    units: list[Unit]
    posts: list[Post]
    people: list[Person]
    systems: list[System]
    holds: list[HoldLine]
    sanctions: list[Sanction]
    courses: list[training.Course]
    attended: list[tuple[Person, training.Course, date]]
    relations: list[tuple[Person, Person, str]]


SANCTIONS = (
    ("Ringan", "Teguran tertulis", 0),
    ("Ringan", "Pernyataan tidak puas secara tertulis", 0),
    ("Sedang", "Pemotongan tunjangan kinerja 25 persen selama 6 bulan", 6),
    ("Sedang", "Pemotongan tunjangan kinerja 25 persen selama 12 bulan", 12),
    ("Berat", "Pembebasan dari jabatan menjadi jabatan pelaksana selama 12 bulan", 12),
)


def make_city(seed: int = SEED, as_of: date = AS_OF) -> City:
    """Return the city of a seed; equal arguments give equal cities."""
    dice = Dice(seed)
    tree, posts = build(dice)
    people = Population(dice, as_of).fill(posts.posts)
    history = careers.History(dice, posts.posts, as_of)
    for person in people:
        history.add(person)
        careers.add_performance(dice, person, as_of)
        careers.add_levels(dice, person)
    _talent(dice, people)
    _legal_status(dice, people)
    systems = work.Work(dice, [person for person in people if person.status == "Aktif"], as_of).systems()
    courses = training.catalogue(dice, as_of)
    return City(
        seed, as_of, tree.units, posts.posts, people, systems, work.holds(dice, systems, as_of),
        _sanctions(dice, people, as_of), courses, training.attended(dice, people, courses, as_of),
        _relations(dice, people),
    )  # fmt: skip


def _talent(dice: Dice, people: list[Person]) -> None:
    for person in people:
        if (
            person.post.kind in ("SENIOR_EXECUTIVE", "ADMINISTRATOR", "SUPERVISOR")
            or person.post.level == "Ahli Madya"
        ):
            person.talent_box = dice.pick(*TALENT_BOXES)


def _legal_status(dice: Dice, people: list[Person]) -> None:
    permanent = [
        person for person in people if person.employment == "PNS" and person.post.kind != "SENIOR_EXECUTIVE"
    ]
    for person in dice.some(permanent, 34):
        person.status = dice.pick(
            ("Tugas Belajar", 0.6), ("Cuti di Luar Tanggungan Negara", 0.3), ("Diperbantukan", 0.1)
        )


def _sanctions(dice: Dice, people: list[Person], as_of: date) -> list[Sanction]:
    lines = []
    for person in dice.some([person for person in people if person.employment == "PNS"], 18):
        level, kind, months = dice.choice(SANCTIONS)
        first = months_after(as_of, -dice.randint(1, 22))
        lines.append(Sanction(person, level, kind, first, months_after(first, max(1, months))))
    return lines


def _relations(dice: Dice, people: list[Person]) -> list[tuple[Person, Person, str]]:
    permanent = [person for person in people if person.employment == "PNS"]
    pairs = []
    for _ in range(12):
        one, other = dice.some(permanent, 2)
        if one.sex != other.sex:
            pairs.append((one, other, "Suami/Istri"))
    return pairs
