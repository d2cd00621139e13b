"""
Read the rows below a heading: section rows, repeated headings and footers are told from rows of content.

A row keeps its number as the spreadsheet shows it, so that an anomaly can be found again.
"""

import re

from app.importing.anomalies import severity_of
from app.importing.cells import Cell, Sheet, as_text, is_blank, shown
from app.importing.headings import Heading
from app.importing.kinds import LEVEL_PREFIX, Field
from app.importing.kinds.persons import NAME_WITH_NIP
from app.importing.parsed import Anomaly, Table
from app.importing.values import Context, Flaw, Memory, Read, Scalar, flaw
from app.importing.values.nip import nip_inside, read_nip
from app.importing.values.text import read_level

FOOTER = re.compile(
    r"^(jumlah|total|sub ?total|keterangan|catatan|mengetahui|menyetujui|dibuat|dicetak|sumber|halaman|hal\.?"
    r"|nip[\s.:]|a\.?n\.?\s|ttd|plt\.?\s|kepala badan kepegawaian)"
    r"|^[A-Z][A-Za-z ]+,\s*\d{1,2}\s+[A-Za-z]+\s+\d{4}$",
    re.IGNORECASE,
)
SECTION_CELLS = 2
LEVEL_FIELD_READER = read_level


class TableReader:
    """Reads one table; call `read` once."""

    def __init__(self, sheet: Sheet, heading: Heading, context: Context) -> None:
        self.sheet = sheet
        self.heading = heading
        self.context = context
        self.anomalies: list[Anomaly] = []
        self.section = ""
        self._headings = {name: heading.columns[index].heading for index, name in heading.fields.items()}
        self._columns = self._prepare(heading, context)
        self._names = [name for _, name, _, _ in self._columns]
        self._required = [field.name for field in heading.kind.fields if field.required]
        self._keys = [index for index, name in heading.fields.items() if name in ("nip", NAME_WITH_NIP)]

    def _prepare(self, heading: Heading, context: Context) -> list[tuple[int, str, Field | None, Memory]]:
        columns: list[tuple[int, str, Field | None, Memory]] = []
        for index, name in sorted(heading.fields.items()):
            if name.startswith(LEVEL_PREFIX):
                columns.append((index, name, None, Memory(LEVEL_FIELD_READER, context)))
            else:
                field = heading.kind.field(name)
                columns.append((index, name, field, Memory(field.reader, context)))
        return columns

    def read(self) -> Table:
        """Return the table with its rows; anomalies are left in ``anomalies``."""
        kind = self.heading.kind
        fields = [name for name in self._names if name != NAME_WITH_NIP]
        if NAME_WITH_NIP in self._names:
            fields += [name for name in ("nip", "name") if name not in fields]
        uses_sections = kind.code == "persons" and "department_name" not in fields
        if uses_sections:
            fields.append("department_name")
        table = Table(
            kind=kind.code,
            sheet=self.sheet.name,
            heading_row=self.heading.last + 1,
            columns=self.heading.columns,
            fields=fields,
            rows=[],
            refused={},
            hidden=self.sheet.hidden,
        )
        content = list(self._content_rows(uses_sections))
        for number, cells, section in content:
            values, severity = self._row(number, cells, section, fields)
            if severity == "refused":
                table.refused[number] = values
            else:
                table.rows.append([number, *values])
                if severity == "warning":
                    table.warned.append(number)
        return table

    def _content_rows(self, uses_sections: bool) -> list[tuple[int, list[Cell], str]]:
        rows: list[tuple[int, list[Cell], str]] = []
        section = ""
        heading_cells = [as_text(cell) for cell in self.sheet.rows[self.heading.first]]
        after_content = False
        for index in range(self.heading.last + 1, len(self.sheet.rows)):
            cells = self.sheet.rows[index]
            filled = [(place, cell) for place, cell in enumerate(cells) if not is_blank(cell)]
            if not filled:
                continue
            known = [place for place, _ in filled if place in self.heading.fields]
            only_text = all(isinstance(cell, str) for _, cell in filled)
            first = as_text(filled[0][1])
            if len(filled) > 2 and [as_text(cell) for cell in cells] == heading_cells:
                continue
            if only_text and FOOTER.match(first) and len(known) <= SECTION_CELLS and not self._has_key(cells):
                after_content = True
                continue
            if after_content and len(filled) == SECTION_CELLS and not self._has_key(cells):
                # Two signatures side by side below a total.
                continue
            if len(filled) == 1 and only_text and not self._has_key(cells) and len(self.heading.fields) > 2:
                section = re.sub(r"^(?:[A-Z]|[IVXL]+|\d+)\s*[.)]\s*", "", first) if uses_sections else section
                continue
            after_content = False
            rows.append((index + 1, cells, section))
        return rows

    def _has_key(self, cells: list[Cell]) -> bool:
        return any(
            index < len(cells)
            and not is_blank(cells[index])
            and bool(re.search(r"\d{6}", shown(cells[index])))
            for index in self._keys
        )

    def _row(
        self, number: int, cells: list[Cell], section: str, fields: list[str]
    ) -> tuple[list[Scalar], str | None]:
        found: dict[str, Scalar] = {}
        flaws: list[tuple[str, Field | None, Cell, Flaw]] = []
        width = len(cells)
        for index, name, field, memory in self._columns:
            cell = cells[index] if index < width else None
            if name == NAME_WITH_NIP:
                self._split_name(cell, found, flaws, field)
                continue
            # A cell of an unusual type (a time, a duration) has no meaning in any column.
            value, problem = (
                memory(cell) if field is None or field.remembered else field.reader(cell, self.context)
            )
            found[name] = value
            if problem is not None:
                flaws.append((name, field, cell, problem))
        if section:
            found["department_name"] = found.get("department_name") or section
        flawed = {name for name, _, _, _ in flaws}
        flaws += [
            (name, self.heading.kind.field(name), None, flaw("value_missing"))
            for name in self._required
            if found.get(name) is None and name not in flawed
        ]
        worst = self._report(number, found, flaws) if flaws else None
        return [found.get(name) for name in fields], worst

    def _split_name(
        self,
        cell: Cell,
        found: dict[str, Scalar],
        flaws: list[tuple[str, Field | None, Cell, Flaw]],
        field: Field | None,
    ) -> None:
        split = nip_inside(shown(cell)) if not is_blank(cell) else None
        name, nip = split if split is not None else (as_text(cell), None)
        found["name"] = name.split("\n")[0].strip(" ,/") or None
        if found.get("nip") is None:
            read = read_nip(nip, self.context) if nip else Read(None, flaw("nip_empty"))
            found["nip"] = read.value
            if read.flaw is not None:
                flaws.append(("nip", self.heading.kind.field("nip"), cell, read.flaw))

    def _report(
        self, number: int, found: dict[str, Scalar], flaws: list[tuple[str, Field | None, Cell, Flaw]]
    ) -> str | None:
        worst: str | None = None
        department = found.get("department_name") or found.get("unit_name") or ""
        for name, field, cell, problem in flaws:
            severity = severity_of(problem.code, vital=field is not None and field.vital)
            raw = shown(cell)
            if problem.code == "nip_is_nik":
                # The number is a population number; it is named, and never kept.
                raw = f"{raw.strip()[:2]}…"
            heading = self._headings.get(name) or self._headings.get(NAME_WITH_NIP) or name
            self.anomalies.append(
                Anomaly(
                    severity, problem.code, self.sheet.name, number, heading, raw[:200], str(department),
                    dict(problem.details),
                )
            )  # fmt: skip
            if severity == "refused" or (severity == "warning" and worst is None):
                worst = severity
        return worst
