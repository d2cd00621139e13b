"""The worker as a command: it ends with its parent, on a signal, or when there is nothing to do."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def start(url: str, *arguments: str) -> subprocess.Popen[bytes]:
    """Start the worker, and wait until it has said that it is ready."""
    process = subprocess.Popen(
        [sys.executable, "-m", "app.cli", "worker", *arguments],
        cwd=ROOT,
        env=os.environ | {"TUNTAS_DATABASE_URL": url},
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert b"worker ready" in process.stderr.readline()
    return process


@pytest.mark.parametrize("way", ["parent", "term", "interrupt"])
def test_it_ends_in_order(sqlite_url: str, way: str):
    """The end of the standard input stands for a parent that is gone, however it went."""
    process = start(sqlite_url, "--beside")
    begun = time.monotonic()
    try:
        if way == "parent":
            process.stdin.close()
        else:
            process.send_signal(signal.SIGTERM if way == "term" else signal.SIGINT)
        assert process.wait(30) == 0
        assert time.monotonic() - begun < 30
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


def test_it_ends_when_nothing_is_left_to_do_if_told_so(sqlite_url: str):
    process = start(sqlite_url, "--until-idle")
    assert process.wait(30) == 0
    process.stderr.close()
