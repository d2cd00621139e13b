"""A real browser on the real program: the small city served on a free port, and Chromium with one account.

The program runs in a thread of the test, so a test may look into its database at the same time.
"""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from app.config import Settings
from app.database import Database
from app.main import create_app
from app.web import session
from models import Account, WebSession
from tests.app import city as cities
from tests.app.solved import solve_round
from tests.needs import need

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
DESK, PHONE, NARROW = 1440, 390, 320

# These say that a test opened a page that is meant to fail, not that the page is broken.
_EXPECTED = ("Failed to load resource: the server responded with a status of 4",)


@dataclass
class Live:
    """The served program."""

    url: str
    settings: Settings
    database: Database
    city: cities.City

    def token(self, login: str) -> str:
        """Open a session of an account without going through the door."""
        token = session.new_token()
        with self.database.write() as db:
            account = db.query(Account).filter_by(login=login).one()
            db.add(WebSession(token_hash=session.digest(token), account_id=account.id, state={}))
        return token


@pytest.fixture(scope="session")
def live(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The program with its small city and a solved round, served until the tests end."""
    need("chromium")
    file = tmp_path_factory.mktemp("live") / "tuntas.db"
    shutil.copyfile(sqlite_template, file)
    database = Database(f"sqlite:///{file}")
    with database.write() as db:
        city = cities.build(db)
    solve_round(database, city)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = Settings(database_url=f"sqlite:///{file}", base_url=f"http://127.0.0.1:{port}")
    config = uvicorn.Config(create_app(settings), port=port, log_level="error", lifespan="on")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the program did not start"
        time.sleep(0.05)
    yield Live(settings.base_url, settings, database, city)
    server.should_exit = True
    thread.join(timeout=10)
    database.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """Chromium, once per module: its driver keeps an event loop running, which other tests need free."""
    program = need("chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@dataclass
class Window:
    """A window of the browser, with what it complained about."""

    page: Any
    live: Live
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Open a page of the program."""
        self.page.goto(self.live.url + path)

    def axe(self) -> list[str]:
        """Return what axe finds wrong with the page as it is now."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{violation['id']}: {node['html'][:160]} ({node['failureSummary'][:160]})"
            for violation in found["violations"]
            for node in violation["nodes"]
        ]

    def overflow(self) -> int:
        """Return by how many pixels the page is wider than the window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


class Windows:
    """Opens windows, and closes them with the test."""

    def __init__(self, chromium: Any, live: Live) -> None:
        self.chromium = chromium
        self.live = live
        self.contexts: list[Any] = []

    def __call__(
        self, login: str | None = None, width: int = DESK, language: str = "id", *, scripts: bool = True
    ) -> Window:
        """Open a window in which an account is signed in."""
        # Without motion, so that no colour is judged halfway.
        context = self.chromium.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            locale="id-ID",
            reduced_motion="reduce",
        )
        self.contexts.append(context)
        names = {session.LANGUAGE: language}
        if login:
            names[session.SESSION] = self.live.token(login)
        context.add_cookies(
            [
                {"name": session.cookie_name(name, self.live.settings), "value": value, "url": self.live.url}
                for name, value in names.items()
            ]
        )
        window = Window(context.new_page(), self.live)

        def hear(message: Any) -> None:
            if message.type in {"error", "warning"} and not message.text.startswith(_EXPECTED):
                window.complaints.append(message.text)

        window.page.on("console", hear)
        window.page.on("pageerror", lambda error: window.complaints.append(str(error)))
        return window


@pytest.fixture
def window(chromium: Any, live: Live) -> Iterator[Windows]:
    """Call it for a window: `window("planner", width=PHONE)`."""
    windows = Windows(chromium, live)
    yield windows
    for context in windows.contexts:
        context.close()
