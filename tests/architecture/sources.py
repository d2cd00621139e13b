"""The files that are ours, by kind, and the commands of the environment that look at them."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]

CODE_FOLDERS = ("app", "models", "optimizer", "tests", "scripts")
LIBRARY_FOLDERS = ("app", "models", "optimizer")

# Files of others that are shipped as they came.
FOREIGN_FOLDERS = {"vendor", "__pycache__"}

# Written by a machine from pyproject.toml, so that no rule of style fits them.
LOCKS = ("uv.lock", "requirements.lock", "requirements-cluster.lock", "requirements-test.lock")


def _is_ours(path: Path) -> bool:
    return not FOREIGN_FOLDERS & set(path.relative_to(ROOT).parts)


@cache
def python_files(*folders: str) -> tuple[Path, ...]:
    """Return the Python files of the named folders, or of all code when none is named."""
    found = (path for folder in folders or CODE_FOLDERS for path in (ROOT / folder).rglob("*.py"))
    root_files = () if folders else ROOT.glob("*.py")
    return tuple(sorted(filter(_is_ours, [*found, *root_files])))


@cache
def template_files() -> tuple[Path, ...]:
    """Return the templates."""
    return tuple(sorted((ROOT / "templates").rglob("*.html")))


@cache
def text_files() -> tuple[Path, ...]:
    """Return everything that a reader may open: code, templates, styles, scripts, documents, settings."""
    folders = (*CODE_FOLDERS, "templates", "docs", ".ci")
    inside = (path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file())
    at_root = (path for path in ROOT.iterdir() if path.is_file() and path.name not in LOCKS)
    kinds = {".py", ".html", ".css", ".js", ".md", ".toml", ".txt", ".json", ".po", ".ini", ".mako", ""}
    return tuple(sorted(path for path in [*inside, *at_root] if path.suffix in kinds and _is_ours(path)))


def shown(path: Path) -> str:
    """Return a path as it is shown in messages."""
    return path.relative_to(ROOT).as_posix()


@cache
def project() -> dict:
    """Return the content of pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def run_tool(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the environment in the root folder and return what it said."""
    command = Path(sys.executable).with_name(name)
    return subprocess.run([command, *arguments], cwd=ROOT, capture_output=True, text=True)


def optional_dependencies() -> list[str]:
    """Return what the extras of pyproject.toml ask for."""
    extras = project()["project"].get("optional-dependencies", {})
    return [line for lines in extras.values() for line in lines]
