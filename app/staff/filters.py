"""What a list of people is narrowed by: read from the address, and written back into it.

The words of the address are Indonesian, like the addresses themselves. A word that is not known is left out,
so that an old link opens a wider list and never an error.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from app.web.i18n import mark

KINDS = {
    "jpt": ("SENIOR_EXECUTIVE",),
    "administrator": ("ADMINISTRATOR",),
    "pengawas": ("SUPERVISOR",),
    "manajerial": ("SENIOR_EXECUTIVE", "ADMINISTRATOR", "SUPERVISOR"),
    "keahlian": ("FUNCTIONAL_EXPERT",),
    "keterampilan": ("FUNCTIONAL_SKILLED",),
    "pelaksana": ("STAFF",),
}
KIND_NAMES = {
    "jpt": mark("Pimpinan tinggi pratama"),
    "administrator": mark("Administrator"),
    "pengawas": mark("Pengawas"),
    "manajerial": mark("Semua manajerial"),
    "keahlian": mark("Fungsional keahlian"),
    "keterampilan": mark("Fungsional keterampilan"),
    "pelaksana": mark("Pelaksana"),
}
STATUSES = {"pns": "PNS", "cpns": "CPNS", "pppk": "PPPK", "pppk-paruh-waktu": "PPPK_PART_TIME"}
STATUS_NAMES = {"pns": "PNS", "cpns": "CPNS", "pppk": "PPPK", "pppk-paruh-waktu": mark("PPPK paruh waktu")}
TIMES = {
    "lewat": mark("Melewati waktu terlama di jabatan"),
    "kurang": mark("Belum mencapai waktu tersingkat"),
    "genap-tersingkat": mark("Mencapai waktu tersingkat"),
    "genap-terlama": mark("Mencapai waktu terlama"),
    "pensiun": mark("Pensiun"),
    "kontrak": mark("Kontrak berakhir"),
}
ROLES = {"kunci": mark("Memegang peran kunci"), "sistem": mark("Bertugas pada sistem")}
ORDERS = ("nama", "jabatan", "unit", "sejak")

_NUMBER = re.compile(r"\d(?:[\s.\-'’]?\d){7,}")
LONGEST_WORDS = 80


@dataclass(frozen=True)
class StaffFilter:
    """One narrowed list; `since` and `until` bound the days of `time` where it has any."""

    text: str = ""
    department: str = ""
    unit: str = ""
    post: str = ""
    kind: str = ""
    status: str = ""
    time: str = ""
    since: date | None = None
    until: date | None = None
    role: str = ""
    below: str = ""

    def query(self, **changes: Any) -> str:
        """Write the filter as the query of an address."""
        changed = replace(self, **changes)
        words = {
            name: value.isoformat() if isinstance(value, date) else str(value)
            for field in fields(changed)
            if (value := getattr(changed, field.name)) != field.default
            for name in (WORDS[field.name],)
            if value not in ("", None)
        }
        return f"?{urlencode(words)}" if words else ""

    def href(self, **changes: Any) -> str:
        """Write the address of the list."""
        return f"/pegawai{self.query(**changes)}"


WORDS = {
    "text": "q",
    "department": "opd",
    "unit": "unit",
    "post": "jabatan",
    "kind": "jenis",
    "status": "status",
    "time": "waktu",
    "since": "dari",
    "until": "sampai",
    "role": "peran",
    "below": "kurang",
}


def holds_number(text: str) -> bool:
    """Tell whether a search holds so many digits in a row that it may be a NIP or a part of one."""
    return _NUMBER.search(text) is not None


def read_filter(query: Mapping[str, str]) -> StaffFilter:
    """Read a filter from an address."""

    def key(name: str) -> str:
        value = query.get(name, "")
        return value if re.fullmatch(r"[0-9A-Za-z_.\-]{1,40}", value) else ""

    def one_of(name: str, known: Mapping[str, Any]) -> str:
        value = query.get(name, "")
        return value if value in known else ""

    return StaffFilter(
        text=" ".join(query.get("q", "").split())[:LONGEST_WORDS],
        department=key("opd"),
        unit=key("unit"),
        post=key("jabatan"),
        kind=one_of("jenis", KINDS),
        status=one_of("status", STATUSES),
        time=one_of("waktu", TIMES),
        since=_day(query.get("dari", "")),
        until=_day(query.get("sampai", "")),
        role=one_of("peran", ROLES),
        below=key("kurang"),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
