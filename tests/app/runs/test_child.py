"""The solver's own process: it speaks the protocol, stops when asked, and never outlives its listener."""

from __future__ import annotations

import subprocess
import time
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest

from app.planning.translate import judge
from app.planning.translate.freezing import thaw
from app.runs.protocol import (
    STOP,
    Certificate,
    End,
    Incumbent,
    Order,
    Point,
    Ruling,
    Said,
    decode,
    encode,
)
from app.runs.solver import COMMAND
from optimizer.case import Hold, Pin
from optimizer.certificate import certify
from optimizer.court import Verdict
from optimizer.io import case_hash, decode_plan
from tests.app.planning.test_judging import town

ROOT = Path(__file__).resolve().parents[3]
CASE = zlib.compress(msgspec.json.encode(town()))
RIVALS = zlib.compress(
    msgspec.json.encode(
        msgspec.structs.replace(
            town(),
            pins=[Pin(person="ani", post="c", round=0)],
            holds=[Hold(person="ani", role="r", until=date(2028, 4, 1))],
        )
    )
)
"""Ani is held on a role that she cannot serve from the post to which she is pinned."""


@pytest.fixture
def child() -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        COMMAND, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def order(child: subprocess.Popen[bytes], seconds: float, memory_mb: int = 0, case: bytes = CASE) -> None:
    ordered = Order(seconds=seconds, seed=1, memory_mb=memory_mb, case_bytes=len(case))
    child.stdin.write(encode(ordered) + case)
    child.stdin.flush()


def test_it_ends_by_itself_with_a_plan_that_the_verifier_accepts(child: subprocess.Popen[bytes]):
    order(child, 5)
    said: list[Said] = [decode(line) for line in child.stdout]
    assert End(status="done") in said
    assert any(isinstance(message, Point) and message.phase == "bound" for message in said)
    last = [message for message in said if isinstance(message, Incumbent)][-1]
    judgement = judge(CASE, bytes(last.plan))
    assert judgement.is_lawful
    assert judgement.bound >= judgement.value
    assert said[-1] == Certificate(bound=certify(thaw(CASE), decode_plan(bytes(last.plan))).bound)
    assert said[-1].bound >= judgement.value
    assert child.wait(10) == 0


def test_without_a_lawful_plan_the_court_names_what_to_take_back(child: subprocess.Popen[bytes]):
    order(child, 5, case=RIVALS)
    said = [decode(line) for line in child.stdout]
    assert any(isinstance(message, Point) and message.phase == "court" for message in said)
    end = next(message for message in said if isinstance(message, End))
    assert (end.status, end.message.partition(":")[0]) == ("failed", "no_lawful_plan")
    ruling = [message for message in said if isinstance(message, Ruling)][-1]
    verdict = msgspec.json.decode(ruling.verdict, type=Verdict)
    assert (verdict.status, verdict.case_hash) == ("conflict", case_hash(thaw(RIVALS)))
    assert {reading.kind for reading in verdict.conflict.facts} >= {"pin", "hold"}
    drop = verdict.relaxation.drop
    assert len(drop) == len(verdict.relaxation.dates) == 1


def test_it_stops_with_its_best_plan_when_asked(child: subprocess.Popen[bytes]):
    """A tiny case may be solved before the wish arrives; either way an end and no silence follows."""
    order(child, 600)
    child.stdin.write(STOP)
    child.stdin.flush()
    said = [decode(line) for line in child.stdout]
    end = next(message for message in said if isinstance(message, End))
    assert end.status in {"stopped", "done"}


def test_it_goes_when_nobody_listens_any_more(child: subprocess.Popen[bytes]):
    """The worker was killed: its end of the pipe closes, and the process is gone at once."""
    ordered = Order(seconds=600, seed=1, memory_mb=0, case_bytes=len(CASE))
    child.stdin.write(encode(ordered) + CASE)
    child.stdin.close()
    begun = time.monotonic()
    assert child.wait(30) in {0, 3}
    assert time.monotonic() - begun < 30


def test_with_too_little_memory_it_fails_instead_of_planning(child: subprocess.Popen[bytes]):
    order(child, 5, memory_mb=1)
    said = [decode(line) for line in child.stdout]
    assert not any(isinstance(message, Incumbent) for message in said)
    assert child.wait(30) != 0 or End(status="failed", message="out_of_memory") in said
