"""Every route answers every role as the access table says; nobody sees another department's things."""

from __future__ import annotations

import re
from typing import Any

import pytest
from litestar import get
from sqlalchemy import select, true

from app.access import POLICY, Policy
from app.main import PolicyMissing, create_app, handlers
from app.web.csrf import SAFE_METHODS
from app.web.formats import nip
from app.web.gate import ALWAYS_ANONYMOUS, Gate
from models import ROLES, AuditEntry, Base
from tests.app.city import FOREIGN, FOREIGN_NIP, OWN_NIP, SANCTION
from tests.architecture.access_table import ROWS, Row
from tests.browsers import Live
from tests.sites import Browser, Site

NOBODY = "keykeykey222"
"""A key that no row has."""

GUARDED = [row for row in ROWS if row.roles != "public"]
OWNED = [row for row in ROWS if row.own in {"unit", "person", "post", "system"}]
READING = [row for row in ROWS if row.method == "GET"]


def name(row: Row) -> str:
    """Name a test after its route."""
    return f"{row.method} {row.path}"


def admitted(row: Row) -> frozenset[str]:
    """Return the roles that a row admits."""
    return frozenset(ROLES) if row.roles in {"*", "public"} else frozenset(row.roles.split())


def address(row: Row, site: Site | Live, *, foreign: bool = False, missing: bool = False) -> str:
    """Fill the keys into a row's path."""
    city = site.city
    keys = {kind: getattr(city, kind) for kind in ("round", "hold", "run", "move", "pin")}
    keys |= city.keys(foreign=foreign)
    kinds = [] if missing else row.own.split()
    filled = iter([keys.get(kind) or NOBODY for kind in kinds])
    return re.sub(r"\{[^}]*\}", lambda _: next(filled, NOBODY), row.path)


def call(browser: Browser, row: Row, path: str):
    """Call a route; one that changes something gets an empty form, which it refuses at the latest."""
    return browser.get(path) if row.method in SAFE_METHODS else browser.request(row.method, path)


def test_each_route_has_one_row_and_each_row_a_route(shared_site: Site):
    routes = {(method, path) for method, path, _ in handlers(shared_site.app)}
    rows = [(row.method, row.path) for row in ROWS]
    assert len(rows) == len(set(rows)), "a route has two rows"
    missing, dead = routes - set(rows), set(rows) - routes
    assert not missing, f"tests/architecture/access_table.py lacks {sorted(missing)}"
    assert not dead, f"tests/architecture/access_table.py names routes that are gone: {sorted(dead)}"


def test_each_policy_says_what_its_row_says(shared_site: Site):
    for method, path, handler in handlers(shared_site.app):
        policy: Policy = handler.opt[POLICY]
        row = next(row for row in ROWS if (row.method, row.path) == (method, path))
        assert policy.is_public == (row.roles == "public"), row
        if not policy.is_public:
            assert policy.roles == admitted(row), row


def test_no_pattern_of_addresses_and_no_mark_leads_around_the_gate(shared_site: Site):
    """The framework can exempt routes by searched patterns; the gate has none, and a mark for public ones."""
    assert Gate.exclude_path_pattern is None
    assert Gate.exclude_opt_key is None
    for method, path, handler in handlers(shared_site.app):
        assert not handler.opt.get(ALWAYS_ANONYMOUS) or handler.opt[POLICY].is_public, f"{method} {path}"
        gates = [layer for layer in handler.resolve_middleware() if isinstance(layer, Gate)]
        assert len(gates) == 1, f"{method} {path} does not pass the gate"


def test_a_program_with_a_route_without_policy_does_not_start(sqlite_url: str):
    from app.config import Settings

    @get("/bocor", sync_to_thread=False)
    def leaking() -> str:
        return "rahasia"

    with pytest.raises(PolicyMissing, match="GET /bocor"):
        create_app(Settings(database_url=sqlite_url), (leaking,), area_names=["login"])


class Answers:
    """Each route as each role, asked once; several tests look at the same answer."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.browsers: dict[str | None, Browser] = {}
        self.known: dict[tuple[str, str, str | None], Any] = {}

    def browser(self, role: str | None) -> Browser:
        """Return the browser of a role; it stays signed in."""
        if role not in self.browsers:
            self.browsers[role] = self.site.client(role)
        return self.browsers[role]

    def __call__(self, row: Row, role: str | None) -> Any:
        """Return the answer of a route, called with a key of the role's own department."""
        key = (row.method, row.path, role)
        if key not in self.known:
            self.known[key] = call(self.browser(role), row, address(row, self.site))
        return self.known[key]


