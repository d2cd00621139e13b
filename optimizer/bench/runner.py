"""Makes the runs that are missing, one after the other, each in a process with limits of its own."""

import dataclasses
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from optimizer.bench.instances import Run

GRACE = 1.5
"""A process is ended after this multiple of its limit, and what reading and certifying may take."""

READING_SECONDS = 900
CERTIFYING = 0.1
"""Seconds for each person that a certificate may take beside that; it takes half of it on a busy machine."""

MEMORY_MIB = 16_000


def run_file(folder: Path, run: Run) -> Path:
    """
    Name the file of a run.

    Parameters
    ----------
    folder : Path
        Folder of stored runs.
    run : Run
        The run.

    Returns
    -------
    Path
        Its file.
    """
    return folder / f"{run.name}.json"


def make_missing(
    runs: Sequence[Run], folder: Path, say: Callable[[str], None], memory: int = MEMORY_MIB
) -> None:
    """
    Make the runs that have no file yet.

    Parameters
    ----------
    runs : sequence of Run
        Runs wanted.
    folder : Path
        Folder of stored runs.
    say : callable
        Told what happens.
    memory : int
        Memory limit of a run, in MiB of address space.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for number, run in enumerate(runs, 1):
        target = run_file(folder, run)
        place = f"[{number}/{len(runs)}] {run.name}"
        if target.exists():
            say(f"{place}: there already")
            continue
        record = _in_process(run, memory)
        target.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
        say(f"{place}: value {record.get('value')}, bound {record.get('bound')}, {record['seconds']} s")


def _in_process(run: Run, memory: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch, "run.json")
        command = [sys.executable, "-m", "optimizer.bench.worker", json.dumps(dataclasses.asdict(run))]
        patience = run.seconds * GRACE + READING_SECONDS + run.people * CERTIFYING
        # Thread pools of numerical libraries would take cores that the protocol does not give.
        environment = os.environ | {"OMP_NUM_THREADS": "2", "OPENBLAS_NUM_THREADS": "2"}
        try:
            done = subprocess.run(  # noqa: S603 - our own module with our own arguments
                [*command, str(out), str(memory)],
                capture_output=True,
                text=True,
                timeout=patience,
                env=environment,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return _failed(run, f"ended from outside after {patience:.0f} s")
        if done.returncode != 0 or not out.exists():
            last = (done.stderr.strip().splitlines() or ["no message"])[-1]
            return _failed(run, f"exit code {done.returncode}: {last}")
        return json.loads(out.read_text(encoding="utf-8"))


def _failed(run: Run, note: str) -> dict[str, Any]:
    fields = dataclasses.asdict(run)
    fields["limit"] = fields.pop("seconds")
    return {
        **fields,
        "seconds": run.seconds,
        "value": None,
        "bound": None,
        "lawful": None,
        "trace": [],
        "note": note,
    }
