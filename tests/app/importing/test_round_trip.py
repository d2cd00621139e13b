"""What is exported comes back without a change, and no export carries a live formula."""

import io
from pathlib import Path

import openpyxl
import pytest
import python_calamine
from sqlalchemy import select

from app.importing import service
from app.importing.anomaly_book import anomaly_book
from app.importing.book import Book
from app.importing.export import export_book
from models import ImportAnomaly
from tests.app.importing.conftest import batch_of, findings
from tests.app.importing.files import nip, person, roster, xlsx

OPENINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\x00=", "'=", "{=")
COMMANDS = ("1+1", 'HYPERLINK("http://x";"y")', "cmd|' /C calc'!A0", "SUM(A1:A9)", "https://x.example")


def test_an_export_read_back_changes_nothing(office, load, tmp_path):
    load(office, roster(tmp_path / "a.xlsx", [person(k) for k in range(13)]))
    load(office, roster(tmp_path / "b.xlsx", [person(k) for k in range(12)]))
    tables = [
        [["NIP", "TAHUN", "HASIL KERJA", "PERILAKU KERJA"], [nip(1), 2025, "Diatas Ekspektasi",
            "Sesuai Ekspektasi"]],
        [["NIP", "TINGKAT HUKUMAN", "JENIS HUKUMAN", "TMT HUKUMAN", "SAMPAI"],
         [nip(2), "Sedang", "Pemotongan tunjangan", "01-02-2026", "01-08-2026"]],
        [["NIP", "TANGGAL ASESMEN", "Integritas", "Kerja sama", "Komunikasi"], [nip(3), "01-03-2026", 3,
            2, 4]],
        [["KODE SISTEM", "NAMA SISTEM", "PERANGKAT DAERAH", "TAHAP", "TARGET SELESAI"],
         ["LAPOR", "Lapor Warga", "Diskominfo", "Uji coba", "01-12-2027"]],
        [["KODE SISTEM", "KODE PERAN", "NAMA PERAN", "PERAN KUNCI", "MASA BELAJAR"],
         ["LAPOR", "lead", "Pimpinan teknis", "ya", "40;70"]],
        [["NIP", "KODE SISTEM", "KODE PERAN", "SEJAK", "PORSI"], [nip(3), "LAPOR", "lead", "01-01-2025", 60]],
        [["NIP", "KODE SISTEM", "KODE PERAN", "ALASAN", "MULAI", "SAMPAI"],
         [nip(3), "LAPOR", "lead", "=satu-satunya", "01-01-2026", "01-01-2027"]],
        [["KODE PELATIHAN", "NAMA PELATIHAN", "CARA", "JP", "PRASYARAT"],
         ["A", "Dasar", "Daring", 16, ""], ["B", "Lanjutan", "Klasikal", 32, "A"]],
    ]  # fmt: skip
    for number, rows in enumerate(tables):
        load(office, xlsx(tmp_path / f"t{number}.xlsx", rows))
    path = Path(tmp_path / "export.xlsx")
    with office.read() as db:
        path.write_bytes(export_book(db))
    key = load(office, path, write=False)
    assert len(service.unpacked(batch_of(office, key).staged)) == 0
    assert [finding for finding in findings(office, key) if finding[0] == "refused"] == []
    for counts in batch_of(office, key).counts["kinds"].values():
        assert counts["untouched"] == counts["rows"]


@pytest.mark.parametrize("opening", OPENINGS)
def test_no_export_holds_a_live_formula(opening):
    book = Book()
    texts = [opening + command for command in COMMANDS]
    book.sheet("Data =1+1", ["=judul", "angka"], [[text, -5] for text in texts])
    body = book.bytes()
    sheet = openpyxl.load_workbook(io.BytesIO(body)).active
    assert sheet is not None
    for row in sheet.iter_rows():
        for cell in row:
            assert cell.data_type != "f"
            assert cell.hyperlink is None
    assert sheet["B2"].value == -5
    second = (
        python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()
    )
    assert [row[0] for row in second[1:]] == [
        text.translate({0: None}).replace("\r", "\n") for text in texts
    ] or [row[0] for row in second[1:]] == [text.translate({0: None, 13: None}) for text in texts]
    assert all(row[1] == -5 for row in second[1:])


def test_the_anomaly_list_has_a_sheet_for_each_department(office, load, tmp_path):
    rows = [
        person(1, NIP_BARU="=1+1"),
        person(2, TMT_JABATAN="01-01-0001"),
        person(3, UNOR_INDUK_NAMA="Dinas Kesehatan", TMT_JABATAN="31-06-2025", UNOR_NAMA=""),
    ]
    load(office, roster(tmp_path / "a.xlsx", rows), write=False)
    with office.read() as db:
        body = anomaly_book(db.scalars(select(ImportAnomaly)).all())
    book = openpyxl.load_workbook(io.BytesIO(body))
    assert book.sheetnames == ["Semua", "Dinas Kesehatan", "Dinas Komunikasi dan Informatik"]
    line = [cell.value for cell in book["Dinas Kesehatan"][2]]
    assert line[:6] == ["ditolak", "Data", 4, "TMT JABATAN", "31-06-2025", "Tanggal tidak ada"]
