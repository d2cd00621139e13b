"""The verbs that belong to the optimizer; they need neither the web nor a database.

This is one of the few modules that may import the optimizer.
"""

from __future__ import annotations

VERBS: dict[str, str] = {
    "generate": "Write a synthetic case of any size.",
    "solve": "Plan a case and write the best verified plan found.",
    "verify": "Check a plan against its case; exit 0 only for a lawful plan.",
    "explain": "Tell why a person stays or moves, and what else was possible.",
    "schema": "Print the JSON Schema of cases or plans.",
    "bench": "Compare the engine with other methods on the same cases.",
}


def run(verb: str, argv: list[str]) -> int:
    """Pass a verb with its arguments to the optimizer's own command line."""
    from optimizer.cli import main

    return main([verb, *argv])
