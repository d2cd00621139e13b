"""Fill the post map with people whose employment, rank, age and service fit, as rosters show them."""

from datetime import date, timedelta

from app.demo.dice import Dice, first_of_month, months_after, years_before
from app.demo.families import family as find_family
from app.demo.names import make_name
from app.demo.shape import Person, Post
from app.importing.values.rank import RANKS

VACANT = {"SENIOR_EXECUTIVE": 0.08, "ADMINISTRATOR": 0.06, "SUPERVISOR": 0.07}
VACANT_OTHERWISE = 0.042
PPPK_LEVELS = ("Ahli Pertama", "Terampil", "Mahir")
MANY_PPPK = (
    "Guru Kelas",
    "Guru",
    "Perawat",
    "Bidan",
    "Dokter",
    "Nutrisionis",
    "Pranata Laboratorium Kesehatan",
)
PPPK_YEARS = ((2019, 0.1), (2021, 0.2), (2022, 0.3), (2023, 0.2), (2024, 0.15), (2025, 0.05))
PPPK_GRADE = {"S2": "X", "S1": "IX", "D4": "IX", "D3": "VII", "SMA": "V"}
ENTRY_RANK = {"SMA": "II/a", "D3": "II/c", "D4": "III/a", "S1": "III/a", "S2": "III/b"}
YEARS_PER_RANK = 3.8
RESHUFFLES = (
    (date(2026, 1, 15), 0.09), (date(2025, 6, 30), 0.3), (date(2024, 2, 29), 0.06), (date(2023, 9, 29), 0.13),
    (date(2023, 3, 6), 0.13), (date(2022, 6, 17), 0.1), (date(2021, 12, 30), 0.08), (date(2020, 1, 3), 0.07),
    (date(2018, 12, 28), 0.04),
)  # fmt: skip
"""Days on which officials were installed, with the share of present holders that began then."""
GENERAL_FIELDS = (
    "Administrasi Negara", "Ilmu Pemerintahan", "Manajemen", "Hukum", "Ekonomi Pembangunan", "Akuntansi",
    "Sosiologi",
    "Teknik Sipil",
)  # fmt: skip
TITLES = {
    "Administrasi Negara": "S.A.P.", "Ilmu Pemerintahan": "S.IP.", "Manajemen": "S.E.", "Hukum": "S.H.",
    "Ekonomi Pembangunan": "S.E.", "Akuntansi": "S.E.", "Sosiologi": "S.Sos.", "Teknik Sipil": "S.T.",
    "Ilmu Komputer": "S.Kom.", "Sistem Informasi": "S.Kom.", "Teknik Informatika": "S.Kom.",
}  # fmt: skip
MASTERS = ("M.Si.", "M.M.", "M.A.P.", "M.T.", "M.Kes.")


