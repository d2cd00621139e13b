"""What is let in: judged by content, and a bomb is refused before it is unpacked."""

import zipfile
from contextlib import suppress
from dataclasses import replace

import pytest

from app.importing.gate import inspect
from app.importing.limits import DEFAULT
from app.importing.refusal import SENTENCES, FileRefused
from app.importing.workbook import read_workbook
from tests.app.importing.files import nip, person, roster, xlsx

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refused(path, limits=DEFAULT):
    with pytest.raises(FileRefused) as caught:
        inspect(path, limits)
    return caught.value.code


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 ...", "other_type"),
        (b"\x89PNG\r\n\x1a\n", "other_type"),
        (b"\xff\xd8\xff\xe0JFIF", "other_type"),
        (b"Rar!\x1a\x07", "other_type"),
        (b"MZ\x90\x00", "other_type"),
        (b"<html><table><tr><td>NIP</td></tr></table>", "other_type"),
        (b"<?xml version='1.0'?><Workbook/>", "other_type"),
        (bytes(range(256)) * 16, "other_type"),
        (OLE + b"\x00" * 500 + "Workbook".encode("utf-16-le"), "xls"),
        (OLE + b"\x00" * 500 + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\x09\x08\x10\x00" + b"\x00" * 100, "xls"),
        (b"PK\x03\x04 this is no archive", "damaged"),
    ],
)
def test_a_file_that_is_no_table_is_refused_by_its_content(tmp_path, body, code):
    path = tmp_path / "roster.xlsx"
    path.write_bytes(body)
    assert refused(path) == code


def test_the_name_of_a_file_does_not_matter(tmp_path):
    book = roster(tmp_path / "a.xlsx", [person(1)]).rename(tmp_path / "roster.pdf")
    assert inspect(book) == "xlsx"
    text = tmp_path / "roster.xlsx"
    text.write_text(f"NIP;NAMA\n{nip(1)};Ani\n")
    assert inspect(text) == "csv"


@pytest.mark.parametrize(
    ("member", "code"),
    [
        ("content.xml", "ods"),
        ("xl/workbook.bin", "xlsb"),
        ("word/document.xml", "other_type"),
        ("a.txt", "other_type"),
    ],
)
def test_other_archives_are_named(tmp_path, member, code):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, "x")
    assert refused(path) == code


def test_a_workbook_with_macros_is_refused(tmp_path):
    path = roster(tmp_path / "a.xlsx", [person(1)])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    assert refused(path) == "macro"


def test_a_bomb_of_one_large_member_is_refused_before_it_is_unpacked(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 30_000_000)
    assert refused(path) == "ratio"


def test_a_bomb_whose_parts_add_up_is_refused(tmp_path):
    path = roster(tmp_path / "a.xlsx", [person(k) for k in range(20)])
    assert refused(path, replace(DEFAULT, unpacked_bytes=5_000)) == "unpacked"


def test_a_bomb_of_many_members_is_refused(tmp_path):
    path = roster(tmp_path / "a.xlsx", [person(1)])
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(210):
            archive.writestr(f"xl/media/{number}.png", b"x")
    assert refused(path) == "members"


def test_a_body_above_the_limit_is_refused(tmp_path):
    path = roster(tmp_path / "a.xlsx", [person(1)])
    assert refused(path, replace(DEFAULT, body_bytes=1000)) == "too_large"


def test_a_member_that_lies_about_its_size_cannot_be_read_beyond_it(tmp_path):
    path = roster(tmp_path / "a.xlsx", [person(k) for k in range(500)])
    body = bytearray(path.read_bytes())
    place = body.rfind(b"xl/worksheets/sheet1.xml")
    directory = body.rfind(b"PK\x01\x02", 0, place)
    # Bytes 24 to 27 of a directory entry hold the size after unpacking.
    body[directory + 24 : directory + 28] = (100).to_bytes(4, "little")
    path.write_bytes(bytes(body))
    assert inspect(path) == "xlsx"
    rows = 0
    with suppress(FileRefused):
        rows = len(read_workbook(path, DEFAULT)[0].rows)
    assert rows <= 501


@pytest.mark.parametrize(
    ("limits", "code"), [({"rows": 5}, "rows"), ({"columns": 5}, "columns"), ({"cells": 40}, "cost")]
)
def test_too_many_rows_columns_or_cells_are_refused(tmp_path, limits, code):
    path = roster(tmp_path / "a.xlsx", [person(k) for k in range(10)])
    with pytest.raises(FileRefused) as caught:
        read_workbook(path, replace(DEFAULT, **limits))
    assert caught.value.code == code


def test_a_cell_far_away_is_refused_rather_than_filled_up_to(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", [["NIP", "NAMA"]])
    import openpyxl

    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    sheet.cell(row=150_000, column=2, value="x")
    book.save(path)
    with pytest.raises(FileRefused) as caught:
        read_workbook(path, DEFAULT)
    assert caught.value.code == "rows"


def test_a_refusal_names_what_the_file_is_in_both_languages(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(FileRefused) as caught:
        inspect(path)
    assert "dokumen PDF" in caught.value.sentence("id")
    assert "a PDF document" in caught.value.sentence("en")


def test_every_refusal_has_a_sentence_with_a_cure_in_both_languages():
    for code, (indonesian, english) in SENTENCES.items():
        assert indonesian != english, code
        assert indonesian.count(".") >= 1, code
        assert indonesian.endswith("."), code
        assert english.endswith("."), code
