"""Makes one run in this process and writes what came out; started by ``runner`` for each run."""

import dataclasses
import json
import platform
import resource
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from optimizer.bench.instances import Run
from optimizer.case import Case
from optimizer.certificate import certify
from optimizer.generate import generate
from optimizer.io import case_hash, plan_hash
from optimizer.oneround.stability import both_sides
from optimizer.rivals import cpsat, deferred_acceptance, greedy, highs, local_search
from optimizer.rivals.outcome import Outcome
from optimizer.solve import solve
from optimizer.verify import verify

KIB_PER_MIB = 1024

MOST_CERTIFIED = 20_000
"""People up to whom bounds are certified; pricing all pairs of more without the engine takes an hour."""


def methods() -> dict[str, Callable[[Case, float, int], Outcome]]:
    """
    Give the methods by name.

    Returns
    -------
    dict
        Functions of case, seconds and seed.
    """
    return {
        "tuntas": _engine,
        "highs": highs.solve,
        "cpsat": cpsat.solve,
        "cpsat-tuned": lambda case, seconds, seed: cpsat.solve(case, seconds, seed, tuned=True),
        "local-search": local_search.solve,
        "greedy": greedy.solve,
        "deferred-acceptance": deferred_acceptance.solve,
    }


def _engine(case: Case, seconds: float, seed: int) -> Outcome:
    result = solve(case, seconds=seconds, seed=seed, workers=2)
    trace: list[tuple[float, float, float | None]] = []
    for said in result.statistics:
        if said.value is not None and (not trace or said.value > trace[-1][1]):
            trace.append((round(said.elapsed, 2), said.value, said.bound))
    note = f"{result.work} units of work"
    if result.engine != "column generation":
        note = f"{note}; {result.engine}"
    return Outcome(result.plan, result.bound, trace, note)


def make(run: Run) -> dict[str, Any]:
    """
    Make one run.

    Parameters
    ----------
    run : Run
        Case, method and limit.

    Returns
    -------
    dict
        Verified value, bound, seconds, memory, versions, and the trace of values.
    """
    case = generate(run.people, run.seed, run.shape)
    begun = time.monotonic()
    outcome = methods()[run.engine](case, run.seconds, run.seed)
    seconds = time.monotonic() - begun
    record: dict[str, Any] = {
        "people": run.people,
        "shape": run.shape,
        "seed": run.seed,
        "limit": run.seconds,
        "engine": run.engine,
        "case_hash": case_hash(case),
        "seconds": round(seconds, 2),
        "bound": outcome.bound,
        "value": None,
        "lawful": None,
        "trace": outcome.trace,
        "note": outcome.note,
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // KIB_PER_MIB,
        "versions": {name: version(name) for name in ("numpy", "highspy", "ortools")}
        | {"python": platform.python_version()},
    }
    if outcome.plan is not None and outcome.plan.certificate is not None:
        # After the clock has stopped: a claim counts as far as its certificate proves it.
        is_certified = run.people <= MOST_CERTIFIED
        record |= {"claimed": outcome.bound, "certified": is_certified}
        if is_certified:
            record["bound"] = certify(case, outcome.plan, 2).bound
    if outcome.plan is not None:
        report = verify(case, outcome.plan)
        record |= {"value": report.value, "lawful": report.lawful, "plan_hash": plan_hash(outcome.plan)}
        record["moves"] = -report.ledger.get("moving", 0) // max(1, case.weights.move)
        record["ledger"] = report.ledger
        if case.horizon.rounds == 1:
            record["matching"] = dataclasses.asdict(both_sides(case, outcome.plan))
    return record


def main(argv: list[str]) -> int:
    """
    Make the run that the arguments describe.

    Parameters
    ----------
    argv : list of str
        The run as JSON, the file to write, and the memory limit in MiB.

    Returns
    -------
    int
        Exit code.
    """
    run, target, memory = Run(**json.loads(argv[0])), Path(argv[1]), int(argv[2])
    limit = memory * KIB_PER_MIB * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    target.write_text(json.dumps(make(run), indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
