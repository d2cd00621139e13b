"""The post map: formation, rank band, education and competency standard of each post."""

from app.demo.catalogue import NATIONAL
from app.demo.dice import Dice
from app.demo.families import family as find_family
from app.demo.shape import Post, Unit

ECHELONS: dict[str, tuple[str, str, str, int, int, str]] = {
    "II.a": ("SENIOR_EXECUTIVE", "IV/c", "IV/d", 15, 4, "S1"),
    "II.b": ("SENIOR_EXECUTIVE", "IV/b", "IV/c", 14, 4, "S1"),
    "III.a": ("ADMINISTRATOR", "IV/a", "IV/b", 12, 3, "S1"),
    "III.b": ("ADMINISTRATOR", "III/d", "IV/a", 11, 3, "S1"),
    "IV.a": ("SUPERVISOR", "III/c", "III/d", 9, 2, "D3"),
    "IV.b": ("SUPERVISOR", "III/b", "III/c", 8, 2, "D3"),
}
"""Kind, rank band (PP 13/2002), job class, level of the national competencies, education (PP 11/2017)."""
LEVELS: dict[str, tuple[str, str, str, int, int, str]] = {
    "Ahli Madya": ("FUNCTIONAL_EXPERT", "IV/a", "IV/c", 11, 3, "S1"),
    "Ahli Muda": ("FUNCTIONAL_EXPERT", "III/c", "III/d", 9, 3, "S1"),
    "Ahli Pertama": ("FUNCTIONAL_EXPERT", "III/a", "III/b", 8, 2, "S1"),
    "Penyelia": ("FUNCTIONAL_SKILLED", "III/c", "III/d", 8, 2, "D3"),
    "Mahir": ("FUNCTIONAL_SKILLED", "III/a", "III/b", 7, 1, "D3"),
    "Terampil": ("FUNCTIONAL_SKILLED", "II/b", "II/d", 6, 1, "D3"),
}
STAFF_TITLES: tuple[tuple[str, str, str], ...] = (
    ("Penata Layanan Operasional", "S1", "III/a"),
    ("Pengolah Data dan Informasi", "D3", "II/c"),
    ("Pengadministrasi Perkantoran", "SMA", "II/a"),
    ("Operator Layanan Operasional", "SMA", "II/a"),
)
"""Title, education and lowest rank of staff posts after the new nomenclature."""
STAFF_TOP = {"S1": "III/d", "D3": "III/c", "SMA": "III/b"}
STAFF_CLASS = {"S1": 7, "D3": 6, "SMA": 5}


class PostMap:
    """Collects posts; the dice vary standards a little, as real ones vary."""

    def __init__(self, dice: Dice) -> None:
        self.posts: list[Post] = []
        self._dice = dice
        self._numbers: dict[str, int] = {}

    def managerial(
        self,
        unit: Unit,
        title: str,
        echelon: str,
        *,
        leads: bool = False,
        high_risk: bool = False,
        special: str = "",
        domain: str = "",
    ) -> None:
        """Add a managerial post of one holder."""
        kind, lowest, highest, job_class, level, education = ECHELONS[echelon]
        post = self._add(unit, title, kind, 1, lowest, highest, job_class, education)
        post.echelon, post.leads_unit, post.high_risk, post.special = echelon, leads, high_risk, special
        post.standard = self._national(level)
        if domain:
            post.standard[domain] = min(5, level)
        if kind != "SUPERVISOR":
            post.standard["project_mgmt"] = level - 1

    def functional(self, unit: Unit, name: str, count: int) -> None:
        """Add the posts of a functional family, spread over its levels."""
        family = find_family(name)
        for level, formation in _spread(count, skilled=family.skilled):
            kind, lowest, highest, job_class, national, education = LEVELS[level]
            post = self._add(unit, f"{name} {level}", kind, formation, lowest, highest, job_class, education)
            post.level, post.family = level, name
            post.education_fields = family.fields if kind == "FUNCTIONAL_EXPERT" else ()
            post.standard = self._national(national)
            depth = {
                "Ahli Madya": 4,
                "Ahli Muda": 3,
                "Ahli Pertama": 2,
                "Penyelia": 3,
                "Mahir": 2,
                "Terampil": 1,
            }[level]
            for place, competency in enumerate(family.needs):
                post.standard[competency] = max(1, depth - (place > 1))

    def staff(self, unit: Unit, count: int) -> None:
        """Add staff posts: small units get one title, large ones several."""
        titles = STAFF_TITLES if count >= 18 else STAFF_TITLES[1:3] if count >= 9 else STAFF_TITLES[2:3]
        shares = [count // len(titles)] * len(titles)
        shares[-1] += count - sum(shares)
        for (title, education, lowest), formation in zip(titles, shares, strict=True):
            if formation:
                post = self._add(
                    unit,
                    title,
                    "STAFF",
                    formation,
                    lowest,
                    STAFF_TOP[education],
                    STAFF_CLASS[education],
                    education,
                )
                post.standard = self._national(1)

    def _national(self, level: int) -> dict[str, int]:
        standard = dict.fromkeys(NATIONAL, level)
        for code in self._dice.some(NATIONAL, 2):
            standard[code] = max(1, min(5, level + self._dice.choice((-1, 1)) * (level > 1)))
        return standard

    def _add(
        self,
        unit: Unit,
        title: str,
        kind: str,
        formation: int,
        lowest: str,
        highest: str,
        job_class: int,
        education: str,
    ) -> Post:
        number = self._numbers[unit.code] = self._numbers.get(unit.code, 0) + 1
        post = Post(
            f"{unit.code}-{number:02d}", unit, title, kind, formation,
            job_class=job_class, rank_min=lowest, rank_max=highest, education_min=education,
        )  # fmt: skip
        self.posts.append(post)
        return post


def _spread(count: int, *, skilled: bool) -> list[tuple[str, int]]:
    if skilled and count >= 20:
        shares = {"Ahli Madya": 0.05, "Ahli Muda": 0.2, "Ahli Pertama": 0.3, "Mahir": 0.2, "Terampil": 0.25}
    elif skilled and count >= 8:
        shares = {"Ahli Muda": 0.25, "Ahli Pertama": 0.35, "Terampil": 0.4}
    elif skilled and count >= 4:
        shares = {"Ahli Pertama": 0.6, "Mahir": 0.4}
    elif count >= 14:
        shares = {"Ahli Madya": 0.14, "Ahli Muda": 0.36, "Ahli Pertama": 0.5}
    elif count >= 5:
        shares = {"Ahli Muda": 0.4, "Ahli Pertama": 0.6}
    else:
        shares = {"Ahli Muda" if count == 1 else "Ahli Pertama": 1.0}
    spread = [(level, round(count * share)) for level, share in shares.items()]
    spread = [(level, number) for level, number in spread if number]
    rest = count - sum(number for _, number in spread)
    if not spread:
        return [("Ahli Pertama", count)]
    level, number = spread[-1]
    spread[-1] = (level, max(1, number + rest))
    return spread
