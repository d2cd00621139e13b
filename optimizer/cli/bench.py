"""Compare the engine with other methods on the same cases."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from optimizer.bench.instances import (
    ENGINES,
    ONE_ROUND_ENGINES,
    ONE_ROUND_SHAPES,
    ONE_ROUND_SIZES,
    runs,
)
from optimizer.bench.report import document, pictures
from optimizer.bench.runner import MEMORY_MIB, make_missing
from optimizer.generate import ALL_SHAPES

FAMILIES = {
    "years": ((200, 500, 2000, 8000), ("calm",), ENGINES),
    "one-round": (ONE_ROUND_SIZES, ONE_ROUND_SHAPES, ONE_ROUND_ENGINES),
}
"""Usual sizes, shapes and methods: years of a government in several rounds, and posts filled in one round."""


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


def _words(text: str) -> list[str]:
    return text.split(",")


def run(argv: Sequence[str]) -> int:
    """
    Make the runs that are missing, and write the report of all stored runs.

    Parameters
    ----------
    argv : sequence of str
        Arguments after the verb.

    Returns
    -------
    int
        Exit code.
    """
    parser = argparse.ArgumentParser("tuntas bench", description=__doc__)
    parser.add_argument("--family", choices=sorted(FAMILIES), default="years", help="cases and methods usual")
    parser.add_argument("--sizes", type=_numbers, help="people, with commas; those of the family if missing")
    parser.add_argument("--shapes", type=_words, help="shapes, with commas; those of the family if missing")
    parser.add_argument("--seeds", type=_numbers, default=[1], help="seeds, with commas")
    parser.add_argument("--engines", type=_words, help="methods, with commas; those of the family if missing")
    parser.add_argument(
        "--seconds", type=_numbers, default=[], help="limits; the usual one of each size if missing"
    )
    parser.add_argument("--memory", type=int, default=MEMORY_MIB, help="memory limit of a run in MiB")
    parser.add_argument(
        "--report-only", action="store_true", help="write the report of stored runs, run nothing"
    )
    parser.add_argument(
        "-o", "--output", default="docs/benchmarks.md", help="report; runs lie in a folder beside it"
    )
    options = parser.parse_args(argv)
    for name, usual in zip(("sizes", "shapes", "engines"), FAMILIES[options.family], strict=True):
        if getattr(options, name) is None:
            setattr(options, name, list(usual))
    if not set(options.engines) <= set(ENGINES) or not set(options.shapes) <= set(ALL_SHAPES):
        parser.error(f"methods are {', '.join(ENGINES)}; shapes are {', '.join(ALL_SHAPES)}")
    output = Path(options.output)
    folder = output.with_suffix("")
    if not options.report_only:
        wanted = list(runs(options.sizes, options.shapes, options.seeds, options.engines, options.seconds))
        make_missing(wanted, folder, lambda line: print(line, file=sys.stderr, flush=True), options.memory)
    output.write_text(document(folder), encoding="utf-8")
    for name, picture in pictures(folder).items():
        (folder / name).write_text(picture, encoding="utf-8")
    return 0
