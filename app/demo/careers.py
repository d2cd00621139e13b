"""What lies behind people: earlier posts, appraisals, sanctions, places in the talent map."""

from datetime import date, timedelta

from app.demo.dice import Dice, months_after
from app.demo.families import family as find_family
from app.demo.shape import Career, Person, Post

BEFORE = {
    "SENIOR_EXECUTIVE": ("ADMINISTRATOR", "ADMINISTRATOR", "SUPERVISOR", "STAFF"),
    "ADMINISTRATOR": ("SUPERVISOR", "SUPERVISOR", "STAFF"),
    "SUPERVISOR": ("STAFF", "STAFF"),
}
LEVEL_BEFORE = {
    "Ahli Madya": "Ahli Muda",
    "Ahli Muda": "Ahli Pertama",
    "Penyelia": "Mahir",
    "Mahir": "Terampil",
}
ROUTINE_MONTHS = (14, 44)
"""How long earlier posts lasted: routine rotation often came after little more than a year."""


class History:
    """Writes careers backwards from the present post."""

    def __init__(self, dice: Dice, posts: list[Post], as_of: date) -> None:
        self._dice = dice
        self._as_of = as_of
        self._by_kind: dict[str, list[Post]] = {}
        for post in posts:
            self._by_kind.setdefault(post.kind, []).append(post)

    def add(self, person: Person) -> None:
        """Give a person the present line and the earlier ones."""
        post = person.post
        person.career.append(
            Career(post.title, post.unit.name, post.kind, post.echelon, post.level, person.since, None,
                   self._decree(person.since))
        )  # fmt: skip
        if person.employment == "PPPK":
            return
        end = person.since - timedelta(days=1)
        for place, before in enumerate(self._earlier(person)):
            room = (end - person.start).days
            if room < 200:
                return
            months = self._dice.randint(*ROUTINE_MONTHS)
            # The first line of a career reaches back to the day of appointment.
            is_last = place == len(self._earlier(person)) - 1
            first = person.start if is_last else max(person.start, months_after(end, -months))
            person.career.append(
                Career(before.title, before.unit.name, before.kind, before.echelon, before.level, first, end,
                       self._decree(first))
            )  # fmt: skip
            end = first - timedelta(days=1)

    def _earlier(self, person: Person) -> list[Post]:
        post = person.post
        if post.kind in BEFORE:
            lines = []
            for kind in BEFORE[post.kind]:
                own = [one for one in self._by_kind[kind] if one.unit.department == post.unit.department]
                source = own if own and self._dice.share(0.45) else self._by_kind[kind]
                lines.append(self._dice.choice(source))
            return lines
        level = LEVEL_BEFORE.get(post.level)
        if level is not None:
            lower = Post(
                post.code, post.unit, f"{post.family} {level}", post.kind, level=level, family=post.family
            )
            return [lower]
        return [self._dice.choice(self._by_kind["STAFF"])] if self._dice.share(0.5) else []

    def _decree(self, day: date) -> str:
        return f"800.1.3.3/Kep.{self._dice.randint(1, 900)}-BKPSDM/{day.year}"


def add_performance(dice: Dice, person: Person, as_of: date) -> None:
    """Give a person the appraisals of the last years; the first places also those of two quarters."""
    quality = dice.random()
    high = person.post.kind in ("SENIOR_EXECUTIVE", "ADMINISTRATOR")
    years = range(as_of.year - (3 if high else 2), as_of.year)
    for year in years:
        if person.start <= date(year, 7, 1):
            person.predicates[year, "Tahunan"] = _expectations(dice, quality)
    if high:
        for period in ("Triwulan II", "Triwulan III"):
            person.predicates[as_of.year, period] = _expectations(dice, quality)


def _expectations(dice: Dice, quality: float) -> tuple[str, str]:
    above, meets, below = "Diatas Ekspektasi", "Sesuai Ekspektasi", "Dibawah Ekspektasi"
    if quality > 0.82:
        return dice.pick(((above, above), 0.7), ((above, meets), 0.2), ((meets, meets), 0.1))
    if quality < 0.03:
        return dice.pick(((below, meets), 0.6), ((meets, meets), 0.38), ((below, below), 0.02))
    return dice.pick(((meets, meets), 0.88), ((above, meets), 0.06), ((above, above), 0.06))


def add_levels(dice: Dice, person: Person) -> None:
    """Give a person competency levels around what the post asks for, some of them below it."""
    talent = dice.gauss(0, 0.5)
    for code, needed in person.post.standard.items():
        national = code.isupper()
        spread = dice.gauss(-0.35 + talent, 0.7 if national else 0.85)
        person.levels[code] = max(0 if not national else 1, min(5, round(needed + spread)))
    for code in _beside(dice, person):
        deep = {"Ahli Madya": 4, "Ahli Muda": 3, "Penyelia": 3}.get(person.post.level, 2)
        person.levels.setdefault(code, max(1, min(5, deep + dice.choice((-1, 0, 0, 1)))))


def _beside(dice: Dice, person: Person) -> list[str]:
    engineering = ("frontend_dev", "mobile_dev", "api_interop", "cloud_devops", "infra_network",
        "data_eng", "gis",
                   "ux_service_design", "requirements", "it_service_mgmt", "infosec", "privacy",
                   "testing")  # fmt: skip
    if person.post.family in ("Pranata Komputer", "Sandiman", "Statistisi", "Surveyor Pemetaan"):
        return dice.some(engineering, dice.randint(3, 6))
    family = find_family(person.post.family)
    if person.post.kind in ("ADMINISTRATOR", "SENIOR_EXECUTIVE", "SUPERVISOR") or family.needs[:1] == (
        "business_analysis",
    ):
        kinds = ("product_ownership", "business_analysis", "requirements", "project_mgmt",
            "change_mgmt_training",
                 "legal_drafting", "procurement_it")  # fmt: skip
        return dice.some(kinds, dice.randint(1, 3)) if dice.share(0.6) else []
    return (
        dice.some(("change_mgmt_training", "it_service_mgmt", "data_steward"), 1) if dice.share(0.06) else []
    )
