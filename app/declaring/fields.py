"""A draft as the fields of a form, and back: rows are numbered, and every fault stays with its field.

Names: `nama`, `tujuan`, …; `p0-nama`, `p0-k1`, `p0-l1` for the second need of the first role; `t0-…` for
milestones, `i0-…` for indicators. `n-p`, `n-t`, `n-i` say how many rows the page showed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from app.competencies.queries import Entry, nearest
from app.declaring.draft import (
    MOST_INDICATORS,
    MOST_MILESTONES,
    MOST_NEEDS,
    MOST_ROLES,
    IndicatorDraft,
    MilestoneDraft,
    RoleDraft,
    SystemDraft,
)
from app.web.forms import Form
from app.web.i18n import translate as _

BUILDERS = ("own", "mixed", "vendor")
STAGES = ("concept", "analysis", "build", "test", "rollout", "finished")
SUGGESTED = 3
MOST_PERCENT = 1000
SPARE_NEEDS = 1
"""Empty lines for a further need below those of a role."""
LIMITS = {"p": MOST_ROLES, "t": MOST_MILESTONES, "i": MOST_INDICATORS}
LONGEST_NAME = 120
EARLIEST = date(2000, 1, 1)
LATEST = date(2060, 12, 31)


def fields_of(draft: SystemDraft, entries: Collection[Entry]) -> dict[str, str]:
    """Write a draft into the fields of the form."""
    shown = {entry.code: entry.shown for entry in entries}
    found = {
        "nama": draft.name,
        "jenis": draft.kind,
        "unit": draft.unit_key,
        "tujuan": draft.purpose,
        "layanan": draft.service,
        "tahap": draft.stage,
        "pembangun": draft.built_by,
        "mulai": _day(draft.started_on),
        "target": _day(draft.planned_finish),
        "nilai": "" if draft.value_per_month is None else str(draft.value_per_month),
        "n-p": str(len(draft.roles)),
        "n-t": str(len(draft.milestones)),
        "n-i": str(len(draft.indicators)),
    }
    for place, role in enumerate(draft.roles):
        found |= {
            f"p{place}-key": role.key,
            f"p{place}-nama": role.name,
            f"p{place}-porsi": str(role.percent),
        }
        found |= {f"p{place}-belajar": ";".join(map(str, role.ramp))}
        found |= {f"p{place}-serah": str(role.handover_rounds)}
        if role.is_key:
            found[f"p{place}-kunci"] = "1"
        for row, (code, level) in enumerate(role.needs):
            found |= {f"p{place}-k{row}": shown.get(code, code), f"p{place}-l{row}": str(level)}
    for place, milestone in enumerate(draft.milestones):
        found |= {f"t{place}-nama": milestone.name, f"t{place}-rencana": _day(milestone.planned_on)}
        found |= {f"t{place}-tercapai": _day(milestone.actual_on)}
    for place, indicator in enumerate(draft.indicators):
        found |= {f"i{place}-nama": indicator.name, f"i{place}-satuan": indicator.unit}
        found |= {f"i{place}-arah": indicator.better, f"i{place}-target": _figure(indicator.target)}
        found |= {f"i{place}-asal": indicator.was}
    return found


def rows(form: Form, kind: str) -> int:
    """Return how many rows of a kind the page showed, within what one form takes."""
    typed = form.typed(f"n-{kind}", "0")
    return min(int(typed), LIMITS[kind]) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 0


def need_rows(form: Form, role: int) -> int:
    """Return how many lines for needs a role shows: those that are filled, and a spare one."""
    filled = [row for row in range(MOST_NEEDS) if form.typed(f"p{role}-k{row}").strip()]
    return min(max(filled, default=-1) + 1 + SPARE_NEEDS, MOST_NEEDS)


@dataclass
class Reading:
    """Reads one form; `suggested` holds, by field, the nearest entries for an unknown name."""

    form: Form
    entries: list[Entry]
    suggested: dict[str, tuple[Entry, ...]] = field(default_factory=dict)

    def system(self, kinds: Collection[str], units: Collection[str], *, values: bool) -> SystemDraft:
        """Read the whole form; faults stay in it. `values` tells whether the value to citizens may be set."""
        form = self.form
        started = form.day("mulai", required=False, earliest=EARLIEST, latest=LATEST)
        finish = form.day("target", earliest=EARLIEST, latest=LATEST)
        if started is not None and finish is not None and finish <= started:
            form.refuse("target", _("Target selesai harus sesudah mulai."))
        roles, gone = self._roles()
        if not roles:
            form.refuse("p0-nama", _("Sebutkan paling sedikit satu peran."))
        return SystemDraft(
            name=form.text("nama", longest=LONGEST_NAME),
            kind=form.choice("jenis", kinds),
            unit_key=form.choice("unit", units) if units else "",
            purpose=form.text("tujuan", longest=2000),
            service=form.text("layanan", required=False, longest=2000),
            stage=form.choice("tahap", STAGES),
            built_by=form.choice("pembangun", BUILDERS),
            started_on=started,
            planned_finish=finish or LATEST,
            value_per_month=form.integer("nilai", minimum=0, maximum=10_000) if values else None,
            roles=roles,
            gone_roles=gone,
            milestones=self._milestones(),
            indicators=self._indicators(),
        )

    def _roles(self) -> tuple[tuple[RoleDraft, ...], tuple[str, ...]]:
        form, found, gone = self.form, [], []
        names: dict[str, str] = {}
        for place in range(rows(form, "p")):
            start, key = f"p{place}", form.typed(f"p{place}-key")
            if form.flag(f"{start}-hapus"):
                gone += [key] if key else []
                continue
            needs = self._needs(start)
            if not key and not needs and not form.typed(f"{start}-nama").strip():
                continue
            name = form.text(f"{start}-nama", longest=LONGEST_NAME)
            self._once(f"{start}-nama", name, names)
            found.append(
                RoleDraft(
                    key=key,
                    name=name,
                    percent=form.integer(f"{start}-porsi", minimum=5, maximum=MOST_PERCENT),
                    is_key=form.flag(f"{start}-kunci"),
                    needs=needs,
                    ramp=_ramp(form.typed(f"{start}-belajar")),
                    handover_rounds=form.integer(
                        f"{start}-serah", minimum=0, maximum=12, required=False, otherwise=1
                    ),
                )
            )
        return tuple(found), tuple(gone)

    def _needs(self, start: str) -> tuple[tuple[str, int], ...]:
        found: dict[str, int] = {}
        for row in range(MOST_NEEDS):
            name = f"{start}-k{row}"
            if not self.form.typed(name).strip():
                continue
            entry = self._entry(name)
            level = int(self.form.choice(f"{start}-l{row}", ("1", "2", "3", "4", "5")) or 1)
            if entry is None:
                continue
            if entry.code in found:
                self.form.refuse(name, _("Kompetensi ini sudah disebut pada peran yang sama."))
            found[entry.code] = level
        return tuple(found.items())

    def _entry(self, name: str) -> Entry | None:
        """Find what a field names: an entry by its name or code, or the one picked among the nearest."""
        typed = self.form.text(name, longest=200)
        words = typed.casefold()
        for entry in self.entries:
            if words in {entry.name.casefold(), entry.name_en.casefold(), entry.code.casefold()}:
                return entry
        picked = self.form.typed(f"{name}-pilih")
        for entry in self.entries:
            if entry.code == picked:
                return entry
        self.suggested[name] = tuple(nearest(self.entries, typed, SUGGESTED))
        if self.suggested[name]:
            self.form.refuse(
                name, _("Tidak ada dalam katalog. Pilih yang terdekat di bawah, atau tulis kata lain.")
            )
        else:
            self.form.refuse(name, _("Tidak ada yang mirip dalam katalog kompetensi. Tulis kata lain."))
        return None

    def _milestones(self) -> tuple[MilestoneDraft, ...]:
        form, found = self.form, []
        names: dict[str, str] = {}
        for place in range(rows(form, "t")):
            start = f"t{place}"
            if not form.typed(f"{start}-nama").strip():
                continue
            name = form.text(f"{start}-nama", longest=LONGEST_NAME)
            self._once(f"{start}-nama", name, names)
            planned = form.day(f"{start}-rencana", earliest=EARLIEST, latest=LATEST)
            actual = form.day(f"{start}-tercapai", required=False, earliest=EARLIEST, latest=LATEST)
            found.append(MilestoneDraft(name, planned or LATEST, actual))
        return tuple(found)

    def _indicators(self) -> tuple[IndicatorDraft, ...]:
        form, found = self.form, []
        names: dict[str, str] = {}
        for place in range(rows(form, "i")):
            start = f"i{place}"
            if not form.typed(f"{start}-nama").strip():
                continue
            name = form.text(f"{start}-nama", longest=LONGEST_NAME)
            self._once(f"{start}-nama", name, names)
            found.append(
                IndicatorDraft(
                    name=name,
                    unit=form.text(f"{start}-satuan", longest=40),
                    better=form.choice(f"{start}-arah", ("up", "down")),
                    target=self._number(f"{start}-target"),
                    now=self._number(f"{start}-kini"),
                    was=form.typed(f"{start}-asal"),
                )
            )
        return tuple(found)

    def _number(self, name: str) -> float | None:
        """Take a figure as people write it: 12,5 or 12.5; a point before three digits parts thousands."""
        typed = self.form.typed(name).strip().replace("−", "-").replace(" ", "")
        if not typed:
            return None
        plain = typed.replace(".", "").replace(",", ".") if "," in typed else _without_thousands(typed)
        try:
            found = float(plain) if plain.isascii() else None
        except ValueError:
            found = None
        # `abs` also turns away infinity and what is no number at all.
        if found is None or not abs(found) < 1e12:
            self.form.refuse(name, _("Tulis angka, misalnya 12 atau 12,5."))
            return None
        return found

    def _once(self, name: str, text: str, names: dict[str, str]) -> None:
        """Refuse a name that an earlier row has."""
        if text and text.casefold() in names:
            self.form.refuse(name, _("Nama ini sudah dipakai pada baris lain."))
        names[text.casefold()] = name


def with_row(form: Form, kind: str) -> dict[str, str]:
    """Return the fields of a form with one more row of a kind, up to what one form takes."""
    return form.all_typed() | {f"n-{kind}": str(min(rows(form, kind) + 1, LIMITS[kind]))}


def labels(form: Form) -> Mapping[str, str]:
    """Name the fields for the list of faults on top of the page."""
    found = {
        "nama": _("Nama sistem"),
        "unit": _("Perangkat daerah"),
        "jenis": _("Jenis sistem"),
        "tujuan": _("Tujuan"),
        "layanan": _("Layanan bagi warga"),
        "tahap": _("Tahap#sistem"),
        "pembangun": _("Dibangun oleh"),
        "mulai": _("Mulai"),
        "target": _("Target selesai"),
        "nilai": _("Nilai bagi warga per bulan"),
    }
    titles = {"p": _("Peran"), "t": _("Tonggak"), "i": _("Indikator")}
    for name in form.faults:
        if name not in found:
            kind, place = name[0], name[1:].split("-")[0]
            row = form.typed(f"{kind}{place}-nama").strip() or str(int(place) + 1)
            found[name] = f"{titles[kind]} {row}"
    return found


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _figure(value: float | None) -> str:
    if value is None:
        return ""
    return str(int(value)) if value == int(value) else repr(value).replace(".", ",")


def _without_thousands(text: str) -> str:
    head, *groups = text.split(".")
    grouped = groups and head not in {"", "0", "-", "-0"} and all(len(group) == 3 for group in groups)
    return "".join([head, *groups]) if grouped else text


def _ramp(text: str) -> tuple[int, ...]:
    """Read a hidden field that the form only carries; what does not fit is left out."""
    parts = [part for part in text.split(";") if part.isascii() and part.isdigit()]
    return tuple(min(int(part), 100) for part in parts[:12])
