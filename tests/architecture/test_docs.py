"""The documents name what exists: dependencies, verbs, decisions, changes, links."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.cli.verbs import catalogue
from app.config import Settings
from tests.architecture.sources import ROOT, optional_dependencies, project, shown

ADR_FOLDER = ROOT / "docs" / "adr"
ADR_HEADINGS = ["Status", "Context", "Decision", "Consequences", "Alternatives refused"]

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def text_of(name: str) -> str:
    """Return the text of a document."""
    return (ROOT / name).read_text(encoding="utf-8")


def test_each_dependency_has_its_reason():
    """A row of the table in docs/architecture.md, under the name that pyproject.toml uses."""
    groups = project()["dependency-groups"]
    lines = [
        *project()["project"]["dependencies"],
        *optional_dependencies(),
        *groups["test"],
        *groups["lint"],
    ]
    names = {re.split(r"[\[<>=!~; ]", line)[0] for line in lines}
    section = text_of("docs/architecture.md").partition("\n## Dependencies\n")[2].partition("\n## ")[0]
    rows = set(re.findall(r"(?m)^\| `([\w.-]+)` \|", section))
    assert names <= rows, (
        f"No row in docs/architecture.md for {sorted(names - rows)}. Cure: say there why it is needed."
    )
    assert rows <= names, (
        f"docs/architecture.md gives reasons for {sorted(rows - names)}, which nothing needs any more."
    )


@pytest.mark.parametrize("verb", catalogue())
def test_each_verb_of_the_command_line_is_documented(verb):
    """A verb that only `--help` knows is found by nobody."""
    texts = "\n".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)
    assert re.search(rf"tuntas(\.py)? {verb}\b|`{verb}`", texts), (
        f"No document names `tuntas {verb}`. Cure: a row in the README's table of verbs."
    )


@pytest.mark.parametrize("verb", catalogue())
def test_each_verb_has_a_line_of_help(verb):
    """The line is the first one of the module's docstring, a sentence that fits on a terminal."""
    line = catalogue()[verb]
    assert line.endswith("."), (
        f"The help of `{verb}` is {line!r}. Cure: one sentence as first line of its docstring."
    )
    assert len(line) <= 90


def test_each_setting_is_documented_with_its_default():
    """The table of docs/howto/operate.md says what an operator can set, and nothing that is gone."""
    rows = re.findall(r"(?m)^\| `(TUNTAS_\w+)` \| (?:`(.*?)`)? ?\|", text_of("docs/howto/operate.md"))
    settings = Settings()
    actual = {f"TUNTAS_{name.upper()}": getattr(settings, name) for name in Settings.__struct_fields__}
    shown_as = {name: str(value).lower() if value is False else str(value) for name, value in actual.items()}
    assert dict(rows) == shown_as, (
        "Cure: bring the table of docs/howto/operate.md in line with app/config.py."
    )


def test_decisions_are_numbered_without_a_gap():
    """A number is never used twice, and a decision that falls is superseded, not removed."""
    numbers = sorted(int(path.name[:4]) for path in ADR_FOLDER.glob("[0-9]*.md"))
    assert numbers == list(range(1, len(numbers) + 1)), f"docs/adr holds {numbers}"


@pytest.mark.parametrize("path", sorted(ADR_FOLDER.glob("[0-9]*.md")), ids=lambda path: path.name)
def test_a_decision_has_its_five_headings(path):
    """Status, Context, Decision, Consequences, Alternatives refused: in this order."""
    headings = re.findall(r"(?m)^## (.+)$", path.read_text(encoding="utf-8"))
    assert headings == ADR_HEADINGS, f"{shown(path)} has {headings}"


def test_the_decisions_are_listed():
    """The index in docs/adr/README.md links each of them."""
    index = text_of("docs/adr/README.md")
    missing = [path.name for path in ADR_FOLDER.glob("[0-9]*.md") if path.name not in index]
    assert not missing, f"docs/adr/README.md does not list {missing}"


def test_the_changelog_begins_with_what_is_not_released():
    """The place for the line that each change adds."""
    first = re.search(r"(?m)^## (.+)$", text_of("CHANGELOG.md"))
    assert first
    assert first[1] == "Unreleased"


@pytest.mark.parametrize("path", DOCUMENTS, ids=shown)
def test_the_links_of_a_document_lead_somewhere(path: Path):
    """Only links inside the project can be checked, and all of those are."""
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
    dead = [link for link in targets if "://" not in link and not (path.parent / link).exists()]
    assert not dead, f"{shown(path)} links to {dead}"


def test_the_version_is_the_same_everywhere():
    """`tuntas --version` and the project file tell one number."""
    from app import __version__

    assert project()["project"]["version"] == __version__
