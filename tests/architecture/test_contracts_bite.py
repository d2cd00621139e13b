"""The import contracts can fail: each is broken on purpose in a small copy of the layout, and reported."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, project

# Every module that a contract names by its full name must exist in the copy.
SKELETON = (
    "app/web.py",
    "app/cli/solver.py",
    "app/planning/contexts.py",
    "app/planning/translate/rows.py",
    "app/runs/child.py",
    "app/training/translate.py",
    "app/forecasts/translate.py",
    "models/person.py",
    "optimizer/case.py",
    "optimizer/verify.py",
    "optimizer/certificate/certify.py",
    "optimizer/engine/pricing.py",
    "optimizer/rules/_base.py",
    "optimizer/rules/hold.py",
)

KEPT = [
    ("app/planning/translate/rows.py", "import optimizer.case, models.person"),
    ("app/cli/solver.py", "import optimizer.case"),
    ("app/forecasts/translate.py", "import optimizer.case"),
    ("optimizer/rules/hold.py", "import optimizer.rules._base"),
    ("optimizer/engine/pricing.py", "import optimizer.rules._base, highspy"),
    ("app/web.py", "import models.person, litestar"),
]

BROKEN = [
    ("optimizer-alone", "optimizer/case.py", "import models.person"),
    ("optimizer-alone", "optimizer/engine/pricing.py", "import sqlalchemy"),
    ("models-alone", "models/person.py", "import litestar"),
    ("models-alone", "models/person.py", "import optimizer.case"),
    ("few-doors", "app/web.py", "from optimizer.case import Case"),
    ("judges-apart", "optimizer/rules/hold.py", "import optimizer.engine.pricing"),
    ("judges-apart", "optimizer/verify.py", "import optimizer.engine"),
    ("judges-apart", "optimizer/certificate/certify.py", "import optimizer.engine.pricing"),
    ("judges-apart", "optimizer/certificate/certify.py", "import highspy"),
    ("finished-values", "app/planning/contexts.py", "import models.person"),
    ("no-solver-in-app", "app/web.py", "import highspy"),
    ("no-solver-in-app", "app/forecasts/translate.py", "import sklearn"),
]


@pytest.fixture
def layout(tmp_path):
    """A copy of the layout without content, and of the contracts."""
    for name in SKELETON:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        for folder in path.relative_to(tmp_path).parents[:-1]:
            (tmp_path / folder / "__init__.py").touch()
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def check(layout: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the contracts of the copy."""
    command = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [command, "--no-cache", *options],
        cwd=layout,
        env={"PYTHONPATH": str(layout), "PATH": ""},
        capture_output=True,
        text=True,
    )


def test_allowed_imports_keep_the_contracts(layout):
    """The doors are open for those who have the key."""
    for name, line in KEPT:
        (layout / name).write_text(f"{line}\n")
    result = check(layout)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(("contract", "name", "line"), BROKEN)
def test_a_forbidden_import_breaks_its_contract(layout, contract, name, line):
    """And the report names the importing module."""
    (layout / name).write_text(f"{line}\n")
    result = check(layout, "--contract", contract)
    assert result.returncode == 1, result.stdout + result.stderr
    assert name.removesuffix(".py").replace("/", ".") in result.stdout


def test_every_contract_is_tried():
    """A contract that is never broken might hold nothing."""
    assert {entry["id"] for entry in project()["tool"]["importlinter"]["contracts"]} == {
        row[0] for row in BROKEN
    }
