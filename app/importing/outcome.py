"""What became of each row of a file, and the anomalies that only the database could reveal."""

from collections import Counter, defaultdict

from app.importing.anomalies import severity_of
from app.importing.changes import CHANGED, NEW, UNTOUCHED
from app.importing.parsed import Anomaly, ParsedFile, Table
from app.importing.values import Scalar

ORDER = (UNTOUCHED, CHANGED, NEW)


class TableOutcome:
    """The states of the rows of one table."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.states: dict[int, str] = {}
        self.refused: set[int] = set(table.refused)
        self.warned: set[int] = set(table.warned)
        self.changed_fields: Counter[str] = Counter()

    def reach(self, row: int, state: str) -> None:
        """Raise the state of a row: new outweighs changed, changed outweighs untouched."""
        before = self.states.get(row, UNTOUCHED)
        self.states[row] = max(before, state, key=ORDER.index)

    def counts(self) -> dict[str, int]:
        """Return the counts; untouched, changed, new and refused add up to the rows."""
        written = Counter(state for row, state in self.states.items() if row not in self.refused)
        return {
            "rows": len(self.table),
            "untouched": written[UNTOUCHED],
            "changed": written[CHANGED],
            "new": written[NEW],
            "refused": len(self.refused),
            "warned": len(self.warned - self.refused),
        }


class Outcome:
    """The outcome of a whole file."""

    def __init__(self, parsed: ParsedFile) -> None:
        self.parsed = parsed
        self.tables = [TableOutcome(table) for table in parsed.tables]
        self.anomalies: list[Anomaly] = list(parsed.anomalies)
        self.by_department: Counter[str] = Counter()
        self._headings: dict[int, dict[str, str]] = {}

    def report(
        self,
        place: TableOutcome,
        row: int,
        field: str,
        code: str,
        raw: Scalar = "",
        department: Scalar = "",
        **details: str,
    ) -> None:
        """Add a finding; a refusing one takes the row out."""
        severity = severity_of(code)
        headings = self._headings.setdefault(
            id(place.table),
            {column.field: column.heading for column in place.table.columns if column.field},
        )
        self.anomalies.append(
            Anomaly(
                severity,
                code,
                place.table.sheet,
                row,
                headings.get(field, field),
                "" if raw is None else str(raw)[:200],
                "" if department is None else str(department),
                details,
            )
        )
        if severity == "refused":
            place.refused.add(row)
        elif severity == "warning":
            place.warned.add(row)

    def counts(self) -> dict[str, dict[str, int]]:
        """Return the counts of each kind of table; tables of one kind are added up."""
        totals: dict[str, Counter[str]] = defaultdict(Counter)
        for table in self.tables:
            totals[table.table.kind].update(table.counts())
        return {kind: dict(counts) for kind, counts in totals.items()}
