"""Packages: every folder of code is one, so that the tools see it and test names cannot clash."""

from __future__ import annotations

from tests.architecture.sources import LIBRARY_FOLDERS, python_files, shown

# Alembic reads the folder of migrations file by file.
NO_PACKAGES = {"models/migrations/versions", "models/migrations"}


def test_every_folder_of_code_is_a_package():
    """Without `__init__.py` the import contracts and the type checker pass a folder by in silence."""
    folders = {path.parent for path in python_files(*LIBRARY_FOLDERS, "tests")}
    missing = [
        shown(folder)
        for folder in sorted(folders)
        if not (folder / "__init__.py").exists() and shown(folder) not in NO_PACKAGES
    ]
    assert not missing, (
        f"No __init__.py in {missing}. Cure: add one with a docstring that says what the folder is for."
    )
