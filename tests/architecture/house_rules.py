"""The house rules: what no general linter knows.

A rule is a pattern that must not occur in the files it looks at. It carries its reason, its cure, and
lines that it must accept and refuse, so that the catalogue tests itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class HouseRule:
    """One rule; `files` and `exempt` are patterns over paths such as ``app/web/page.py``."""

    code: str
    files: str
    pattern: str
    reason: str
    cure: str
    good: Sequence[str]
    bad: Sequence[str]
    exempt: str = r"$^"

    def looks_at(self, path: str) -> bool:
        """Tell whether the rule concerns a file."""
        return bool(re.search(self.files, path)) and not re.search(self.exempt, path)

    def offences(self, text: str) -> list[int]:
        """Return the numbers of the lines that break the rule."""
        return [number for number, line in enumerate(text.splitlines(), 1) if re.search(self.pattern, line)]


LIBRARY = r"^(app|models|optimizer)/.*\.py$"
PYTHON = r"\.py$"
TEMPLATES = r"^templates/"
ANYTHING = r""

RULES = (
    HouseRule(
        code="no-safe-filter",
        files=TEMPLATES,
        pattern=r"\|\s*safe\b|autoescape\s+false",
        reason="Text that is not escaped lets a name or a note run as a script.",
        cure="Pass a finished value and let the template escape it.",
        good=["{{ person.name }}", "{{ t('Safe') }}"],
        bad=["{{ note|safe }}", "{{ note | safe }}", "{% autoescape false %}"],
    ),
    HouseRule(
        code="no-markup",
        files=LIBRARY,
        pattern=r"\bMarkup\(",
        reason="Markup declares a text harmless; one forgotten value inside it is a hole.",
        cure="Write the markup in a template. A drawing made of numbers alone belongs into app/web/svg.",
        good=["MarkupPlan()", "page = Page(context)"],
        bad=["return Markup(f'<b>{name}</b>')"],
        exempt=r"^app/web/(svg|icons|drawing)\w*\.py$|^app/web/svg/",
    ),
    HouseRule(
        code="no-response-cache",
        files=r"^app/.*\.py$",
        pattern=r"\bcache\s*=\s*(True|\d|CACHE)",
        reason="The framework's response cache knows no users: it would show one person the page of another.",
        cure="Cache the query's result inside the application, with the reader's scope in the key.",
        good=["@get('/staf')", "self.cache = {}"],
        bad=["@get('/staf', cache=True)", "@get('/staf', cache=60)"],
    ),
    HouseRule(
        code="no-inline-handler",
        files=TEMPLATES,
        pattern=r"<[^>]*\son[a-z]+\s*=|\bhx-on\b|\bjs:",
        reason="The content security policy runs no inline script, so the button would do nothing.",
        cure="Listen in a module of app/static/js, or use an htmx attribute.",
        good=['<button hx-post="/putaran">', '<option value="on">'],
        bad=[
            '<button onclick="go()">',
            '<form class="x" onsubmit="return check()">',
            '<a hx-on:click="go()">',
        ],
    ),
    HouseRule(
        code="no-inline-style",
        files=TEMPLATES,
        pattern=r"\sstyle\s*=|<style\b",
        reason="The content security policy applies no inline style, so the page would look broken.",
        cure="Use a class of app/static/css; draw lengths that depend on figures as SVG attributes.",
        good=['<p class="style">', '<link rel="stylesheet" href="/s/base.css">'],
        bad=['<p style="color: red">', "<style>p { color: red }</style>"],
    ),
    HouseRule(
        code="no-script-body",
        files=TEMPLATES,
        pattern=r"<script(?![^>]*\b(src|type=\"application/json\")\b)[^>]*>",
        reason="The content security policy runs no script that stands in the page.",
        cure="Move it to a module of app/static/js and load that with src.",
        good=['<script src="/s/app.js" defer></script>'],
        bad=["<script>go()</script>", '<script type="module">go()</script>'],
    ),
    HouseRule(
        code="no-outside-asset",
        files=r"^(templates|app/static)/",
        pattern=r"""(src|href|action)\s*=\s*["'](https?:)?//|url\(\s*["']?https?://|@import\s+["']https?://""",
        reason="A page that fetches from elsewhere tells others who reads it, and fails on an intranet.",
        cure="Keep the file under app/static/vendor with its licence.",
        good=['<script src="/s/htmx.js">', '<a href="/putaran">'],
        bad=['<script src="https://cdn.example/x.js">', '<link href="//cdn.example/x.css">'],
    ),
    HouseRule(
        code="no-naive-now",
        files=PYTHON,
        pattern=r"\bdatetime\.now\(\s*\)|\butcnow\(|\bdate\.today\(",
        reason="Indonesia has three time zones; a local clock makes two dates of one moment.",
        cure="Take the time from the application's clock (`now()` in UTC, `today()` in the city's zone).",
        good=["moment = datetime.now(UTC)", "clock.today()"],
        bad=["datetime.now()", "datetime.utcnow()", "date.today()"],
        exempt=r"clock\.py$",
    ),
    HouseRule(
        code="no-promises",
        files=ANYTHING,
        pattern=r"\b(TODO|FIXME|XXX|HACK)\b|\braise NotImplementedError\b",
        reason="A promise in the code is read by nobody who could keep it.",
        cure="Do it, or leave it out and open an issue.",
        good=["# The last round has no successor.", "except (NotImplementedError, ValueError):"],
        bad=["# TODO: later", "raise NotImplementedError"],
    ),
    HouseRule(
        code="suppressions-have-reasons",
        files=PYTHON,
        pattern=r"#\s*(noqa(?!:)|noqa:\s*[A-Z0-9, ]+$|type:\s*ignore(?!\[)|type:\s*ignore\[[^\]]*\]\s*$)",
        reason="A bare suppression hides every other fault on its line, and nobody knows when it may go.",
        cure="Name the one code, and say why on the same line: `# noqa: S608 - the table name is ours`.",
        good=[
            "x = 1  # noqa: S608 - the table name is ours",
            "# type: ignore[arg-type]  # numpy knows better",
        ],
        bad=[
            "x = 1  # noqa",
            "x = 1  # noqa: S608",
            "f(x)  # type: ignore",
            "f(x)  # type: ignore[arg-type]",
        ],
    ),
    HouseRule(
        code="no-reserved-audit-words",
        files=LIBRARY,
        pattern=r"(?i)\b(update|delete\s+from)\s+audit\b",
        reason="The audit is only ever added to; the database refuses the rest, and so do we.",
        cure="Add a row that says what was wrong.",
        good=["insert into audit", 'text("select * from audit")'],
        bad=['text("UPDATE audit SET actor = 1")', 'text("delete from audit")'],
        exempt=r"^models/",
    ),
    HouseRule(
        code="no-pickle",
        files=LIBRARY,
        pattern=r"\b(import|from)\s+(pickle|dill|cloudpickle|shelve|marshal)\b|\bjoblib\.load\(",
        reason="Reading such a file runs whatever its writer put into it.",
        cure="Store numbers and texts (JSON, numpy without objects), or models with skops.",
        good=["import json", "numpy.load(file, allow_pickle=False)"],
        bad=["import pickle", "from pickle import loads", "model = joblib.load(path)"],
    ),
    HouseRule(
        code="no-machine-path",
        files=ANYTHING,
        pattern=r"(?<![\w.~:/-])/(work|home|root|Users)/\w|\.\./shared\b",
        reason="A path of one machine means nothing on another.",
        cure="Write paths relative to the project, or take them from a setting.",
        good=["see docs/architecture.md", "/usr/lib/postgresql", "https://host.example/work/x"],
        bad=["open('/home/ani/case.json')", "see ../shared/x"],
    ),
    HouseRule(
        code="no-private-network-name",
        files=ANYTHING,
        pattern=r"https?://[\w.-]+/(simple|pypi)\b",
        reason="Where packages come from is the choice of the machine.",
        cure="Leave it to pip.conf, uv.toml or the environment.",
        good=["PIP_INDEX_URL", "https://tuntas.example/putaran"],
        bad=["https://mirror.example/simple"],
    ),
    HouseRule(
        code="no-leftover-names",
        files=r"^(app|models|optimizer|tests)/(.*/)?(utils?|helpers?|common|managers?|handlers?|misc|data|info)(\.py|/)",
        pattern=r"",
        reason="A name that fits everything attracts everything.",
        cure="Name the module after what it is about.",
        good=[],
        bad=["any line of such a module"],
    ),
)
