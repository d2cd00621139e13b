"""Every page keeps the promises of pages: a template that exists, finished values, a title, no imports."""

from __future__ import annotations

import dataclasses
import importlib
import re
import typing
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes
from jinja2.meta import find_undeclared_variables

from app.main import areas
from app.web.assets import Assets
from app.web.context import PageContext
from app.web.errors import ErrorContext
from app.web.i18n import speaking
from app.web.templates import FOLDER, make_environment, render
from models import ROLES, Base
from tests.architecture.access_table import ROWS, Row
from tests.architecture.test_access import address, admitted
from tests.sites import Site

TEMPLATES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.html"))
KNOWN = {"page", "shell"}
"""What a page renders from, beside the environment's own globals."""


@pytest.fixture(scope="module")
def environment() -> Environment:
    """The environment that renders all pages."""
    return make_environment(Assets())


def page_contexts() -> list[type[PageContext]]:
    """Return the context classes of all areas."""
    for area in areas():
        package = area.__name__.rpartition(".")[0]
        for path in sorted(Path(area.__file__ or "").parent.glob("*contexts*.py")):
            importlib.import_module(f"{package}.{path.stem}")

    def below(base: type[PageContext]) -> Iterator[type[PageContext]]:
        for child in base.__subclasses__():
            yield child
            yield from below(child)

    found = [context for context in below(PageContext) if context.__module__.startswith("app.")]
    assert ErrorContext in found
    return sorted(set(found), key=lambda context: context.__qualname__)


@pytest.mark.parametrize("name", TEMPLATES)
def test_each_template_compiles_and_uses_only_known_names(environment: Environment, name: str):
    """A name that no render gives would fail only on the branch that uses it."""
    source = (FOLDER / name).read_text(encoding="utf-8")
    tree = environment.parse(source)
    environment.get_template(name)
    own = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}
    unknown = find_undeclared_variables(tree) - KNOWN - set(environment.globals) - own - {"caller"}
    assert not unknown, f"{name} uses {sorted(unknown)}; a template knows `page`, `shell` and the globals"


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_template_imports(environment: Environment, name: str):
    """What is imported at the top of a page is unknown in a block that is rendered alone."""
    tree = environment.parse((FOLDER / name).read_text(encoding="utf-8"))
    imports = list(tree.find_all((nodes.Import, nodes.FromImport, nodes.Include)))
    assert not imports, f"{name} imports at line {imports[0].lineno}; macros are `ui.<name>`"


@pytest.mark.parametrize(
    "name", [name for name in TEMPLATES if not name.startswith(("layouts/", "components/"))]
)
def test_nothing_is_set_outside_a_block_that_a_block_uses(environment: Environment, name: str):
    """`{% set %}` at the top of a page is unknown in a block that is rendered alone."""
    tree = environment.parse((FOLDER / name).read_text(encoding="utf-8"))
    outside = {
        target.name
        for node in tree.body
        if isinstance(node, nodes.Assign)
        for target in node.find_all(nodes.Name)
        if target.ctx == "store"
    }
    assert not outside, (
        f"{name} sets {sorted(outside)} outside a block; set it inside, or put it in the context"
    )


@pytest.mark.parametrize(
    "name", [name for name in TEMPLATES if not name.startswith(("layouts/", "components/"))]
)
def test_a_block_named_like_an_element_fills_that_element(name: str):
    """htmx asks for a block by the id of its target: block `staff_table`, id `staff-table`."""
    source = (FOLDER / name).read_text(encoding="utf-8")
    inherited = {"body", "crumbs", "heading", "subtitle", "actions", "content", "facts", "foot", "beside"}
    for target in re.findall(r'hx-target="#([\w-]+)"', source):
        assert f"block {target.replace('-', '_')} " in source, f"{name}: no block fills #{target}"
        assert f'id="{target}"' in source, f"{name}: no element has the id {target}"
        assert target.replace("-", "_") not in inherited


def test_each_page_context_is_frozen_and_has_a_title_and_a_template():
    for context in page_contexts():
        assert dataclasses.is_dataclass(context), context
        assert context.__dataclass_params__.frozen, f"{context.__qualname__} is not frozen"
        assert "title" in {field.name for field in dataclasses.fields(context)}
        assert context.template in TEMPLATES, f"{context.__qualname__} names {context.template}"
        assert context.__doc__, f"{context.__qualname__} does not say what it shows"


@pytest.mark.parametrize("row", [row for row in ROWS if row.method == "GET"], ids=lambda row: row.path)
def test_each_block_of_a_page_renders_alone(shared_site: Site, row: Row, monkeypatch: pytest.MonkeyPatch):
    """htmx may ask for any block; it must need nothing but the page's context and the frame."""
    rendered: list[tuple[Environment, str, dict]] = []

    def keep(environment: Environment, template: str, block: str | None, values: dict) -> str:
        rendered.append((environment, template, values))
        return render(environment, template, block, values)

    monkeypatch.setattr("app.web.page.render", keep)
    role = None if row.roles == "public" else min(admitted(row), key=ROLES.index)
    answer = shared_site.client(role).get(address(row, shared_site))
    assert bool(rendered) == answer.headers.get("content-type", "").startswith("text/html"), (
        answer.status_code
    )
    for environment, template, values in rendered:
        for block in environment.get_template(template).blocks:
            with speaking("id"):
                render(environment, template, block, values)


def _types_in(hint: object) -> Iterator[object]:
    yield hint
    for part in typing.get_args(hint):
        yield from _types_in(part)


def test_no_page_context_holds_a_row_of_the_database():
    """A row would let a template cause a query, and would carry fields that nobody has chosen to show."""
    for context in page_contexts():
        seen: set[object] = set()
        waiting: list[object] = [context]
        while waiting:
            kind = waiting.pop()
            if kind in seen or not dataclasses.is_dataclass(kind):
                continue
            seen.add(kind)
            for name, hint in typing.get_type_hints(kind).items():
                for part in _types_in(hint):
                    if isinstance(part, type):
                        assert not issubclass(part, Base), (
                            f"{context.__qualname__}.{name} holds {part.__name__}"
                        )
                        waiting.append(part)


def test_each_side_bar_entry_leads_to_a_page_and_lights_up():
    entries = [entry for area in areas() for entry in getattr(area, "NAV", ())]
    keys = [entry.key for entry in entries]
    assert len(keys) == len(set(keys)), "two side bar entries have the same key"
    lit = {context.nav for context in page_contexts()} - {""}
    assert lit <= set(keys), f"no side bar entry is called {sorted(lit - set(keys))}"
    assert set(keys) <= lit, f"no page lights {sorted(set(keys) - lit)}"


def test_each_icon_that_a_template_or_the_side_bar_names_is_in_the_sprite():
    sprite = (FOLDER.parent / "app" / "static" / "vendor" / "icons.svg").read_text(encoding="utf-8")
    known = set(re.findall(r'<symbol id="([\w-]+)"', sprite))
    used = {entry.icon for area in areas() for entry in getattr(area, "NAV", ())}
    for name in TEMPLATES:
        used |= set(re.findall(r'ui\.icon\("([\w-]+)"', (FOLDER / name).read_text(encoding="utf-8")))
    assert used <= known, f"scripts/vendor.py does not take the icons {sorted(used - known)}"
