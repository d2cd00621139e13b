"""The security headers are on every answer, whatever its kind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from litestar import get, post
from litestar.exceptions import HTTPException
from litestar.params import FromQuery

from app.access import allow, public
from app.web.headers import HEADERS, NO_STORE
from tests.sites import Site, open_site


@get("/uji/gagal", opt=public(), sync_to_thread=False)
def failing() -> None:
    raise RuntimeError("198604122010012014 rahasia")


@get("/uji/status", opt=public(), sync_to_thread=False)
def refusing(status: FromQuery[int]) -> None:
    raise HTTPException(status_code=status, detail="rahasia")


@post("/uji/isi", opt=allow("planner"), sync_to_thread=False)
def taking() -> None:
    """Take anything."""


@pytest.fixture
def trial_site(sqlite_url: str) -> Iterator[Site]:
    """A site with routes that go wrong."""
    yield from open_site(sqlite_url, (failing, refusing, taking))


def assert_complete(answer, path: str) -> None:
    missing = {name for name, value in HEADERS.items() if answer.headers.get(name) != value}
    assert not missing, f"{path} ({answer.status_code}) lacks {missing}"


def test_every_kind_of_answer_has_all_headers(trial_site: Site):
    stranger, planner, staff = (trial_site.client(role) for role in (None, "planner", "staff"))
    static = trial_site.app.state.assets.url("css/base.css")
    answers = {
        "page": (planner.get("/sesi"), 200),
        "redirect to login": (stranger.get("/sesi"), 303),
        "public page": (stranger.get("/masuk"), 200),
        "unknown": (planner.get("/tidak/ada"), 404),
        "wrong method": (planner.request("PUT", "/sesi"), 404),
        "options": (planner.request("OPTIONS", "/sesi"), 404),
        "not for this role": (staff.post("/uji/isi"), 403),
        "forged": (planner.request("POST", "/uji/isi"), 403),
        "malformed": (planner.get("/uji/status?status=x"), 400),
        "crash": (planner.get("/uji/gagal"), 500),
        "static": (stranger.get(static), 200),
        "static unknown": (stranger.get("/s/x/y.css"), 404),
        "health": (stranger.get("/healthz"), 200),
        "too many": (planner.get("/uji/status?status=429"), 429),
        "unavailable": (planner.get("/uji/status?status=503"), 500),
    }
    for name, (answer, status) in answers.items():
        assert answer.status_code == status, name
        assert_complete(answer, name)
        if name != "static":
            assert answer.headers["cache-control"] == NO_STORE, name


def test_a_large_body_is_refused_before_it_is_read(trial_site: Site):
    planner = trial_site.client("planner")
    answer = planner.post("/uji/isi", {"teks": "x" * (2 * 1024 * 1024)})
    assert answer.status_code == 413
    assert_complete(answer, "large body")


def test_only_over_tls_the_browser_is_told_to_stay_there(sqlite_url: str):
    from app.config import Settings
    from app.web.headers import Outermost

    async def nothing(scope, receive, send) -> None:
        """Answer nothing."""

    plain = Outermost(nothing, Settings(database_url=sqlite_url)).complete([])
    secure = Outermost(nothing, Settings(database_url=sqlite_url, base_url="https://x.go.id")).complete([])
    assert b"strict-transport-security" not in dict(plain)
    assert b"max-age=63072000" in dict(secure)[b"strict-transport-security"]


def test_static_files_may_be_kept_for_ever_under_their_hash_only(shared_site: Site):
    stranger = shared_site.client(None)
    url = shared_site.app.state.assets.url("css/base.css")
    assert "immutable" in stranger.get(url).headers["cache-control"]
    old = url.replace(shared_site.app.state.assets.hash, "0" * 16)
    assert stranger.get(old).headers["cache-control"] == NO_STORE
    assert "set-cookie" not in stranger.get(url).headers


def test_no_path_leads_out_of_the_static_folder(shared_site: Site):
    stranger = shared_site.client(None)
    version = shared_site.app.state.assets.hash
    for path in ("../config.py", "%2e%2e/config.py", "css/../../config.py", "/etc/passwd", "css"):
        assert stranger.get(f"/s/{version}/{path}").status_code == 404


def test_an_error_page_repeats_nothing_and_tells_nothing(trial_site: Site):
    planner = trial_site.client("planner")
    for path in (
        "/uji/gagal",
        "/uji/status?status=409",
        "/tidak/198604122010012014",
        "/uji/status?status=x198",
    ):
        body = planner.get(path).text
        for secret in ("rahasia", "198604122010012014", "Traceback", "RuntimeError", "x198"):
            assert secret not in body, (path, secret)


def test_a_crash_gives_a_number_and_says_what_is_safe(trial_site: Site):
    answer = trial_site.client("planner").get("/uji/gagal")
    assert "data tidak berubah" in answer.text
    assert "Nomor rujukan" in answer.text


def test_when_even_the_error_page_fails_there_is_an_answer(trial_site: Site, monkeypatch: pytest.MonkeyPatch):
    def broken(*_: object) -> str:
        raise RuntimeError("198604122010012014")

    monkeypatch.setattr("app.web.page.render", broken)
    answer = trial_site.client("planner").get("/tidak/ada")
    assert answer.status_code == 500
    assert "Coba lagi" in answer.text
    assert "198604122010012014" not in answer.text
    assert_complete(answer, "last resort")


def test_a_signed_out_fragment_is_told_to_go_to_the_login_page(shared_site: Site):
    answer = shared_site.client(None).fragment("/sesi", "password-form")
    assert answer.status_code == 401
    assert answer.headers["hx-redirect"] == "/masuk"


def test_an_error_in_a_fragment_is_a_fragment(shared_site: Site):
    answer = shared_site.client("planner").fragment("/tidak/ada", "x")
    assert answer.status_code == 404
    assert answer.text.startswith("<section")
