"""Dependencies: what is imported is declared, and what is declared is used."""

from __future__ import annotations

import ast
import re
import sys
from functools import cache
from importlib.metadata import packages_distributions

from tests.architecture.sources import LIBRARY_FOLDERS, optional_dependencies, project, python_files

# SQLAlchemy loads its drivers by the name in a database's address.
DRIVERS = {"aiosqlite": "sqlite+aiosqlite", "psycopg": "postgresql+psycopg"}


@cache
def declared() -> frozenset[str]:
    """Return the names of the packages that the program needs, as pyproject.toml writes them."""
    lines = [*project()["project"]["dependencies"], *optional_dependencies()]
    return frozenset(re.split(r"[\[<>=!~; ]", line)[0] for line in lines)


@cache
def imported() -> frozenset[str]:
    """Return the names of the packages that the program imports, and of modules that belong to none."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in python_files(*LIBRARY_FOLDERS))
    nodes = [node for tree in trees for node in ast.walk(tree)]
    modules = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    modules |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    tops = {module.partition(".")[0] for module in modules} - set(LIBRARY_FOLDERS) - sys.stdlib_module_names
    owners = packages_distributions()
    return frozenset(name.lower().replace("_", "-") for top in tops for name in set(owners.get(top, [top])))


def test_what_is_imported_is_declared():
    """A package that only another one brings along may be gone with that one's next version."""
    stray = imported() - declared()
    assert not stray, (
        f"{sorted(stray)} are imported and not declared. Cure: CONTRIBUTING.md, add a dependency."
    )


def test_what_is_declared_is_used():
    """Each package is installed on every machine, and each is one more to watch."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in python_files(*LIBRARY_FOLDERS))
    idle = {name for name in declared() - imported() if name not in DRIVERS or DRIVERS[name] not in text}
    assert not idle, f"Nothing uses {sorted(idle)}. Cure: take them out of pyproject.toml, then `make lock`."
