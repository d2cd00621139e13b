"""Fetch the few foreign browser files that Tuntas serves itself, and write their manifest.

A developer's tool, run only to take a new version: `python3 scripts/vendor.py`. It needs npm; nobody who
installs Tuntas does. Each package is pinned exactly, its tarball is checked against the digest that the
registry publishes, and the manifest records name, version, licence and the digest of every file we keep.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Package, exact version, licence, and which file of it becomes which file of ours.
Package = tuple[str, str, str, dict[str, str]]

SERVED: tuple[Package, ...] = (
    (
        "htmx.org",
        "4.0.1",
        "0BSD",
        {"dist/htmx.min.js": "htmx.min.js", "LICENSE": "htmx.LICENSE.txt"},
    ),
    (
        "@fontsource-variable/inter",
        "5.3.0",
        "OFL-1.1",
        {"files/inter-latin-wght-normal.woff2": "inter-latin.woff2", "LICENSE": "inter.LICENSE.txt"},
    ),
    ("bootstrap-icons", "1.13.2", "MIT", {"LICENSE": "icons.LICENSE.txt"}),
)

# The checker of accessibility is for the tests alone; it is never served.
FOR_TESTS: tuple[Package, ...] = (
    ("axe-core", "4.14.1", "MPL-2.0", {"axe.min.js": "axe.min.js", "LICENSE": "axe.LICENSE.txt"}),
)

ICONS = """
    activity archive arrow-down-up arrow-left arrow-left-right arrow-repeat arrow-right arrow-up-right
    award bar-chart bell book box-arrow-left box-arrow-right briefcase building bullseye calendar-event
    calendar4 card-checklist check-circle check-circle-fill check2 chevron-down chevron-left
    chevron-right chevron-up circle clipboard-check clock clock-history cpu database diagram-3 download
    envelope exclamation-circle exclamation-circle-fill exclamation-triangle exclamation-triangle-fill
    eye file-earmark-arrow-up file-earmark-spreadsheet file-earmark-text flag funnel gear graph-up
    grid-1x2 hash hdd-stack hourglass-split house info-circle info-circle-fill journal-check key
    keyboard layers layout-split link-45deg list list-ul lock lock-fill map mortarboard pause-fill
    pencil people people-fill person person-badge person-check person-dash person-gear person-plus
    pin-angle play-fill plus-lg printer question-circle question-circle-fill scissors search send
    shield-lock shield-x shuffle signpost-split slash-circle sort-down sort-up speedometer2 star
    stop-fill table three-dots translate trash unlock upload x-circle x-circle-fill x-lg
""".split()


def sha512(content: bytes) -> str:
    """Return the hexadecimal SHA-512 digest of `content`."""
    return hashlib.sha512(content).hexdigest()


def fetch(name: str, version: str, folder: Path) -> tuple[Path, str]:
    """Download one package and return its unpacked folder and the integrity string npm verified."""
    packed = subprocess.run(
        ["npm", "pack", "--json", f"{name}@{version}", "--pack-destination", str(folder)],
        check=True,
        capture_output=True,
        text=True,
    )
    listing = json.loads(packed.stdout)
    entry = listing[0] if isinstance(listing, list) else next(iter(listing.values()))
    target = folder / re.sub(r"\W+", "-", name)
    with tarfile.open(folder / Path(entry["filename"]).name) as archive:
        archive.extractall(target, filter="data")
    return target / "package", str(entry["integrity"])


def sprite(folder: Path) -> str:
    """Join the chosen icons into one SVG of symbols, so that a page fetches one file for all of them."""
    symbols = []
    for name in sorted(set(ICONS)):
        source = (folder / "icons" / f"{name}.svg").read_text(encoding="utf-8")
        body = re.sub(r"^<svg[^>]*>|</svg>\s*$", "", source.strip()).strip()
        body = re.sub(r"\s*\n\s*", "", body)
        symbols.append(f'<symbol id="{name}" viewBox="0 0 16 16">{body}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def renew(packages: tuple[Package, ...], folder: Path) -> None:
    """Replace the vendored files of a folder and their manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    entries = []
    with tempfile.TemporaryDirectory() as scratch:
        for name, version, licence, files in packages:
            package, integrity = fetch(name, version, Path(scratch))
            kept: dict[str, bytes] = {
                target: (package / source).read_bytes() for source, target in files.items()
            }
            if name == "bootstrap-icons":
                kept["icons.svg"] = sprite(package).encode()
            if name == "htmx.org":
                # The source map is not served, and a browser that asks for it would get an error page.
                kept["htmx.min.js"] = re.sub(rb"\n?//# sourceMappingURL=\S+\s*$", b"\n", kept["htmx.min.js"])
            for target, content in kept.items():
                (folder / target).write_bytes(content)
            entries.append(
                {
                    "package": name,
                    "version": version,
                    "licence": licence,
                    "integrity": integrity,
                    "files": {target: sha512(content) for target, content in sorted(kept.items())},
                }
            )
    (folder / "manifest.json").write_text(json.dumps(entries, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    renew(SERVED, ROOT / "app" / "static" / "vendor")
    renew(FOR_TESTS, ROOT / "tests" / "vendor")
