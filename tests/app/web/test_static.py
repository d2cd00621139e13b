"""Static files: what is foreign is as its manifest says, and the colours can be read."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from app.web.assets import FOLDER, Assets

VENDOR = FOLDER / "vendor"
TEST_VENDOR = FOLDER.parents[1] / "tests" / "vendor"
TOKENS = (FOLDER / "css" / "tokens.css").read_text(encoding="utf-8")

TEXT = ("ink", "muted", "primary", "ok", "warn", "bad", "hold")
GROUNDS = ("surface", "bg")
SOFT = ("primary", "ok", "warn", "bad", "hold")
READABLE = 4.5
"""Least contrast of text with its ground (WCAG 2.2, 1.4.3)."""
VISIBLE = 3.0
"""Least contrast of what bounds a control (WCAG 2.2, 1.4.11)."""


@pytest.mark.parametrize("folder", [VENDOR, TEST_VENDOR], ids=["served", "for tests"])
def test_every_foreign_file_is_in_the_manifest_as_it_was_fetched(folder: Path):
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    listed = {name: digest for entry in manifest for name, digest in entry["files"].items()}
    present = {path.name for path in folder.iterdir()} - {"manifest.json"}
    assert present == set(listed)
    for name, digest in listed.items():
        assert hashlib.sha512((folder / name).read_bytes()).hexdigest() == digest, name
    allowed = {"0BSD", "MIT", "OFL-1.1"} if folder == VENDOR else {"MPL-2.0"}
    for entry in manifest:
        assert entry["licence"] in allowed
        assert any(name.endswith("LICENSE.txt") for name in entry["files"]), entry["package"]


def test_no_static_file_fetches_from_elsewhere():
    for path in FOLDER.rglob("*"):
        if path.suffix in {".css", ".js"} and path.parent != VENDOR:
            assert not re.search(r"https?://(?!www\.w3\.org)", path.read_text(encoding="utf-8")), path.name


def test_the_address_changes_with_any_file(tmp_path):
    (tmp_path / "a.css").write_text("a{}")
    before = Assets(tmp_path).hash
    (tmp_path / "a.css").write_text("b{}")
    assert Assets(tmp_path).hash != before


def test_a_name_that_no_file_has_is_refused_when_the_page_is_made():
    with pytest.raises(KeyError, match=r"nix\.css"):
        Assets().url("css/nix.css")


def theme(name: str) -> dict[str, str]:
    """Return the colours of a theme; the dark one inherits from the light one."""
    light, dark = TOKENS.split(':root[data-theme="dark"]')
    pairs = re.compile(r"--([\w-]+):\s*(#[0-9A-Fa-f]{6})")
    colours = dict(pairs.findall(light))
    return colours if name == "light" else {**colours, **dict(pairs.findall(dark))}


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour by the WCAG formula."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_text_can_be_read_on_every_ground_it_stands_on(name: str):
    colours = theme(name)
    pairs = [(text, ground) for text in TEXT for ground in (*GROUNDS, "sunken")]
    pairs += [(text, f"{text}-soft") for text in SOFT]
    pairs += [("on-primary", "primary"), ("on-primary", "primary-strong"), ("muted", "neutral-soft")]
    pairs += [
        ("side-ink", "side"),
        ("side-heading", "side"),
        ("on-side", "side-here"),
        ("on-side", "side-badge"),
    ]
    pairs += [("ink", "primary-soft"), ("ink", "neutral-soft"), ("primary", "neutral-soft")]
    for text, ground in pairs:
        ratio = contrast(colours[text], colours[ground])
        assert ratio >= READABLE, f"{name}: {text} on {ground} has {ratio:.2f}"


@pytest.mark.parametrize("name", ["light", "dark"])
def test_controls_and_marks_can_be_seen(name: str):
    colours = theme(name)
    for mark in ("control", "primary", "chart", "chart-edge"):
        for ground in GROUNDS:
            ratio = contrast(colours[mark], colours[ground])
            assert ratio >= VISIBLE, f"{name}: {mark} on {ground} has {ratio:.2f}"


def test_no_style_sheet_names_a_colour_of_its_own():
    """White and black with transparency, as shadows need, are no colours of the palette."""
    for path in (FOLDER / "css").glob("*.css"):
        if path.name in {"tokens.css", "print.css"}:
            continue
        found = re.findall(r"#[0-9A-Fa-f]{3,8}\b", path.read_text(encoding="utf-8"))
        assert not found, f"{path.name} names {found}; use a token"


def test_every_token_that_a_style_sheet_uses_exists():
    known = set(re.findall(r"(--[\w-]+)\s*:", TOKENS))
    for path in (FOLDER / "css").glob("*.css"):
        used = set(re.findall(r"var\((--[\w-]+)", path.read_text(encoding="utf-8")))
        assert used <= known, f"{path.name} uses {sorted(used - known)}"
