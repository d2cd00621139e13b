"""Sites for tests of pages: the program on a fresh database with a small city, and browsers of each role."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from app.config import Settings
from app.database import Database
from app.main import create_app
from app.web import csrf, session
from models import Account, WebSession
from tests.app import city as cities
from tests.app.solved import solve_round

BASE = "http://tuntas.test"


class Browser:
    """A browser of one account: it keeps its cookies, follows no redirect, and sends the form token."""

    def __init__(self, client: TestClient[Litestar], settings: Settings, token: str | None) -> None:
        self.client = client
        self.settings = settings
        self.token = token
        self._cookies: dict[str, str] = {}
        self._form_token = ""
        if token:
            self._cookies[session.cookie_name(session.SESSION, settings)] = token

    @property
    def csrf(self) -> str:
        """The token that a form of this browser's pages carries."""
        return self._form_token or csrf.token_for(self.token or "")

    def request(self, method: str, path: str, *, headers: dict[str, str] | None = None, **rest: Any) -> Any:
        """Send a request as this browser would."""
        jar = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        sent = {"accept": "text/html", **({"cookie": jar} if jar else {}), **(headers or {})}
        self.client.cookies.clear()
        answer = self.client.request(method, path, headers=sent, follow_redirects=False, **rest)
        for cookie in answer.cookies.jar:
            if cookie.value:
                self._cookies[cookie.name] = cookie.value
        # A cookie that was taken back is not in the jar any more.
        for line in answer.headers.get_list("set-cookie"):
            if "Max-Age=0" in line:
                self._cookies.pop(line.partition("=")[0], None)
        found = re.search(rf'name="{csrf.FIELD}" value="(\w+)"', answer.text)
        kept = self._cookies.get(session.cookie_name(session.SESSION, self.settings))
        if found:
            self._form_token = found[1]
        elif kept != self.token:
            # The next page of a new session would bring a new token.
            self._form_token = ""
        self.token = kept
        return answer

    def get(self, path: str, **rest: Any) -> Any:
        """Open a page."""
        return self.request("GET", path, **rest)

    def fragment(self, path: str, target: str, **rest: Any) -> Any:
        """Ask for the block of an element, as htmx does."""
        headers = {"hx-request": "true", "hx-target": f"section#{target}", "hx-request-type": "partial"}
        return self.request("GET", path, headers=headers, **rest)

    def post(self, path: str, fields: dict[str, Any] | None = None, **rest: Any) -> Any:
        """Send a form with its token."""
        return self.request("POST", path, data={csrf.FIELD: self.csrf, **(fields or {})}, **rest)

    def set_cookie(self, name: str, value: str) -> None:
        """Plant a cookie."""
        self._cookies[session.cookie_name(name, self.settings)] = value

    def cookie(self, name: str) -> str | None:
        """Read a cookie of ours."""
        return self._cookies.get(session.cookie_name(name, self.settings))


class Site:
    """The program with its database, its city, and browsers of its accounts."""

    def __init__(self, app: Litestar, client: TestClient[Litestar], url: str, city: cities.City) -> None:
        self.app = app
        self.city = city
        self.database = Database(url)
        self.settings: Settings = app.state.settings
        self._client = client

    def client(self, role: str | None, *, other: bool = False) -> Browser:
        """Return a browser in which an account is signed in; `other` takes the foreign department's."""
        token = None
        if role is not None:
            token = session.new_token()
            login = f"{role}-asing" if other else role
            with self.database.write() as db:
                account = db.query(Account).filter_by(login=login).one()
                db.add(WebSession(token_hash=session.digest(token), account_id=account.id, state={}))
        return Browser(self._client, self.settings, token)


def open_site(
    url: str, extra_routes: tuple[Any, ...] = (), *, solved: bool = False, **settings: Any
) -> Iterator[Site]:
    """Start the program on a migrated database and fill it; `solved` adds a solved round."""
    database = Database(url)
    with database.write() as db:
        city = cities.build(db)
    if solved:
        solve_round(database, city)
    database.close()
    # A developer may leave out areas that are being rebuilt: TUNTAS_TEST_AREAS=login,me pytest …
    wanted = os.environ.get("TUNTAS_TEST_AREAS")
    names = wanted.split(",") if wanted else None
    app = create_app(Settings(database_url=url, base_url=BASE, **settings), extra_routes, names)
    with ExitStack() as stack:
        client = stack.enter_context(TestClient(app, base_url=BASE, raise_server_exceptions=False))
        site = Site(app, client, url, city)
        stack.callback(site.database.close)
        yield site


@pytest.fixture
def site(sqlite_url: str) -> Iterator[Site]:
    """A site of this test's own, which it may change."""
    yield from open_site(sqlite_url)


@pytest.fixture
def each_site(database_url: str) -> Iterator[Site]:
    """A site of this test's own, once on SQLite and once on PostgreSQL."""
    yield from open_site(database_url)


@pytest.fixture(scope="session")
def shared_site(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site for tests that only read; its round has a run and a plan."""
    file = tmp_path_factory.mktemp("site") / "tuntas.db"
    shutil.copyfile(sqlite_template, file)
    yield from open_site(f"sqlite:///{file}", solved=True)
