"""Solve the runs that planners start; one worker is enough, several share the work."""

from __future__ import annotations

import argparse


def run(argv: list[str]) -> int:
    """Work until a signal, or until the parent is gone when it said so."""
    parser = argparse.ArgumentParser(prog="tuntas worker", description=__doc__)
    parser.add_argument(
        "--until-idle", action="store_true", help="end when no run waits, instead of waiting for the next"
    )
    parser.add_argument(
        "--beside",
        action="store_true",
        help="end when the standard input ends: for a worker that belongs to another process",
    )
    arguments = parser.parse_args(argv)

    from app.runs.process import work

    return work(until_idle=arguments.until_idle, beside=arguments.beside)
