"""The locks: what pip installs is what uv installs, each file with its hash, and nothing names an index."""

from __future__ import annotations

import re
import tomllib
from functools import cache

import pytest

from tests.architecture.sources import ROOT, optional_dependencies, project, shown, text_files

CURE = "Cure: `make lock` (needs uv), and commit all lock files together with pyproject.toml."

Pins = dict[tuple[str, str], frozenset[str]]


@cache
def uv_packages() -> list[dict]:
    """Return the packages of uv.lock."""
    return tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]


def uv_pins() -> Pins:
    """Return the hashes of each name and version in uv.lock, our own project left out."""
    return {
        (package["name"], package["version"]): frozenset(
            file["hash"] for file in [*package.get("wheels", []), package.get("sdist")] if file
        )
        for package in uv_packages()
        if "registry" in package["source"]
    }


def exported_pins(name: str) -> Pins:
    """Return the hashes of each name and version in an exported lock."""
    text = (ROOT / name).read_text(encoding="utf-8")
    blocks = re.split(r"(?m)^(?=[a-zA-Z0-9])", text)
    pins: Pins = {}
    for block in filter(None, blocks):
        head = re.match(r"([A-Za-z0-9._-]+)==([^\s;\\]+)", block)
        assert head, f"{name}: not a pinned requirement: {block[:80]!r}. {CURE}"
        pins[head[1], head[2]] = frozenset(re.findall(r"--hash=(sha256:[0-9a-f]{64})", block))
    return pins


def reachable(groups: bool, extras: bool) -> set[str]:
    """Return the names that the project needs, followed through uv.lock."""
    packages: dict[str, list[dict]] = {}
    for package in uv_packages():
        packages.setdefault(package["name"], []).append(package)
    (own,) = packages["tuntas"]
    waiting = list(own.get("dependencies", []))
    if extras:
        waiting += [entry for extra in own.get("optional-dependencies", {}).values() for entry in extra]
    if groups:
        waiting += [entry for group in own["dev-dependencies"].values() for entry in group]
    seen: set[tuple[str, str]] = set()
    while waiting:
        entry = waiting.pop()
        for extra in ["", *entry.get("extra", [])]:
            if (entry["name"], extra) in seen:
                continue
            seen.add((entry["name"], extra))
            for package in packages[entry["name"]]:
                optional = package.get("optional-dependencies", {}).get(extra, [])
                waiting += optional if extra else package.get("dependencies", [])
    return {name for name, _ in seen}


LOCKS = {
    "requirements.lock": (False, False),
    "requirements-cluster.lock": (False, True),
    "requirements-test.lock": (True, False),
}
"""Exported lock by what it holds beside the program's own needs: groups, extras."""


@pytest.mark.parametrize("name", LOCKS)
def test_the_exported_lock_is_the_lock_of_uv(name):
    """Same names, same versions, same hashes; nothing more and nothing less than the project needs."""
    names = reachable(*LOCKS[name])
    wanted = {pin: hashes for pin, hashes in uv_pins().items() if pin[0] in names}
    found = exported_pins(name)
    assert found.keys() == wanted.keys(), f"{name}: {sorted(found.keys() ^ wanted.keys())} differ. {CURE}"
    stale = [pin for pin in wanted if found[pin] != wanted[pin]]
    assert not stale, f"{name}: other hashes than uv.lock for {stale}. {CURE}"


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_of_a_lock_has_hashes(name):
    """pip refuses a lock in which only some packages have hashes, but says so late."""
    bare = [pin for pin, hashes in exported_pins(name).items() if not hashes]
    assert not bare, f"{name}: no hash for {bare}. {CURE}"


def test_uv_lock_belongs_to_this_project_file():
    """A dependency that was added without locking would be missing on every other machine."""
    (own,) = [package for package in uv_packages() if package["name"] == "tuntas"]
    locked = {entry["name"] for entry in own["metadata"]["requires-dist"]}
    declared = {
        re.split(r"[\[<>=!~; ]", line)[0].lower().replace("_", "-")
        for line in [*project()["project"]["dependencies"], *optional_dependencies()]
    }
    assert locked == declared, f"{sorted(locked ^ declared)} differ. {CURE}"


def test_no_file_names_a_package_index():
    """Where packages come from is the choice of the machine, not of the checkout."""
    pattern = re.compile(r"--(extra-)?index-url|--find-links|\[\[?tool\.uv\.index|index-url\s*=")
    files = [*text_files(), *(ROOT / name for name in LOCKS)]
    found = [
        shown(path)
        for path in files
        if "tests/architecture" not in shown(path) and pattern.search(path.read_text(encoding="utf-8"))
    ]
    assert not found, (
        f"{found} name a package index. Cure: leave that to pip.conf, uv.toml or the environment."
    )
