"""The training catalogue of the demo city, and the trainings that people attended."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from app.demo.catalogue import NATIONAL, TECHNICAL
from app.demo.dice import Dice
from app.demo.shape import Person

NATIONAL_NAMES = {
    "INT": "Integritas dalam Tugas", "KJS": "Kerja Sama Lintas Unit", "KOM": "Komunikasi yang Meyakinkan",
    "ORH": "Bekerja dengan Sasaran", "PPB": "Pelayanan Publik Prima",
    "PDO": "Membimbing dan Mengembangkan Diri",
    "MPB": "Mengelola Perubahan", "PKP": "Pengambilan Keputusan", "PRB": "Perekat Bangsa",
}  # fmt: skip
STEPS = ((0, 1, "Pengenalan", "online", 12), (1, 2, "Dasar", "online", 16), (2, 3, "Lanjutan", "blended", 32),
         (3, 4, "Mahir", "classroom", 40))  # fmt: skip
LEADERSHIP = (
    ("PKP", "Pelatihan Kepemimpinan Pengawas", 900, 8_500_000, {"PKP": (1, 2), "MPB": (1, 2), "PDO": (1, 2)}),
    ("PKA", "Pelatihan Kepemimpinan Administrator", 900, 14_500_000, {"PKP": (2, 3), "MPB": (2, 3),
        "PDO": (2, 3)}),
    ("PKN2", "Pelatihan Kepemimpinan Nasional Tingkat II", 923, 22_900_000, {"PKP": (3, 4), "MPB": (3, 4),
        "KOM": (3, 4)}),
)  # fmt: skip


@dataclass
class Course:
    """A course of the catalogue."""

    code: str
    name: str
    kind: str
    mode: str
    provider: str
    hours: int
    cost: int
    self_paced: bool
    duration_days: int
    lifts: dict[str, tuple[int, int]]
    prerequisites: list[str] = field(default_factory=list)
    sessions: list[tuple[date, date, int, int]] = field(default_factory=list)


def catalogue(dice: Dice, as_of: date) -> list[Course]:
    """Return the courses with their sessions of the coming fourteen months."""
    courses: list[Course] = []
    names = {**NATIONAL_NAMES, **{code: entry[0] for code, entry in TECHNICAL.items()}}
    for code, name in names.items():
        before = ""
        for low, high, word, mode, hours in STEPS:
            if code in NATIONAL and low == 0:
                continue
            short = f"{code.upper().replace('_', '-')}-{high}"
            free = mode == "online"
            course = Course(
                short, f"{name}: {word}", "ELEARN" if free else "TECH", mode,
                "BKPSDM Kota Wanasari" if not free else dice.choice(("ASN Berpijar", "Pusdiklat Digital",
                "LAN")),
                hours, 0 if free else hours * 75_000, free, 21 if free else 5, {code: (low, high)},
            )  # fmt: skip
            if before and high >= 3:
                course.prerequisites.append(before)
            if not free:
                course.sessions = _sessions(dice, as_of, 2, 5 if high == 3 else 8, 24)
            courses.append(course)
            before = short
    for code, name, hours, cost, lifts in LEADERSHIP:
        course = Course(code, name, code, "blended", "BPSDM Provinsi", hours, cost, False, 120, dict(lifts))
        course.sessions = _sessions(dice, as_of, 2, 130, 40)
        courses.append(course)
    courses.append(Course("MENTOR-OWNER", "Pendampingan pemilik produk", "MENTOR", "work", "Diskominfo",
        12, 0, True, 60,
                          {"product_ownership": (1, 2), "business_analysis": (1, 2)}))  # fmt: skip
    courses.append(Course("TIM-PRIORITAS", "Penugasan pada tim sistem prioritas", "TEAM", "work",
        "Diskominfo", 20, 0,
                          True, 120, {"api_interop": (1, 2), "testing": (1, 2)}))  # fmt: skip
    return courses


def _sessions(
    dice: Dice, as_of: date, count: int, days: int, seats: int
) -> list[tuple[date, date, int, int]]:
    found: list[tuple[date, date, int, int]] = []
    for number in range(count):
        day = as_of + timedelta(days=40 + number * 190 + dice.randint(0, 150))
        day += timedelta(days=(7 - day.weekday()) % 7)
        found.append((day, day + timedelta(days=days - 1), seats, dice.randint(0, seats // 3)))
    return found


def attended(
    dice: Dice, people: list[Person], courses: list[Course], as_of: date
) -> list[tuple[Person, Course, date]]:
    """Return trainings of the last three years: what lifts a level that the person has."""
    by_lift: dict[str, list[Course]] = {}
    for course in courses:
        for code in course.lifts:
            by_lift.setdefault(code, []).append(course)
    lines: list[tuple[Person, Course, date]] = []
    for person in people:
        if not dice.share(0.4):
            continue
        fitting = [
            course
            for code, level in person.levels.items()
            for course in by_lift.get(code, ())
            if course.lifts[code][1] == level and course.hours < 100
        ]
        for course in dice.some(fitting, dice.randint(1, 2)):
            first = max(person.start, date(as_of.year - 3, 1, 15))
            lines.append((person, course, dice.day(first, as_of - timedelta(days=20))))
    return lines
