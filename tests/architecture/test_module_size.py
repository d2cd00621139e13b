"""Size: modules stay short enough to be read in one go."""

from __future__ import annotations

import statistics
from pathlib import Path

import pytest

from tests.architecture.sources import LIBRARY_FOLDERS, python_files, shown

LONGEST = 400
LONGEST_MEDIAN = 100


def length(path: Path) -> int:
    """Return the number of lines of a file."""
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_module_is_longer_than_400_lines():
    """Migrations count as well: a long one is several migrations."""
    long = {shown(path): length(path) for path in python_files() if length(path) > LONGEST}
    assert not long, (
        f"Too long: {long}. Cure: split each by what it is about, never into a collection of leftovers."
    )


@pytest.mark.parametrize("folder", LIBRARY_FOLDERS)
def test_the_median_module_has_less_than_100_lines(folder):
    """Half of what a reader opens is over soon."""
    median = statistics.median(map(length, python_files(folder)))
    assert median < LONGEST_MEDIAN, (
        f"The median module of {folder}/ has {median} lines. Cure: split the longest."
    )
