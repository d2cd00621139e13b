"""Writes what all stored runs say: the protocol, one table per size, and the summary."""

import json
import os
import platform
from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import Any

from optimizer.bench import curves
from optimizer.bench.instances import ENGINES, HELD_OUT, ONE_ROUND_SHAPES
from optimizer.bench.two_sides import HEADING, sides_table

PROTOCOL = """# Benchmarks

Written by `tuntas bench`; the runs behind it lie as JSON in `docs/benchmarks/`, one file each, with every
better plan and its moment. To repeat one: `tuntas bench --sizes 500 --engines tuntas -o /tmp/again.md`.

## Protocol

- **Cases** come from `tuntas generate` by number of people, shape and seed, and are named with their
  hash. Shapes: a calm year, a year after an election with most posts due, a shrinking government. Seeds below
  21 may be looked at while the engine is changed; those from 21 on are **held out**: nothing is ever tuned on
  them, and a change is never taken back because of them.
- **Methods**: `tuntas`, the engine of this project; `highs`, one HiGHS model of the whole case in the tight
  network formulation; `cpsat`, one CP-SAT model over the same arcs with the solver's own settings;
  `cpsat-tuned`, the same with workers that take turns and the greedy plan as hint; `local-search`, late
  acceptance over paths with at most one change, from the greedy plan; `greedy`, the most important vacancy
  first, the best lawful person for it; for cases of one round `deferred-acceptance`, a stable matching.
- All methods go by the same rules. The rivals get the thirty most promising lawful posts of each person, and
  posts with roles beside them (in one round all lawful posts); the engine chooses from all lawful posts by
  its own prices. The time counts from the case in memory to the plan, building the model included. Each run
  has its own process, two threads, one limit of time and one of memory.
- **Value** is what the independent verifier says of the plan. **Bound** is for `tuntas` what `tuntas verify
  --certificate` proves from the multipliers of its plan, over all lawful posts, after the clock has stopped;
  beyond 20,000 people it is the run's own bound, marked *claimed*. For the others it is what they claim for
  their candidates. **Gap** is (bound - value) / |bound|. `behind` is the distance of the value to the least
  certified bound for this case, for it is the only one that holds for every method; it compares methods that
  have no bound of their own. The pictures show it over time.
- `-` means that there was none in time. A run that was ended from outside, or ran out of memory, says so.
"""


REMARKS = "remarks.md"
"""File beside the runs with what people say of them: targets, where the time goes, what comes next."""


def machine() -> str:
    """
    Describe the machine without naming it.

    Returns
    -------
    str
        Cores, memory and processor family.
    """
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    gib = pages * size / 2**30
    cores = os.cpu_count()
    return f"{cores} cores, {gib:.0f} GiB of memory, {platform.machine()}, {platform.system()}"


def document(folder: Path) -> str:
    """
    Write the report of all stored runs.

    Parameters
    ----------
    folder : Path
        Folder of stored runs.

    Returns
    -------
    str
        Markdown.
    """
    records = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    if not records:
        return PROTOCOL + "\nNo run is stored yet.\n"
    versions: dict[str, str] = next((each["versions"] for each in records if "versions" in each), {})
    used = ", ".join(f"{name} {number}" for name, number in sorted(versions.items()))
    parts = [PROTOCOL, f"Machine: {machine()}; {used}."]
    one_round = [record for record in records if record["shape"] in ONE_ROUND_SHAPES]
    years = [record for record in records if record["shape"] not in ONE_ROUND_SHAPES]
    if years:
        parts += ["## Summary", _summary(years), *_sizes(years, "##", folder), *_by_size(folder)]
    if one_round:
        parts += [HEADING, _summary(one_round), *_sizes(one_round, "###", folder), "### Both sides"]
        parts.append(sides_table(one_round))
    remarks = folder / REMARKS
    if remarks.exists():
        parts.insert(2, remarks.read_text(encoding="utf-8"))
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def pictures(folder: Path) -> dict[str, str]:
    """
    Draw what all stored runs say.

    Parameters
    ----------
    folder : Path
        Folder of stored runs.

    Returns
    -------
    dict
        SVG by file name: value against time where several methods had the same case and limit, and the cost
        of the engine by number of people.
    """
    records = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    order = {engine: n for n, engine in enumerate(ENGINES)}
    least, drawn = _least_bounds(records), {}
    together: defaultdict[tuple, list[dict[str, Any]]] = defaultdict(list)
    for record in sorted(records, key=lambda each: order[each["engine"]]):
        together[*_case_key(record), record["limit"]].append(record)
    for (people, shape, seed, limit), group in together.items():
        bound = least.get((people, shape, seed))
        if len(group) > 1 and bound is not None:
            drawn[f"{shape}-{people:05d}-s{seed}-{limit:04d}s.svg"] = curves.over_time(group, bound)
    calm = [
        each for each in records if each["engine"] == "tuntas" and each["shape"] == "calm" and each["trace"]
    ]
    longest = {each["people"]: each for each in sorted(calm, key=lambda each: each["limit"])}
    if len(longest) > 1:
        sizes = [{**each, "first": each["trace"][0][0]} for each in longest.values()]
        drawn["memory-by-size.svg"] = curves.over_size(sizes, "peak_mib", "MiB")
        drawn["first-plan-by-size.svg"] = curves.over_size(sizes, "first", "seconds to a plan")
    return drawn


