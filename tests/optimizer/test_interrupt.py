"""Whoever presses Ctrl-C gets the best verified plan so far."""

import json
import signal
import subprocess
import sys

from optimizer.cli import main
from optimizer.generate import generate
from optimizer.io import read_case, read_plan, write
from optimizer.verify import verify

WAIT = 60
"""Seconds after which a run that does not end is a fault; it takes a few."""


def test_an_interrupt_writes_the_best_plan_so_far(tmp_path):
    """The first interrupt ends a run of ten minutes with its plan and exit code 0."""
    case, plan = tmp_path / "case.json", tmp_path / "plan.json"
    write(generate(people=300, seed=4), case)
    command = [sys.executable, "-m", "optimizer", "solve", str(case), "-o", str(plan), "--seconds", "600"]
    process = subprocess.Popen([*command, "--progress", "json"], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(json.loads(line))
        if said[-1]["phase"] == "plan" and said[-1]["value"] is not None:
            process.send_signal(signal.SIGINT)
            break
    rest, _ = process.communicate(timeout=WAIT)
    assert process.returncode == 0
    said += [json.loads(line) for line in rest.splitlines()]
    assert said[-1]["phase"] == "done"
    assert said[-1]["elapsed"] < 600
    assert main(["verify", str(case), str(plan)]) == 0
    assert verify(read_case(case), read_plan(plan)).value == said[-1]["value"]
