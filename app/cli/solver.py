"""The door to the verbs of the optimizer; they need neither the web nor a database.

This is one of the few modules that may import the optimizer.
"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "optimizer" / "cli"


def run(verb: str, argv: list[str]) -> int:
    """Pass a verb with its arguments to the optimizer's own command line."""
    from optimizer.cli import main

    return main([verb, *argv])