class Population:
    """Creates the holders of posts; NIPs never repeat."""

    def __init__(self, dice: Dice, as_of: date) -> None:
        self._dice = dice
        self._as_of = as_of
        self._sequence: dict[str, int] = {}

    def fill(self, posts: list[Post]) -> list[Person]:
        """Return the people who hold the posts; some places stay empty."""
        people: list[Person] = []
        for post in posts:
            vacancy = VACANT.get(post.kind, VACANT_OTHERWISE)
            people += [self._person(post) for _ in range(post.formation) if not self._dice.share(vacancy)]
        return people

    def _person(self, post: Post) -> Person:
        dice = self._dice
        sex = "P" if dice.share(self._women(post)) else "L"
        pppk = self._is_pppk(post)
        education = self._education(post, pppk=pppk)
        field, front, back = self._study(post, education)
        if pppk:
            birth, start, nip = self._contract_dates(sex)
            rank, rank_since = PPPK_GRADE[education], start
            since, installed = start, None
            end = date(
                start.year + 5 * (1 + (self._as_of.year - start.year) // 5), start.month, 1
            ) - timedelta(days=1)
            employment = "PPPK"
        else:
            rank = self._rank(post)
            birth, start = self._service(post, rank, education)
            nip = self._nip(birth, f"{start:%Y%m}", sex)
            rank_since = self._rank_since(start)
            since, installed = self._since(post, start)
            end, employment = None, "CPNS" if (self._as_of - start).days < 365 else "PNS"
        return Person(
            nip, make_name(dice, sex), front, back, sex, birth, employment, rank, rank_since, education,
                field, start,
            end, post, since, installed,
        )  # fmt: skip

    def beginner(self, post: Post, start: date) -> Person:
        """Return somebody on probation who begins in a post on a day."""
        dice = self._dice
        sex = "P" if dice.share(self._women(post)) else "L"
        education = self._education(post, pppk=True)
        field, front, back = self._study(post, education)
        birth = years_before(start, dice.uniform(22, 29))
        nip = self._nip(birth, f"{start:%Y%m}", sex)
        return Person(
            nip, make_name(dice, sex), front, back, sex, birth, "CPNS", ENTRY_RANK[education], start,
                education, field,
            start, None, post, start, None,
        )  # fmt: skip

    def _women(self, post: Post) -> float:
        if post.family in ("Bidan",):
            return 1.0
        if post.family in ("Guru Kelas", "Guru", "Perawat", "Apoteker", "Nutrisionis"):
            return 0.72
        if post.family in ("Polisi Pamong Praja", "Pemadam Kebakaran"):
            return 0.1
        return {"SENIOR_EXECUTIVE": 0.2, "ADMINISTRATOR": 0.33, "SUPERVISOR": 0.42}.get(post.kind, 0.5)

    def _is_pppk(self, post: Post) -> bool:
        if post.kind == "STAFF":
            return self._dice.share(0.42)
        if post.level in PPPK_LEVELS:
            return self._dice.share(0.6 if post.family in MANY_PPPK else 0.22)
        return False

    def _education(self, post: Post, *, pppk: bool) -> str:
        dice = self._dice
        if post.kind in ("SENIOR_EXECUTIVE", "ADMINISTRATOR"):
            return dice.pick(("S2", 0.66), ("S1", 0.34))
        if post.kind == "SUPERVISOR":
            return dice.pick(("S1", 0.72), ("S2", 0.2), ("D3", 0.08))
        if post.level == "Ahli Madya":
            return dice.pick(("S2", 0.5), ("S1", 0.5))
        if post.kind == "FUNCTIONAL_SKILLED" or post.education_min == "D3":
            return dice.pick(("D3", 0.88), ("S1", 0.12)) if not pppk else "D3"
        if post.education_min == "SMA":
            return dice.pick(("SMA", 0.72), ("D3", 0.08), ("S1", 0.2))
        return "S1" if pppk or dice.share(0.88) else "S2"

    def _study(self, post: Post, education: str) -> tuple[str, str, str]:
        dice = self._dice
        if education == "SMA":
            return dice.choice(("IPA", "IPS", "Akuntansi", "Teknik Komputer dan Jaringan")), "", ""
        family = find_family(post.family) if post.family else None
        if family is not None and post.kind.startswith("FUNCTIONAL"):
            fields, front, back = family.fields, family.front, family.back
        else:
            fields, front, back = GENERAL_FIELDS, "", ""
        if "domain" not in "".join(post.standard) and dice.share(0.1) and family is None:
            fields = ("Sistem Informasi", "Teknik Informatika")
        field = dice.choice(fields)
        back = TITLES.get(field, back)
        if education == "D3":
            return field, "", "A.Md."
        if education == "S2":
            master = (
                "M.Pd." if "Pendidikan" in field else "M.Kom." if back == "S.Kom." else dice.choice(MASTERS)
            )
            back = f"{back}, {master}" if back else master
        return field, front, back

    def _rank(self, post: Post) -> str:
        lowest, highest = RANKS.index(post.rank_min), RANKS.index(post.rank_max)
        # Some hold a rank below the band of their echelon: older rules tolerated one step.
        if post.kind in ("ADMINISTRATOR", "SUPERVISOR") and self._dice.share(0.03):
            return RANKS[lowest - 1]
        return RANKS[self._dice.randint(lowest, highest)]

    def _service(self, post: Post, rank: str, education: str) -> tuple[date, date]:
        dice = self._dice
        steps = max(0, RANKS.index(rank) - RANKS.index(ENTRY_RANK[education]))
        years = steps * YEARS_PER_RANK + dice.uniform(0.4, 4.2)
        if rank == post.rank_max and dice.share(0.55):
            # Whoever has reached the top rank of a post may stay there for long.
            years += dice.uniform(0, 11)
        entry_age = dice.triangular(22, 36, 26) if education != "SMA" else dice.triangular(19, 36, 24)
        retires = (
            60
            if post.kind == "SENIOR_EXECUTIVE" or "Guru" in post.family or post.level == "Ahli Madya"
            else 58
        )
        age = entry_age + years
        if dice.share(0.13) and RANKS.index(rank) >= RANKS.index("III/b"):
            age = retires - dice.uniform(0.05, 2.2)
            years = min(age - 20, max(years, age - 31))
        age = min(age, retires - dice.uniform(0.05, 1.5))
        years = min(years, age - 18.5)
        birth = years_before(self._as_of, age) + timedelta(days=dice.randint(-20, 20))
        start = first_of_month(years_before(self._as_of, years))
        month = dice.choice((1, 2, 3, 4, 12)) if years > 1.2 else start.month
        return birth, min(date(start.year, month, 1), months_after(self._as_of, -1))

    def _contract_dates(self, sex: str) -> tuple[date, date, str]:
        year = self._dice.pick(*PPPK_YEARS)
        start = date(year, self._dice.choice((2, 3, 4, 7)), 1)
        birth = years_before(start, self._dice.triangular(23, 50, 33))
        return birth, start, self._nip(birth, f"{year}21", sex)

    def _nip(self, birth: date, appointed: str, sex: str) -> str:
        stem = f"{birth:%Y%m%d}{appointed}{'1' if sex == 'L' else '2'}"
        self._sequence[stem] = self._sequence.get(stem, 0) + 1
        return f"{stem}{self._sequence[stem]:03d}"

    def _rank_since(self, start: date) -> date:
        back = self._dice.randint(0, 8)
        day = months_after(date(self._as_of.year, 10, 1), -6 * back)
        return max(day if day <= self._as_of else date(self._as_of.year, 4, 1), start)

    def _since(self, post: Post, start: date) -> tuple[date, date | None]:
        dice = self._dice
        if post.kind in ("SENIOR_EXECUTIVE", "ADMINISTRATOR", "SUPERVISOR"):
            day = dice.pick(*RESHUFFLES)
            day = min(max(day, months_after(start, 30)), years_before(self._as_of, 0.15))
            return day, day
        years = dice.pick((dice.uniform(0.2, 2), 0.3), (dice.uniform(2, 5), 0.4), (dice.uniform(5, 11), 0.3))
        day = first_of_month(years_before(self._as_of, years))
        return max(day, start), None
