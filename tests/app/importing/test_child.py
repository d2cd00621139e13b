"""Reading in a child: limits hold, a stop holds, and no child outlives its parent."""

import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from app.importing.child import ROOT, parse_in_child
from app.importing.limits import DEFAULT
from app.importing.refusal import FileRefused
from tests.app.importing.files import nip, person, roster

TODAY = "2026-11-24"


def test_the_child_reads_what_the_parent_would(tmp_path):
    parsed = parse_in_child(roster(tmp_path / "a.xlsx", [person(1), person(2)]), TODAY)
    assert [row[2] for row in parsed.tables[0].rows] == ["PEGAWAI B1", "PEGAWAI C2"]


def test_a_damaged_workbook_is_refused_with_a_sentence(tmp_path):
    path = roster(tmp_path / "a.xlsx", [person(k) for k in range(50)])
    body = path.read_bytes()
    path.write_bytes(body[: len(body) // 2])
    with pytest.raises(FileRefused) as caught:
        parse_in_child(path, TODAY)
    assert caught.value.code == "damaged"


def test_a_file_that_needs_too_much_memory_is_refused_and_the_parent_lives(tmp_path):
    path = roster(tmp_path / "a.xlsx", [person(k) for k in range(4000)])
    with pytest.raises(FileRefused) as caught:
        parse_in_child(path, TODAY, limits=replace(DEFAULT, memory_bytes=8 * 1024 * 1024))
    assert caught.value.code in ("cost", "damaged")


def test_a_file_that_needs_too_much_time_is_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("NIP;NAMA\n" + "".join(f"{nip(k)};Ani {k}\n" for k in range(90_000)))
    with pytest.raises(FileRefused) as caught:
        parse_in_child(path, TODAY, limits=replace(DEFAULT, cpu_seconds=1, rows=200_000))
    assert caught.value.code == "cost"


def test_reading_can_be_stopped(tmp_path):
    path = roster(tmp_path / "a.xlsx", [person(k) for k in range(5000)])
    with pytest.raises(FileRefused) as caught:
        parse_in_child(path, TODAY, on_start=lambda stop: stop())
    assert caught.value.code == "stopped"


def test_no_child_outlives_a_parent_that_was_killed(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("NIP;NAMA\n" + "".join(f"{nip(k)};Ani {k}\n" for k in range(99_000)))
    script = (
        "from pathlib import Path; from app.importing.child import parse_in_child;"
        f"parse_in_child(Path({str(path)!r}), {TODAY!r})"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT)
    child = _wait_for_child(parent.pid)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    deadline = time.monotonic() + 10
    while _lives(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _lives(child)


def _wait_for_child(parent: int) -> int:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        for status in Path("/proc").glob("[0-9]*/status"):
            try:
                text = status.read_text()
            except OSError:
                continue
            if f"PPid:\t{parent}\n" in text:
                return int(status.parent.name)
        time.sleep(0.02)
    raise AssertionError("The child never started.")


def _lives(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


def test_the_child_needs_neither_database_nor_web():
    code = (
        "import sys; import app.importing.child_main;"
        "print([name for name in ('sqlalchemy', 'litestar', 'models') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