@pytest.fixture(scope="module")
def answers(shared_site: Site) -> Answers:
    """The answers of the shared site."""
    return Answers(shared_site)


@pytest.mark.parametrize("row", GUARDED, ids=name)
def test_a_visitor_is_sent_to_the_door(answers: Answers, row: Row):
    """The answer is the same whether the key exists or not."""
    there = answers(row, None)
    missing = call(answers.browser(None), row, address(row, answers.site, missing=True))
    for answer in (there, missing):
        assert answer.status_code == 303, row
        assert answer.headers["location"].startswith("/masuk"), row
    assert there.content == missing.content


@pytest.mark.parametrize("row", GUARDED, ids=name)
def test_each_role_is_let_in_or_refused_as_the_row_says(answers: Answers, row: Row):
    is_there = bool(row.own) and "?" not in row.own.split()
    for role in ROLES:
        answer = answers(row, role)
        if role not in admitted(row):
            assert answer.status_code == 403, f"{role} is let into {name(row)}"
            assert "peran lain" in answer.text
        elif row.method in SAFE_METHODS:
            assert answer.status_code in {200, 303, 404}, f"{role} on {name(row)}: {answer.status_code}"
            if is_there and role != "staff":
                assert answer.status_code != 404, f"{role} misses {name(row)}"
        else:
            assert answer.status_code == 403, "a change without its token was accepted"
            assert "tidak disimpan" in answer.text


@pytest.mark.parametrize("row", OWNED, ids=name)
def test_a_foreign_thing_looks_like_a_missing_one(answers: Answers, row: Row):
    for role in {"head", "staff"} & admitted(row):
        browser, site = answers.browser(role), answers.site
        ask = browser.get if row.method in SAFE_METHODS else browser.post
        foreign, missing = ask(address(row, site, foreign=True)), ask(address(row, site, missing=True))
        assert foreign.status_code == missing.status_code == 404, f"{role} on {name(row)}"
        assert foreign.content == missing.content, "the answers tell which key exists"


@pytest.mark.parametrize("row", READING, ids=name)
def test_no_page_carries_a_canary_of_another_department(answers: Answers, row: Row):
    for role in {"head", "staff", "admin"} & admitted(row):
        text = answers(row, role).text
        if row.path.startswith("/opd"):
            # A shared plan tells a head where the own people go: post and department, and nothing else of it.
            for place in (f"Kepala Seksi {FOREIGN}", f"Dinas {FOREIGN}"):
                text = text.replace(place, "")
        assert FOREIGN not in text, f"{role} sees the foreign department on {row.path}"
        assert FOREIGN_NIP not in text


@pytest.mark.parametrize("row", READING, ids=name)
def test_no_page_shows_a_sanction_or_a_whole_nip_unasked(answers: Answers, row: Row):
    """Both are opened by name, by a request of their own that leaves a trace; only the own page has them."""
    for role in admitted(row) - {"staff"}:
        text = answers(row, role).text
        assert SANCTION not in text, f"{role} sees a sanction on {row.path}"
        for number in (OWN_NIP, FOREIGN_NIP):
            assert number not in text, f"{role} sees a whole NIP on {row.path}"
            assert nip(number) not in text, f"{role} sees a whole NIP on {row.path}"


def test_a_get_changes_nothing_but_the_trace_of_reading(site: Site):
    """Every table is compared before and after each page; only the reading of a record leaves an entry."""

    def content() -> dict[str, list[Any]]:
        reading = AuditEntry.action.like("person.read%") | AuditEntry.action.like("%.export")
        with site.database.read() as db:
            return {
                table.name: list(
                    db.execute(
                        select(table)
                        .where(~reading if table is AuditEntry.__table__ else true())
                        .order_by(*table.primary_key)
                    ).all()
                )
                for table in Base.metadata.sorted_tables
            }

    browsers = {role: site.client(role) for role in (None, *ROLES)}
    before = content()
    for row in READING:
        role = None if row.roles == "public" else min(admitted(row), key=ROLES.index)
        call(browsers[role], row, address(row, site))
        after = content()
        changed = [table for table, rows in after.items() if rows != before[table]]
        assert not changed, f"{name(row)} changes {changed}"
