"""Checks of a roster row against its own NIP, and of rows against each other."""

from collections import defaultdict
from datetime import date

from app.importing.anomalies import severity_of
from app.importing.kinds.persons import NAME_WITH_NIP
from app.importing.parsed import Anomaly, Table
from app.importing.values import Scalar
from app.importing.values.nip import nip_facts

COMPARED_FIRST = ("post_title", "unit_name", "department_name", "rank", "post_since", "name")
"""Fields by which two rows of one NIP are told apart in the anomaly list, in this order."""
FIELD_WORDS = {
    "post_title": "jabatan", "unit_name": "unit", "department_name": "perangkat daerah", "rank": "golongan",
    "post_since": "TMT jabatan", "name": "nama",
}  # fmt: skip


def check_persons(table: Table) -> list[Anomaly]:
    """Check every row; duplicates are moved to the refused rows. Returns the anomalies."""
    place = {name: index + 1 for index, name in enumerate(table.fields)}
    heading = {column.field: column.heading for column in table.columns if column.field}
    report = _Report(table, place, heading)
    warned = set(table.warned)
    for row in table.rows:
        if _check_row(row, place, report):
            warned.add(int(row[0] or 0))
    _check_duplicates(table, place, report)
    warned.update(report.warned)
    kept = {row[0] for row in table.rows}
    table.warned = sorted(number for number in warned if number in kept)
    return report.anomalies


class _Report:
    def __init__(self, table: Table, place: dict[str, int], heading: dict[str, str]) -> None:
        self.table = table
        self.place = place
        self.heading = heading
        self.anomalies: list[Anomaly] = []
        self.warned: set[int] = set()

    def add(self, row: list[Scalar], field: str, code: str, raw: str, **details: str) -> bool:
        """Record one finding; return whether it is a warning."""
        department = ""
        for name in ("department_name", "unit_name"):
            if name in self.place and row[self.place[name]]:
                department = str(row[self.place[name]])
                break
        severity = severity_of(code)
        number = int(row[0] or 0)
        column = self.heading.get(field) or self.heading.get(NAME_WITH_NIP) or field
        self.anomalies.append(
            Anomaly(severity, code, self.table.sheet, number, column, raw, department, details)
        )
        if severity == "warning":
            self.warned.add(number)
        return severity == "warning"


def _check_row(row: list[Scalar], place: dict[str, int], report: _Report) -> bool:
    facts = nip_facts(str(row[place["nip"]]))
    warned = False
    if (index := place.get("sex")) and row[index] is not None:
        by_nip = "L" if facts.sex == "M" else "P"
        if row[index] != by_nip:
            warned |= report.add(row, "sex", "nip_sex", str(row[index]), by_nip=by_nip)
    if (
        (index := place.get("birth_date"))
        and row[index] is not None
        and row[index] != facts.birth.isoformat()
    ):
        shown, by_nip = _day(str(row[index])), facts.birth.strftime("%d-%m-%Y")
        warned |= report.add(row, "birth_date", "nip_birth_differs", shown, by_nip=by_nip)
    if (index := place.get("employment_kind")) and row[index] is not None:
        is_pppk = str(row[index]).startswith("PPPK")
        if is_pppk != facts.is_pppk:
            by_nip = "PPPK" if facts.is_pppk else "PNS"
            warned |= report.add(row, "employment_kind", "nip_kind", str(row[index]), kind=str(row[index]),
                                 by_nip=by_nip)  # fmt: skip
    if (index := place.get("service_start")) and row[index] is not None and facts.appointed_month is not None:
        by_nip = f"{facts.appointed_year}-{facts.appointed_month:02d}"
        if str(row[index])[:7] != by_nip:
            warned |= report.add(
                row, "service_start", "nip_start_differs", _day(str(row[index])), by_nip=by_nip
            )
    return warned


def _day(iso: str) -> str:
    return date.fromisoformat(iso).strftime("%d-%m-%Y")


def _check_duplicates(table: Table, place: dict[str, int], report: _Report) -> None:
    nip, name = place["nip"], place["name"]
    by_nip: dict[Scalar, list[list[Scalar]]] = defaultdict(list)
    by_person: dict[tuple[str, str], list[list[Scalar]]] = defaultdict(list)
    for row in table.rows:
        by_nip[row[nip]].append(row)
        by_person[str(row[nip])[:15], str(row[name]).casefold()].append(row)
    dropped: set[int] = set()
    for rows in by_nip.values():
        if len(rows) > 1:
            dropped |= _refuse_equal_nip(rows, place, report)
    for rows in by_person.values():
        if len({row[nip] for row in rows}) > 1:
            numbers = ", ".join(str(row[0]) for row in rows)
            for row in rows[1:]:
                report.add(row, "nip", "nip_similar", str(row[nip]), rows=numbers)
    for row in table.rows:
        if row[0] in dropped:
            table.refused[int(row[0] or 0)] = row[1:]
    if dropped:
        table.rows = [row for row in table.rows if row[0] not in dropped]


def _refuse_equal_nip(rows: list[list[Scalar]], place: dict[str, int], report: _Report) -> set[int]:
    first = rows[0]
    raw = str(first[place["nip"]])
    if all(row[1:] == first[1:] for row in rows):
        for row in rows[1:]:
            report.add(row, "nip", "row_repeated", raw, rows=str(first[0]))
        return {int(row[0] or 0) for row in rows[1:]}
    differing = next(
        (
            FIELD_WORDS[field]
            for field in COMPARED_FIRST
            if field in place and len({row[place[field]] for row in rows}) > 1
        ),
        "isi",
    )
    numbers = ", ".join(str(row[0]) for row in rows)
    for row in rows:
        report.add(row, "nip", "nip_duplicate", raw, count=str(len(rows)), what=differing, rows=numbers)
    return {int(row[0] or 0) for row in rows}
