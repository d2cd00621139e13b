"""
What a file is, judged by its content and never by its name, and whether it is safe to open.

Everything here looks at bytes and at the directory of the archive only: no member is unpacked, so a
bomb is refused before it can grow.
"""

import zipfile
from pathlib import Path
from typing import Literal

from app.importing.limits import DEFAULT, MIB, Limits
from app.importing.refusal import FileRefused

Format = Literal["xlsx", "csv"]

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BIFF_MAGICS = (b"\x09\x08\x10\x00", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00", b"\x09\x00\x04\x00")
OTHER_TYPES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"MZ", "windows"),
    (b"\x7fELF", "linux"),
    (b"SQLite format 3", "sqlite"),
    (b"{\\rtf", "rtf"),
)


def inspect(path: Path, limits: Limits = DEFAULT) -> Format:
    """Return the format of the file, or raise `FileRefused` with the reason."""
    size = path.stat().st_size
    if size == 0:
        raise FileRefused("empty")
    if size > limits.body_bytes:
        raise FileRefused("too_large", size=_megabytes(size), limit=_megabytes(limits.body_bytes))
    with path.open("rb") as stream:
        head = stream.read(4096)
    if head.startswith(OLE_MAGIC):
        raise FileRefused("encrypted" if _holds_encrypted_package(path) else "xls")
    if head.startswith(BIFF_MAGICS):
        raise FileRefused("xls")
    if head.startswith(b"PK"):
        _inspect_archive(path, limits)
        return "xlsx"
    for magic, what in OTHER_TYPES:
        if head.startswith(magic):
            raise FileRefused("other_type", what=what)
    _inspect_text(head)
    return "csv"


def _holds_encrypted_package(path: Path) -> bool:
    # The directory of the compound file names its streams in UTF-16; an encrypted workbook is a stream
    # of this name, an old workbook one called Workbook or Book.
    return "EncryptedPackage".encode("utf-16-le") in path.read_bytes()


def _inspect_archive(path: Path, limits: Limits) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise FileRefused("damaged") from error
    if len(members) > limits.members:
        raise FileRefused("members", count=str(len(members)), limit=str(limits.members))
    if any(member.flag_bits & 0x1 for member in members):
        raise FileRefused("encrypted")
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.unpacked_bytes:
        raise FileRefused("unpacked", size=_megabytes(unpacked), limit=_megabytes(limits.unpacked_bytes))
    for member in members:
        ratio = member.file_size / max(1, member.compress_size)
        if member.file_size > limits.ratio_free_bytes and ratio > limits.member_ratio:
            raise FileRefused("ratio", ratio=f"{ratio:.0f}", limit=str(limits.member_ratio))
    _require_workbook({member.filename for member in members})


def _require_workbook(names: set[str]) -> None:
    if "xl/workbook.bin" in names:
        raise FileRefused("xlsb")
    if "xl/vbaProject.bin" in names:
        raise FileRefused("macro")
    if "xl/workbook.xml" in names or any(name.endswith("/workbook.xml") for name in names):
        return
    if "content.xml" in names:
        raise FileRefused("ods")
    if "word/document.xml" in names:
        raise FileRefused("other_type", what="word")
    if "ppt/presentation.xml" in names:
        raise FileRefused("other_type", what="slides")
    if "[Content_Types].xml" in names:
        raise FileRefused("damaged")
    raise FileRefused("other_type", what="zip")


def _inspect_text(head: bytes) -> None:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table")):
        raise FileRefused("other_type", what="html")
    if start.startswith(b"<?xml"):
        raise FileRefused("other_type", what="xml")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    # UTF-16 without its mark alternates with zero bytes and is still a table; other zero bytes are not.
    zeros = head.count(b"\x00")
    if zeros and abs(zeros * 2 - len(head)) > len(head) // 10:
        raise FileRefused("other_type", what="binary")
    control = sum(byte < 9 or 13 < byte < 32 for byte in head if byte)
    if control > len(head) // 100:
        raise FileRefused("other_type", what="binary")


def _megabytes(size: int) -> str:
    return f"{size / MIB:.0f}" if size >= 10 * MIB else f"{size / MIB:.1f}"
