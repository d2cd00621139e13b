"""The direction of imports: the contracts of pyproject.toml hold."""

from __future__ import annotations

from tests.architecture.sources import run_tool


def test_the_import_contracts_hold():
    """Each broken contract is printed with its file and line."""
    result = run_tool("lint-imports")
    assert result.returncode == 0, (
        f"{result.stdout}\n{result.stderr}\n"
        "An import goes against the direction that docs/architecture.md draws. Cure: move the code to the "
        "side that may know both, or pass the value in."
    )
