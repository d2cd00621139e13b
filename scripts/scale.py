"""
Plan many synthetic agencies on a local Dask cluster, and write what was measured into docs/scale.md.

``python scripts/scale.py`` plans 40 agencies of 5,000 people within 25 minutes on two quiet cores;
``--agencies``, ``--people`` and ``--seconds`` make it smaller. A run that was broken off goes on, but then
the report says that its time says nothing; remove the folder for a measurement.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median

from optimizer.generate import generate
from optimizer.io import write
from optimizer.many.conduct import case_files, conduct
from optimizer.many.folder import TABLE_CSV, ResultFolder, totals
from optimizer.many.orders import Order, Summary
from optimizer.many.telling import Teller

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
NATION_AGENCIES, NATION_PEOPLE = 640, 5_600_000
SECONDS_PER_HOUR = 3600


def make_cases(folder: Path, agencies: int, people: int) -> None:
    """Write the cases that are missing; agency n has the seed n."""
    folder.mkdir(parents=True, exist_ok=True)
    for seed in range(1, agencies + 1):
        path = folder / f"agency-{people}-{seed:03d}.json"
        if not path.exists():
            write(generate(people, seed), path)


def plan(options: argparse.Namespace, folder: Path) -> tuple[list[Summary], float, int]:
    """Plan all agencies on a cluster of this machine; return summaries, seconds, and how many were there."""
    from distributed import LocalCluster

    from optimizer.many.cluster import Cluster

    files = case_files([folder / "cases"])
    teller = Teller("text", len(files))
    before = []

    def ended(summary: Summary, was_there: bool) -> None:
        before.append(was_there)
        teller.ended(summary, was_there)

    asked = Order(agency="", seconds=options.seconds, threads=1, work=options.work)
    results = ResultFolder(folder / "results")
    with (
        LocalCluster(
            n_workers=options.workers, threads_per_worker=1, dashboard_address=None, silence_logs=50
        ) as running,
        results.claimed(),
    ):
        begun = time.monotonic()
        place = Cluster(running.scheduler_address, teller.remark)
        summaries = conduct(files, results, asked, place, teller.hear, ended)
        seconds = time.monotonic() - begun
    teller.conclude(summaries, results.root / TABLE_CSV)
    return summaries, seconds, sum(before)


def report(options: argparse.Namespace, summaries: Sequence[Summary], seconds: float, there: int) -> str:
    """Put the measurement and what follows from it into words."""
    sums = totals(summaries)
    planned = [each for each in summaries if each.status == "planned"]
    if not planned or there:
        return f"{there} agencies had been planned before this run, so that its time says nothing.\n"
    core_seconds = seconds * options.workers / len(planned)
    per_person = seconds * options.workers / sum(each.people for each in planned)
    nation = per_person * NATION_PEOPLE / SECONDS_PER_HOUR
    limit = f"{options.work} units of work" if options.work else f"{options.seconds:.0f} s"
    gaps = sorted(100 * ((each.bound or 0) - (each.value or 0)) / abs(each.bound or 1) for each in planned)
    child_mib = max(each.peak_mib for each in planned)
    own_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    libraries = ", ".join(
        f"{name} {version(name)}" for name in ("numpy", "highspy", "ortools", "distributed")
    )
    longest = max(each.seconds for each in planned)
    seeds = f"`generate`, shape calm, seeds 1 to {options.agencies}, six rounds"
    spread = f"agencies {gaps[0]:.2f} to {gaps[-1]:.2f} %, median {median(gaps):.2f} %"
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    rows = {
        "instance": f"{options.agencies} agencies x {options.people:,} people, {seeds}",
        "limit of each agency": f"{limit}, 1 thread",
        "cluster": f"{options.workers} workers of one thread, scheduler on the same machine",
        "machine": f"{machine}, {libraries}",
        "when": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, load average {os.getloadavg()[1]:.1f} at the end",
        "planned": f"{sums['planned']} of {sums['agencies']}, {sums['people']:,} people, all verified",
        "processes begun again": sum(each.attempts - 1 for each in planned),
        "wall clock": f"{seconds:,.0f} s",
        "core seconds per agency": f"{core_seconds:,.1f} (longest agency {longest:,.0f} s)",
        "people per core and hour": f"{SECONDS_PER_HOUR / per_person:,.0f}",
        "value, bound": f"{sums['value']:,}, {sums['bound']:,}",
        "gap": f"{sums['gap_percent']} % of all; {spread}",
        "memory": f"at most {child_mib:,} MiB for an agency, {own_mib:,} MiB for command and scheduler",
    }
    table = "\n".join(
        ["| what | measured |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows.items())]
    )
    hours = " | ".join(f"{nation / cores:,.1f}" for cores in (8, 64, 512))
    return f"""{table}

At this throughput {NATION_PEOPLE:,} people in {NATION_AGENCIES} agencies are {nation:,.0f} core hours:

| cores | 8 | 64 | 512 |
|---|---|---|---|
| hours | {hours} |

That is an extrapolation: time is taken to grow with the number of people, and machines to be as fast as this
one. An agency of the nation has 8,750 people on average; the largest have more than 60,000, and with hundreds
of cores it is their own time that counts. Gaps are those of this limit; [benchmarks](benchmarks.md) says
what more time brings.
"""


def main(argv: Sequence[str]) -> int:
    """Make the cases, plan them, and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--agencies", type=int, default=40)
    parser.add_argument("--people", type=int, default=5000)
    parser.add_argument("--seconds", type=float, default=55.0, help="limit of each agency")
    parser.add_argument("--work", type=int, help="limit in units of work instead")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--folder", type=Path, default=Path("var/scale"), help="cases and results")
    parser.add_argument("--output", type=Path, default=Path("docs/scale.md"), help="document with the marks")
    options = parser.parse_args(argv)
    text = options.output.read_text(encoding="utf-8")
    if BEGIN not in text or END not in text:
        parser.error(f"{options.output} lacks the lines {BEGIN} and {END}, between which the report goes")
    if options.work:
        options.seconds = 1e9
    folder = options.folder / f"{options.agencies}x{options.people}"
    make_cases(folder / "cases", options.agencies, options.people)
    words = report(options, *plan(options, folder))
    head, _, rest = text.partition(BEGIN)
    tail = rest.partition(END)[2]
    options.output.write_text(f"{head}{BEGIN}\n\n{words}\n{END}{tail}", encoding="utf-8")
    print(words)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
