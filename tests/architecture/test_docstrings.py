"""Docstrings: public functions of optimizer/ and models/ say what goes in and what comes out."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator

import pytest
from numpydoc.validate import validate

from tests.architecture.sources import ROOT, python_files, shown

# Missing text, missing or unknown parameters, missing types and descriptions, missing returns.
CHECKED = {"GL08", "SS01", "SS03", "PR01", "PR02", "PR03", "PR07", "RT01", "RT03"}


def public_functions() -> Iterator[str]:
    """Yield the dotted name of each public function of a public module."""
    for path in python_files("optimizer", "models"):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if any(part.startswith("_") and part != "__init__" for part in parts) or "versions" in parts:
            continue
        module = ".".join(part for part in parts if part != "__init__")
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield f"{module}.{node.name}"


def test_public_functions_are_documented_in_full():
    """Parameters with their types, shapes and units; results; one sentence first."""
    found = []
    for name in public_functions():
        module, _, function = name.rpartition(".")
        if module == "models.migrations.env":
            continue  # Alembic executes this file; it cannot be imported.
        assert hasattr(importlib.import_module(module), function)
        faults = [fault for fault in validate(name)["errors"] if fault[0] in CHECKED]
        found += [f"  {name}: {code} {sentence}" for code, sentence in faults]
    assert not found, "\n".join(["Docstrings are incomplete (form: CONTRIBUTING.md):", *found])


@pytest.mark.parametrize("path", [path for path in python_files() if path.name != "__init__.py"], ids=shown)
def test_a_module_says_what_it_is_for(path):
    """At least one sentence."""
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert text, f"{shown(path)} has no docstring"
