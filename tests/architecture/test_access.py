"""Every route answers every role as the access table says; nobody sees another department's things."""

from __future__ import annotations

import re

import pytest
from litestar import get

from app.access import POLICY, Policy
from app.main import PolicyMissing, create_app, handlers
from app.web.csrf import SAFE_METHODS
from models import ROLES
from tests.app.city import FOREIGN, FOREIGN_NIP
from tests.architecture.access_table import ROWS, Row
from tests.sites import Browser, Site

WHOLE_CITY = {"planner", "advisory", "authority", "auditor"}
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


def address(row: Row, site: Site, *, foreign: bool = False, missing: bool = False) -> str:
    """Fill the keys into a row's path."""
    keys = {"round": site.city.round, "hold": site.city.hold, **site.city.keys(foreign=foreign)}
    kinds = [] if missing else row.own.split()
    filled = iter([keys.get(kind, NOBODY) for kind in kinds])
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


def test_a_program_with_a_route_without_policy_does_not_start(sqlite_url: str):
    from app.config import Settings

    @get("/bocor", sync_to_thread=False)
    def leaking() -> str:
        return "rahasia"

    with pytest.raises(PolicyMissing, match="GET /bocor"):
        create_app(Settings(database_url=sqlite_url), (leaking,), area_names=["login"])


@pytest.mark.parametrize("row", GUARDED, ids=name)
def test_a_visitor_is_sent_to_the_door(shared_site: Site, row: Row):
    """The answer is the same whether the key exists or not."""
    visitor = shared_site.client(None)
    for missing in (False, True):
        answer = call(visitor, row, address(row, shared_site, missing=missing))
        assert answer.status_code == 303, row
        assert answer.headers["location"].startswith("/masuk"), row


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("row", GUARDED, ids=name)
def test_a_role_is_let_in_or_refused_as_its_row_says(shared_site: Site, row: Row, role: str):
    browser = shared_site.client(role)
    answer = call(browser, row, address(row, shared_site))
    if role not in admitted(row):
        assert answer.status_code == 403, f"{role} is let into {row.method} {row.path}"
        assert "peran lain" in answer.text
    elif row.method in SAFE_METHODS:
        assert answer.status_code in {200, 302, 303, 404}, f"{role} {row.path}: {answer.status_code}"
        is_there = row.own and "?" not in row.own.split()
        assert answer.status_code != 404 or not is_there or role == "staff", f"{role} misses {row.path}"
    else:
        assert answer.status_code == 403, "a change without its token was accepted"
        assert "tidak disimpan" in answer.text


@pytest.mark.parametrize("role", ["head", "staff"])
@pytest.mark.parametrize("row", OWNED, ids=name)
def test_a_foreign_thing_looks_like_a_missing_one(shared_site: Site, row: Row, role: str):
    if role not in admitted(row):
        pytest.skip(f"{role} is refused as a role, whatever the key")
    browser = shared_site.client(role)
    answers = []
    for options in ({"foreign": True}, {"missing": True}):
        path = address(row, shared_site, **options)
        answers.append(browser.get(path) if row.method in SAFE_METHODS else browser.post(path))
    foreign, missing = answers
    assert foreign.status_code == missing.status_code == 404, row
    assert foreign.content == missing.content, "the answers tell which key exists"


@pytest.mark.parametrize("role", ["head", "staff", "admin"])
@pytest.mark.parametrize("row", READING, ids=name)
def test_no_page_carries_a_canary_of_another_department(shared_site: Site, row: Row, role: str):
    if role not in admitted(row):
        pytest.skip("refused as a role")
    answer = call(shared_site.client(role), row, address(row, shared_site))
    assert FOREIGN not in answer.text, f"{role} sees the foreign department on {row.path}"
    assert FOREIGN_NIP not in answer.text


@pytest.mark.parametrize("row", READING, ids=name)
def test_a_get_changes_nothing(site: Site, row: Row):
    """Every table is compared before and after, for a role that the route admits.

    That a record was opened may be written down: the person can see it. Nothing else may change.
    """
    from sqlalchemy import select

    from models import AuditEntry, Base

    def content() -> dict[str, list]:
        with site.database.read() as db:
            rows = {
                table.name: db.execute(select(table).order_by(*table.primary_key)).all()
                for table in Base.metadata.sorted_tables
            }
        readings = {"person.read_record"}
        rows[AuditEntry.__tablename__] = [
            row for row in rows[AuditEntry.__tablename__] if row.action not in readings
        ]
        return rows

    role = None if row.roles == "public" else sorted(admitted(row), key=ROLES.index)[0]
    browser = site.client(role)
    before = content()
    call(browser, row, address(row, site))
    assert content() == before
