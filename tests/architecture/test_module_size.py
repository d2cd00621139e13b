"""Size: modules stay short enough to be read in one go.

The longest is measured as it stands. For the median the docstrings are left out: the form that optimizer/ and
models/ must follow takes as many lines as the code, and would count against what it is asked for.
"""

from __future__ import annotations

import ast
import statistics
from pathlib import Path

import pytest

from tests.architecture.sources import LIBRARY_FOLDERS, python_files, shown

LONGEST = 400
LONGEST_MEDIAN = 100


def length(path: Path) -> int:
    """Return the number of lines of a file."""
    return len(path.read_text(encoding="utf-8").splitlines())


def docstring_length(path: Path) -> int:
    """Return the number of lines of a file that are docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    bodies = (node.body for node in ast.walk(tree) if isinstance(node, owners) and ast.get_docstring(node))
    return sum((body[0].end_lineno or 0) - body[0].lineno + 1 for body in bodies)


def test_no_module_is_longer_than_400_lines():
    """Migrations count as well: a long one is several migrations."""
    long = {shown(path): length(path) for path in python_files() if length(path) > LONGEST}
    assert not long, (
        f"Too long: {long}. Cure: split each by what it is about, never into a collection of leftovers."
    )


@pytest.mark.parametrize("folder", LIBRARY_FOLDERS)
def test_the_median_module_has_less_than_100_lines(folder):
    """Half of what a reader opens is over soon."""
    median = statistics.median(length(path) - docstring_length(path) for path in python_files(folder))
    assert median < LONGEST_MEDIAN, (
        f"The median module of {folder}/ has {median} lines. Cure: split the longest."
    )
