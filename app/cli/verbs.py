"""Finds the verbs of the command line, lists them, and runs the one that was named."""

from __future__ import annotations

import ast
import difflib
import importlib
import sys
from pathlib import Path

from app import __version__
from app.cli import solver

FOLDER = Path(__file__).parent

# Modules of this package that serve the verbs and are none themselves.
NOT_VERBS = frozenset({"errors", "solver", "verbs"})

USAGE = "usage: tuntas <verb> [arguments]     (tuntas <verb> --help tells about one verb)"


def modules(folder: Path) -> dict[str, Path]:
    """Return the module of each verb in a folder, by verb."""
    return {
        path.stem.rstrip("_").replace("_", "-"): path
        for path in sorted(folder.glob("*.py"))
        if path.stem not in NOT_VERBS and not path.stem.startswith("_")
    }


def help_line(path: Path) -> str:
    """Return the first line of a module's docstring without importing the module."""
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return docstring.partition("\n")[0]


def catalogue() -> dict[str, str]:
    """Return every verb with its line of help, in the order of the alphabet."""
    files = modules(FOLDER) | modules(solver.FOLDER)
    return {verb: help_line(path) for verb, path in sorted(files.items())}


def overview() -> str:
    """Return the text of `tuntas --help`."""
    verbs = catalogue()
    width = max(map(len, verbs)) + 2
    return "\n".join([USAGE, "", *(f"  {verb:<{width}}{line}" for verb, line in verbs.items())])


def dispatch(argv: list[str]) -> int:
    """Run the verb that the first argument names; without one, list the verbs."""
    if not argv or argv[0] in {"-h", "--help"} or argv == ["help"]:
        print(overview())
        return 0
    if argv[0] == "--version":
        print(f"tuntas {__version__}")
        return 0
    if argv[0] == "help":
        argv = [argv[1], "--help"]
    verb, arguments = argv[0], argv[1:]
    if verb in modules(solver.FOLDER):
        return solver.run(verb, arguments)
    path = modules(FOLDER).get(verb)
    if path is None:
        return _unknown(verb)
    module = importlib.import_module(f"app.cli.{path.stem}")
    return int(module.run(arguments))


def _unknown(verb: str) -> int:
    near = difflib.get_close_matches(verb, catalogue(), n=1)
    hint = f"did you mean `{near[0]}`?" if near else "`tuntas --help` lists the verbs."
    print(f"tuntas: there is no verb `{verb}`; {hint}", file=sys.stderr)
    return 2