def _least_bounds(records: list[dict[str, Any]]) -> dict[tuple, int]:
    """The least bound of each case that holds over all lawful posts; that of a rival where there is none."""
    least: dict[tuple, int] = {}
    for record in sorted(records, key=lambda each: each["engine"] != "tuntas"):
        key, bound = _case_key(record), record["bound"]
        if bound is not None and (record["engine"] == "tuntas" or key not in least):
            least[key] = min(bound, least.get(key, bound))
    return least


def _case_key(record: dict[str, Any]) -> tuple:
    return record["people"], record["shape"], record["seed"]


def _percent(part: float | None) -> str:
    return "-" if part is None else f"{100 * part:.3f} %"


def _share(value: int | None, bound: int | None) -> float | None:
    return None if value is None or not bound else (bound - value) / abs(bound)


def _summary(records: list[dict[str, Any]]) -> str:
    """Median and worst distance by size and method."""
    least = _least_bounds(records)
    groups: defaultdict[tuple, list[dict[str, Any]]] = defaultdict(list)
    for record in records:
        groups[record["people"], record["limit"], record["engine"]].append(record)
    lines = [
        "| people | limit | method | runs | plans | median gap | median behind | worst behind | first plan |",
        "|---:|---:|---|---:|---:|---:|---:|---:|---:|",
    ]
    order = {engine: n for n, engine in enumerate(ENGINES)}
    for (people, limit, engine), group in sorted(groups.items(), key=lambda e: (*e[0][:2], order[e[0][2]])):
        gaps = [gap for each in group if (gap := _share(each["value"], each["bound"])) is not None]
        behind = [b for e in group if (b := _share(e["value"], least.get(_case_key(e)))) is not None]
        firsts = [each["trace"][0][0] for each in group if each["trace"]]
        cells = [
            f"{people:,}",
            f"{limit} s",
            engine,
            str(len(group)),
            str(sum(each["value"] is not None for each in group)),
            _percent(median(gaps) if gaps else None),
            _percent(median(behind) if behind else None),
            _percent(max(behind) if behind else None),
            f"{median(firsts):.1f} s" if firsts else "-",
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _sizes(records: list[dict[str, Any]], level: str, folder: Path) -> list[str]:
    """One table per number of people."""
    by_size: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for record in records:
        by_size[record["people"]].append(record)
    return [
        f"{level} {people:,} people\n\n{_size(by_size[people])}{_shown(by_size[people], folder)}"
        for people in sorted(by_size)
    ]


def _by_size(folder: Path) -> list[str]:
    """What size costs, once there are several."""
    names = {"memory-by-size.svg": "Memory", "first-plan-by-size.svg": "Seconds to a first verified plan"}
    drawn = [name for name in names if name in pictures(folder)]
    shown = [f"![{names[name]} of tuntas by number of people]({folder.name}/{name})" for name in drawn]
    return ["## What size costs", *shown] if shown else []


def _shown(records: list[dict[str, Any]], folder: Path) -> str:
    """The pictures of some runs."""
    names = sorted({f"{e['shape']}-{e['people']:05d}-s{e['seed']}-{e['limit']:04d}s.svg" for e in records})
    drawn = pictures(folder)
    return "".join(
        f"\n\n![Distance to the bound over time, {name[:-4]}]({folder.name}/{name})"
        for name in names
        if name in drawn
    )


def _remark(record: dict[str, Any]) -> str:
    """What a reader must know of a run."""
    said = [
        "NOT LAWFUL" if record["lawful"] is False else "",
        "held out" if record["seed"] >= HELD_OUT else "",
        "claimed" if record.get("certified") is False else "",
        record["note"],
    ]
    return "; ".join(part for part in said if part)


def _size(records: list[dict[str, Any]]) -> str:
    least = _least_bounds(records)
    order = {engine: n for n, engine in enumerate(ENGINES)}
    lines = [
        "| case | hash | seed | limit | method | seconds | value | bound | gap | behind | memory | remark |",
        "|---|---|---:|---:|---|---:|---:|---:|---:|---:|---:|---|",
    ]
    records = sorted(records, key=lambda e: (e["shape"], e["seed"], e["limit"], order[e["engine"]]))
    for record in records:
        value, bound = record["value"], record["bound"]
        remark = _remark(record)
        cells = [
            record["shape"],
            record.get("case_hash", "sha256:-")[7:15],
            str(record["seed"]),
            f"{record['limit']} s",
            record["engine"],
            f"{record['seconds']:.1f}",
            "-" if value is None else f"{value:,}",
            "-" if bound is None else f"{bound:,}",
            _percent(_share(value, bound)),
            _percent(_share(value, least.get(_case_key(record)))),
            f"{record['peak_mib']:,} MiB" if "peak_mib" in record else "-",
            remark,
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)
