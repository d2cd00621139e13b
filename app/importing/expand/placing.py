"""Unit and post of a roster row: found by code or name, taken from the nearest name, or made anew."""

from collections import Counter

from app.importing.expand.ground import Ground, Row
from app.importing.names import comparable, made_code, unit_kind
from app.importing.outcome import TableOutcome
from app.importing.values import Scalar
from app.importing.values.posts import family_of, kind_from, level_in
from app.importing.values.rank import RANKS

LEVEL_BY_RANK = (
    ("Ahli Pertama", "III/a", "III/b"),
    ("Ahli Muda", "III/c", "III/d"),
    ("Ahli Madya", "IV/a", "IV/c"),
    ("Ahli Utama", "IV/d", "IV/e"),
)


def unit_name(cells: Row) -> Scalar:
    """Return the name of the deepest unit that a row names."""
    levels = (cells.get(name) for name in ("unit_4", "unit_3", "unit_2", "unit_name"))
    return next((name for name in levels if name is not None), None)


class Placing:
    """Places the rows of one roster; new units and posts are added to the difference on the way."""

    def __init__(self, ground: Ground, place: TableOutcome, rows: list[tuple[int, Row]]) -> None:
        self.ground = ground
        self.place = place
        self.holders: Counter[str] = Counter()
        self.first_row: dict[str, int] = {}
        self._made_posts: set[str] = set()
        self._departments: dict[Scalar, str | None] = {}
        self._titles: dict[tuple[str | None, str], list[str]] | None = None
        self._count = Counter((unit_name(cells), cells.get("post_title")) for _, cells in rows)

    def find(self, number: int, cells: Row) -> tuple[str | None, str | None]:
        """Return the codes of unit and post of a row."""
        unit = self._unit(number, cells)
        if unit is None:
            self.ground.outcome.report(self.place, number, "unit_name", "unit_missing", "")
            return None, None
        post = self._post(number, cells, unit)
        if post is not None:
            self.holders[post] += 1
            self.first_row.setdefault(post, number)
            # Whoever holds a post of a deeper unit serves there, whatever unit the row names.
            unit = str(self.ground.posts.by_code[post]["unit"])
        return unit, post

    def _unit(self, number: int, cells: Row) -> str | None:
        units = self.ground.units
        code = cells.get("unit_code")
        if code is not None and str(code) in units.by_code:
            return str(code)
        department = self._department(number, cells)
        name = unit_name(cells)
        if name is None:
            return department
        exact = units.exact(str(name), department)
        if exact is None and department is None:
            exact = units.exact(str(name))
        if exact is not None:
            return exact
        near = units.near(str(name), department) if self.ground.had_units else None
        if near is not None:
            self._report(number, "unit_name", "unit_matched", name, cells, near=units.name(near))
            return near
        return self._make_unit(number, str(name), department, cells)

    def _department(self, number: int, cells: Row) -> str | None:
        name = cells.get("department_name")
        if name is None:
            return None
        units = self.ground.units
        if name not in self._departments:
            self._departments[name] = units.exact(str(name))
        found = self._departments[name]
        if found is not None:
            return found
        near = units.near(str(name), None, departments_only=True) if self.ground.had_units else None
        if near is not None:
            self._report(number, "department_name", "unit_matched", name, cells, near=units.name(near))
            return near
        made = self._make_unit(number, str(name), None, cells)
        self._departments[name] = made
        return made

    def _make_unit(self, number: int, name: str, department: str | None, cells: Row) -> str:
        text = name.title() if name.isupper() else name
        code = made_code("U", department or "", text)
        values: Row = {
            "code": code,
            "name": text,
            "kind": unit_kind(text),
            "parent": department,
            "department": department or code,
            "is_department": department is None,
            "position": len(self.ground.units.by_code) + 1,
            "active": True,
        }
        if code not in self.ground.units.by_code:
            self.ground.difference.add("unit", values)
            self.ground.units.add(values)
        if self.ground.had_units:
            self._report(number, "unit_name", "unit_created", name, cells)
        return code

    def _post(self, number: int, cells: Row, unit: str) -> str | None:
        posts = self.ground.posts
        code, title = cells.get("post_code"), cells.get("post_title")
        if code is not None and str(code) in posts.by_code:
            return str(code)
        if title is None:
            return None
        level = cells.get("functional_level")
        text = str(title)
        exact = posts.exact(unit, text, None if level is None else str(level))
        if exact is not None:
            return exact
        if unit_name(cells) is None:
            inside = self._inside_department(unit, text, cells)
            if inside is not None:
                return inside
        possible = posts.without_level(unit, text) if level is None else []
        if possible:
            near = self._by_rank(possible, cells)
            shown = str(posts.by_code[near].get("functional_level"))
            count = str(len(possible))
            self._report(number, "post_title", "post_level_guessed", title, cells, count=count, near=shown)
            return near
        return self._make_post(number, text, unit, cells)

    def _inside_department(self, department: str, title: str, cells: Row) -> str | None:
        # Lists such as the DUK name the department alone; the post lies in one of its units.
        if self._titles is None:
            self._titles = {}
            for code, values in self.ground.posts.by_code.items():
                owner = self.ground.units.department_of(str(values["unit"]))
                self._titles.setdefault((owner, comparable(str(values["title"]))), []).append(code)
        codes = self._titles.get((department, comparable(title)), [])
        present = self.ground.present.rows("person").get(str(cells["nip"]), {}).get("post")
        if present in codes:
            return str(present)
        return codes[0] if codes else None

    def _by_rank(self, possible: list[str], cells: Row) -> str:
        present = self.ground.present.rows("person").get(str(cells["nip"]), {}).get("post")
        if present in possible:
            return str(present)
        rank = cells.get("rank")
        if rank in RANKS:
            for level, lowest, highest in LEVEL_BY_RANK:
                if RANKS.index(lowest) <= RANKS.index(str(rank)) <= RANKS.index(highest):
                    for code in possible:
                        if self.ground.posts.by_code[code].get("functional_level") == level:
                            return code
        return possible[0]

    def _make_post(self, number: int, title: str, unit: str, cells: Row) -> str:
        level = cells.get("functional_level") or level_in(title)
        kind, echelon = cells.get("post_kind"), cells.get("echelon")
        exact_kind = kind_from(
            None if kind is None else str(kind),
            None if echelon is None else str(echelon),
            None if level is None else str(level),
            title,
        )
        shown = title.title() if title.isupper() else title
        if exact_kind is None:
            exact_kind = "STAFF"
            self._report(number, "post_kind", "post_kind_guessed", kind, cells, kind="pelaksana")
        code = made_code("J", unit, title)
        functional = exact_kind in ("FUNCTIONAL_EXPERT", "FUNCTIONAL_SKILLED")
        values: Row = {
            "code": code,
            "unit": unit,
            "title": shown,
            "kind": exact_kind,
            "echelon": None if functional else echelon,
            "functional_level": level if functional else None,
            "functional_family": family_of(shown) if functional else None,
            "formation": 0,
            "leads_unit": False,
            "high_risk": False,
            "active": True,
        }
        if code not in self.ground.posts.by_code:
            self.ground.difference.add("post", values)
            self.ground.posts.add(values)
            self._made_posts.add(code)
        if self.ground.had_posts:
            count = str(self._count[unit_name(cells), cells.get("post_title")])
            self._report(number, "post_title", "post_created", title, cells, count=count)
        return code

    def check_formation(self) -> None:
        """Give made posts the formation of their holders, and report posts held by more than it allows."""
        for code, count in self.holders.items():
            if code in self._made_posts:
                self.ground.difference.set("post", code, "formation", count)
                continue
            formation = self.ground.difference.value("post", code, "formation")
            if isinstance(formation, int) and count > formation:
                title = self.ground.posts.by_code[code]["title"]
                self.ground.outcome.report(
                    self.place, self.first_row[code], "post_title", "formation_exceeded", title,
                    self.ground.units.name(str(self.ground.posts.by_code[code]["unit"])),
                    holders=str(count), formation=str(formation),
                )  # fmt: skip

    def _report(self, number: int, field: str, code: str, raw: Scalar, cells: Row, **details: str) -> None:
        department = cells.get("department_name") or unit_name(cells)
        self.ground.outcome.report(self.place, number, field, code, raw, department, **details)
