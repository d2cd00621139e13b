"""Types: mypy finds nothing in app, models and optimizer."""

from __future__ import annotations

import pytest

from tests.architecture.sources import run_tool


@pytest.mark.timeout(900)  # The first run has no cache and reads all of SQLAlchemy and numpy.
def test_the_types_agree():
    """The strictness is chosen in pyproject.toml."""
    result = run_tool("mypy")
    assert result.returncode == 0, (
        f"{result.stdout}\n{result.stderr}\nCure: `.venv/bin/mypy` shows the same lines."
    )
