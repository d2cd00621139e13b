"""Style: ruff finds nothing, and has nothing to reformat."""

from __future__ import annotations

from tests.architecture.sources import run_tool


def test_ruff_finds_nothing():
    """The rules are chosen in pyproject.toml."""
    result = run_tool("ruff", "check", "--output-format=concise", ".")
    assert result.returncode == 0, f"{result.stdout}\nCure: `make format`, then mend what is left by hand."


def test_the_code_is_formatted():
    """The formatter ends every talk about commas."""
    result = run_tool("ruff", "format", "--check", ".")
    assert result.returncode == 0, f"{result.stdout}\nCure: `make format`."
