"""Make small files for tests: tidy and dirty, with merged headings, hidden sheets and odd encodings."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter

SIASN = ("PNS ID", "NIP BARU", "NAMA", "TANGGAL LAHIR", "JENIS KELAMIN", "AGAMA", "NIK", "JENIS PEGAWAI NAMA",
         "GOL AKHIR NAMA", "TMT GOLONGAN", "JENIS JABATAN NAMA", "JABATAN NAMA", "TMT JABATAN", "UNOR NAMA",
         "UNOR INDUK NAMA", "KET. LAIN")  # fmt: skip


def nip(number: int, *, month: int = 4, sex: int = 1) -> str:
    """Return a valid NIP; different numbers give different people."""
    born = f"19{80 + number % 20}{1 + number % 12:02d}{1 + number % 28:02d}"
    return f"{born}2015{month:02d}{sex}{1 + number // 20 % 999:03d}"


def person(number: int, **cells: Any) -> list[Any]:
    """Return a tidy SIASN row; cells replace it by heading."""
    code = nip(number)
    row: dict[str, Any] = {
        "PNS ID": f"ID{number}", "NIP BARU": code, "NAMA": f"PEGAWAI {chr(65 + number % 26)}{number}",
        "TANGGAL LAHIR": f"{code[6:8]}-{code[4:6]}-{code[:4]}", "JENIS KELAMIN": "L", "AGAMA": "rahasia",
        "NIK": "3299000000000001", "JENIS PEGAWAI NAMA": "PNS", "GOL AKHIR NAMA": "III/c",
        "TMT GOLONGAN": "01-04-2023",
        "JENIS JABATAN NAMA": "Jabatan Fungsional", "JABATAN NAMA": "Pranata Komputer Ahli Muda",
        "TMT JABATAN": "01-01-2024", "UNOR NAMA": "Bidang Aplikasi",
        "UNOR INDUK NAMA": "Dinas Komunikasi dan Informatika", "KET. LAIN": "",
    }  # fmt: skip
    row.update({key.replace("_", " "): value for key, value in cells.items()})
    return [row[heading] for heading in SIASN]


def xlsx(path: Path, rows: Sequence[Sequence[Any]], *, sheet: str = "Data", **options: Any) -> Path:
    """Write rows as they are into one sheet."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False, **options})
    page = book.add_worksheet(sheet)
    for number, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                page.write_string(number, column, cell)
            elif cell is not None:
                page.write(number, column, cell)
    book.close()
    return path


def roster(path: Path, people: Sequence[Sequence[Any]], titles: Sequence[str] = ()) -> Path:
    """Write a SIASN roster, with title lines above the heading if wanted."""
    return xlsx(path, [*[[title] for title in titles], SIASN, *people])


def duk(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    """Write a DUK: merged headings in two rows, then a row of column numbers."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "DUK"
    sheet.append(["DAFTAR URUT KEPANGKATAN"])
    sheet.append(["Keadaan 19 November 2026"])
    sheet.append([])
    sheet.append(["No", "Nama / NIP", "Pangkat", None, "Jabatan", None, None, "Masa Kerja", None, "Ket."])
    sheet.append([None, None, "Gol/Ruang", "TMT", "Nama", "Eselon", "TMT", "Thn", "Bln", None])
    for cells in ("A4:A5", "B4:B5", "C4:D4", "E4:G4", "H4:I4", "J4:J5"):
        sheet.merge_cells(cells)
    sheet.append(list(range(1, 11)))
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path
