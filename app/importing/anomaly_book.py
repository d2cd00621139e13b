"""The anomaly list as a workbook to send back to the departments: one sheet each, and one with all."""

from collections import defaultdict
from collections.abc import Sequence

from app.importing.anomalies import sentences
from app.importing.book import Book
from models import ImportAnomaly

HEADINGS = {
    "id": ("Tingkat", "Lembar", "Baris", "Kolom", "Isi sel", "Yang ditemukan", "Cara membetulkan",
    "Perangkat daerah"),
    "en": ("Severity", "Sheet", "Row", "Column", "Cell", "Found", "Cure", "Department"),
}  # fmt: skip
SEVERITIES = {
    "id": {"refused": "ditolak", "warning": "peringatan", "note": "catatan"},
    "en": {"refused": "refused", "warning": "warning", "note": "note"},
}
WITHOUT = {"id": "Tanpa perangkat daerah", "en": "Without department"}
ALL = {"id": "Semua", "en": "All"}


def anomaly_book(anomalies: Sequence[ImportAnomaly], language: str = "id") -> bytes:
    """Return the workbook; departments in the order of the alphabet."""
    lines = [_line(anomaly, language) for anomaly in anomalies]
    by_department: dict[str, list[list[object]]] = defaultdict(list)
    for line in lines:
        by_department[str(line[-1]) or WITHOUT[language]].append(line)
    book = Book()
    book.sheet(ALL[language], HEADINGS[language], lines)
    for department in sorted(by_department):
        book.sheet(department, HEADINGS[language], by_department[department])
    return book.bytes()


def _line(anomaly: ImportAnomaly, language: str) -> list[object]:
    words = sentences(anomaly.kind, anomaly.arguments, language, severity=anomaly.severity)
    return [
        SEVERITIES[language][anomaly.severity], anomaly.sheet, anomaly.row or "", anomaly.column,
            anomaly.raw or "",
        words.found, words.cure, anomaly.department or "",
    ]  # fmt: skip
