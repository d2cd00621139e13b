"""The templates' environment: undefined names are errors, text is escaped, and every block renders alone.

`ui` (the macros) and the filters are globals, not imports: a block that htmx asks for is rendered without the
top of its page, where an import would stand.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.web import formats, svg
from app.web.assets import Assets
from app.web.i18n import translate

COMMON_SHEETS = ("tokens", "base", "layout", "components", "tables", "forms", "charts", "phone")
PRINT_SHEET = "css/print.css"
FOLDER = Path(__file__).resolve().parents[2] / "templates"


def make_environment(assets: Assets) -> Environment:
    """Build the environment that renders all pages."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters.update(formats.FILTERS)
    environment.globals.update(_=translate, asset=assets.url, draw=svg, sheets=_sheets(assets))
    environment.globals["ui"] = _macros(environment)
    return environment


def _sheets(assets: Assets) -> list[str]:
    """Order the style sheets: the common ones first, then each area's own, and not the one for printing."""
    common = [f"css/{name}.css" for name in COMMON_SHEETS]
    own = [name for name in assets.files if name.startswith("css/") and name not in {*common, PRINT_SHEET}]
    return [*common, *sorted(own)]


def _macros(environment: Environment) -> SimpleNamespace:
    """Gather the macros of all files in templates/components under one name."""
    ui = SimpleNamespace()
    # Macros call each other through `ui` too, so it must be there before they are read.
    environment.globals["ui"] = ui
    for path in sorted((FOLDER / "components").glob("*.html")):
        module = environment.get_template(f"components/{path.name}").module
        for name, macro in vars(module).items():
            if name.startswith("_"):
                continue
            if hasattr(ui, name):
                raise RuntimeError(f"Two files in templates/components define {name}")
            setattr(ui, name, macro)
    return ui


def render(environment: Environment, template: str, block: str | None, values: Mapping[str, Any]) -> str:
    """Render a whole template, or one block of it by itself."""
    page = environment.get_template(template)
    if block is None:
        return page.render(values)
    return "".join(page.blocks[block](page.new_context(dict(values))))


def has_block(environment: Environment, template: str, block: str) -> bool:
    """Tell whether a template itself defines a block; those of its layout are no fragments."""
    return block in environment.get_template(template).blocks
