"""Mutated files: each is read or refused with a sentence, and nothing is written by halves."""

import io
import random
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.audit import SYSTEM
from app.importing import service
from app.importing.parse import parse
from app.importing.refusal import FileRefused
from models import Person
from tests.app.importing.conftest import TODAY
from tests.app.importing.files import SIASN, duk, nip, person, roster

FILES_PER_SEED = 60
ODD_CELLS = [
    "",
    "'",
    "=1+1",
    "\x00",
    "31-06-2025",
    "1,98609E+17",
    "NIP",
    "Jumlah",
    "-",
    "\n",
    "9" * 40,
    "é" * 600,
    "0001-01-01",
]


def bodies(folder: Path) -> list[bytes]:
    """Return the bodies that are mutated: a roster, a DUK, and two CSV files."""
    rows = [person(k) for k in range(30)]
    text = "\r\n".join(";".join(str(cell) for cell in row) for row in [SIASN, *rows])
    ranked = [[k, f"Ani {k}\nNIP. {nip(k)}", "Penata (III/c)", "01-04-2022", "Camat", "III.a",
        "01-02-2024", 9, 1, ""]
              for k in range(8)]  # fmt: skip
    return [
        roster(folder / "seed.xlsx", rows).read_bytes(),
        duk(folder / "seed2.xlsx", [["DINAS SOSIAL"], *ranked, ["Jumlah", "8"]]).read_bytes(),
        text.encode(),
        text.encode("utf-16"),
    ]


def mutate(dice: random.Random, body: bytes) -> bytes:
    """Return a damaged copy: bytes flipped, cut, doubled or swapped, or a member of the archive changed."""
    kind = dice.randrange(6)
    changed = bytearray(body)
    if kind == 0:
        for _ in range(dice.randint(1, 40)):
            changed[dice.randrange(len(changed))] = dice.randrange(256)
    elif kind == 1:
        del changed[dice.randrange(len(changed)) :]
    elif kind == 2:
        start = dice.randrange(len(changed))
        changed[start:start] = changed[start : start + dice.randint(1, 2000)]
    elif kind == 3:
        start = dice.randrange(len(changed))
        changed[start : start + dice.randint(1, 500)] = bytes(dice.randrange(256) for _ in range(50))
    elif body.startswith(b"PK"):
        return change_member(dice, body)
    else:
        text = bytes(changed)
        for _ in range(dice.randint(1, 20)):
            cells = text.split(b";")
            cells[dice.randrange(len(cells))] = dice.choice(ODD_CELLS).encode()
            text = b";".join(cells)
        return text
    return bytes(changed)


def change_member(dice: random.Random, body: bytes) -> bytes:
    """Return the archive with the content of one of its members damaged, its checksums right."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = dice.choice(old.namelist())
        for name in old.namelist():
            content = old.read(name)
            if name == chosen:
                if dice.random() < 0.15:
                    continue
                content = mutate_text(dice, content)
            new.writestr(name, content)
    return stream.getvalue()


def mutate_text(dice: random.Random, content: bytes) -> bytes:
    """Return XML with a number, a tag or a stretch changed."""
    changed = bytearray(content)
    for _ in range(dice.randint(1, 12)):
        if not changed:
            break
        place = dice.randrange(len(changed))
        kind = dice.randrange(4)
        if kind == 0:
            changed[place] = dice.choice(b'0123456789<>"/ =&;')
        elif kind == 1:
            del changed[place : place + dice.randint(1, 60)]
        elif kind == 2:
            changed[place:place] = dice.choice(
                [b"&#0;", b"<row r='1048576'>", b"99999999", b"&lol;", b"<v>1e400</v>"]
            )
        else:
            changed[place:place] = changed[max(0, place - 80) : place]
    return bytes(changed)


@pytest.mark.parametrize("seed", range(5))
def test_a_mutated_file_is_read_or_refused(tmp_path, seed):
    dice = random.Random(seed)
    originals = bodies(tmp_path)
    read = refused = 0
    for number in range(FILES_PER_SEED):
        path = tmp_path / f"mutant{number}"
        path.write_bytes(mutate(dice, dice.choice(originals)))
        try:
            parsed = parse(path, TODAY.isoformat())
        except FileRefused as refusal:
            refused += bool(refusal.sentence("id"))
            continue
        read += 1
        for table in parsed.tables:
            numbers = [row[0] for row in table.rows] + list(table.refused)
            assert len(numbers) == len(set(numbers)) == len(table)
            assert all(len(row) == len(table.fields) + 1 for row in table.rows)
    assert read > 5
    assert refused > 5


def test_what_a_mutated_roster_would_write_can_be_written_whole(office, tmp_path):
    dice = random.Random(99)
    originals = bodies(tmp_path)
    written = 0
    for number in range(40):
        path = tmp_path / f"mutant{number}"
        path.write_bytes(mutate(dice, dice.choice(originals)))
        try:
            parsed = parse(path, TODAY.isoformat())
        except FileRefused:
            continue
        key = service.stage(office, parsed, path.name, "0" * 64, SYSTEM, TODAY)
        service.commit(office, key, SYSTEM)
        written += 1
    assert written > 5
    with office.read() as db:
        assert db.scalar(select(func.count()).select_from(Person))
