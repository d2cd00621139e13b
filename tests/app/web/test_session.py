"""Sessions: strict identifiers, limits, and nothing that outlives a logout."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from app.database import WebDatabase
from app.web import session
from models import Account, WebSession, utc_now
from tests.app.city import PASSWORD
from tests.sites import Site


def log_in(site: Site, role: str = "planner"):
    browser = site.client(None)
    browser.get("/masuk")
    answer = browser.post("/masuk", {"nama": role, "sandi": PASSWORD})
    assert answer.status_code == 303
    return browser


def test_a_planted_identifier_opens_nothing_before_or_after_the_owners_login(site: Site):
    """Session fixation: the victim's browser carries an identifier that the attacker knows."""
    planted = session.new_token()
    victim, attacker = site.client(None), site.client(None)
    victim.set_cookie(session.SESSION, planted)
    attacker.set_cookie(session.SESSION, planted)
    victim.get("/masuk")
    victim.post("/masuk", {"nama": "planner", "sandi": PASSWORD})
    assert victim.cookie(session.SESSION) != planted
    assert victim.get("/sesi").status_code == 200
    assert attacker.get("/sesi").status_code == 303


def test_a_login_ends_the_session_that_the_browser_had_before(site: Site):
    browser = log_in(site)
    old = browser.cookie(session.SESSION)
    browser.post("/masuk", {"nama": "auditor", "sandi": PASSWORD})
    assert browser.cookie(session.SESSION) != old
    thief = site.client(None)
    thief.set_cookie(session.SESSION, old or "")
    assert thief.get("/sesi").status_code == 303


def test_the_database_does_not_hold_the_identifier(site: Site):
    browser = log_in(site)
    with site.database.read() as db:
        stored = db.scalars(select(WebSession.token_hash)).all()
    assert browser.token not in stored
    assert session.digest(browser.token or "") in stored


def test_after_logout_the_old_identifier_is_dead_and_the_browser_forgets(site: Site):
    browser = log_in(site)
    old = browser.token
    answer = browser.post("/keluar")
    assert answer.headers["clear-site-data"] == '"cache", "storage"'
    assert browser.cookie(session.SESSION) is None
    browser.set_cookie(session.SESSION, old or "")
    assert browser.get("/sesi").status_code == 303


def test_a_session_rests_as_long_as_its_role_allows_and_not_a_second_longer(site: Site):
    for role, minutes in (("planner", 15), ("staff", 30)):
        for seconds, status in ((-2, 200), (2, 303)):
            browser = site.client(role)
            seen = utc_now() - timedelta(minutes=minutes, seconds=seconds)
            with site.database.write() as db:
                owner = WebSession.token_hash == session.digest(browser.token or "")
                db.execute(update(WebSession).where(owner).values(last_seen_at=seen))
            assert browser.get("/sesi").status_code == status, (role, seconds)


def test_a_session_ends_at_its_age_however_busy(site: Site):
    for role, hours in (("planner", 8), ("staff", 12)):
        for seconds, status in ((-2, 200), (2, 303)):
            browser = site.client(role)
            with site.database.write() as db:
                owner = WebSession.token_hash == session.digest(browser.token or "")
                born = utc_now() - timedelta(hours=hours, seconds=seconds)
                db.execute(update(WebSession).where(owner).values(created_at=born))
            assert browser.get("/sesi").status_code == status, (role, seconds)


def test_a_page_that_is_used_keeps_its_session_alive_without_writing(site: Site):
    browser = site.client("planner")
    token_hash = session.digest(browser.token or "")
    with site.database.write() as db:
        seen = utc_now() - timedelta(minutes=14)
        db.execute(update(WebSession).where(WebSession.token_hash == token_hash).values(last_seen_at=seen))
    assert browser.get("/sesi").status_code == 200
    with site.database.read() as db:
        stored = db.scalar(select(WebSession.last_seen_at).where(WebSession.token_hash == token_hash))
    assert stored == seen, "a GET has written"
    assert site.app.state.activity.last(token_hash, seen) > seen


@pytest.mark.anyio
async def test_the_time_of_last_use_is_written_down_and_then_forgotten(site: Site):
    browser = site.client("planner")
    token_hash = session.digest(browser.token or "")
    now, activity = utc_now(), session.Activity()
    activity.note(token_hash, now)
    database = WebDatabase(site.settings.database_url)
    await activity.write_down(database)
    await activity.write_down(database)
    await database.close()
    with site.database.read() as db:
        row = select(WebSession.last_seen_at).where(WebSession.token_hash == token_hash)
        assert db.scalar(row) == now
    long_ago = now - timedelta(days=1)
    assert activity.last(token_hash, long_ago) == long_ago


@pytest.mark.anyio
async def test_a_time_that_could_not_be_written_is_kept(tmp_path: Path):
    activity, now = session.Activity(), utc_now()
    activity.note("x" * 64, now)
    unmigrated = WebDatabase(f"sqlite:///{tmp_path}/empty.db")
    with pytest.raises(OperationalError):
        await activity.write_down(unmigrated)
    await unmigrated.close()
    assert activity.last("x" * 64, now - timedelta(days=1)) == now


def test_a_closed_account_and_a_changed_role_count_at_the_next_request(site: Site):
    browser = site.client("planner")
    assert browser.get("/sesi").status_code == 200
    with site.database.write() as db:
        db.execute(update(Account).where(Account.login == "planner").values(active=False))
    assert browser.get("/sesi").status_code == 303


def test_over_tls_the_cookie_is_bound_to_this_host_and_to_tls(sqlite_url: str):
    from app.config import Settings

    settings = Settings(database_url=sqlite_url, base_url="https://tuntas.wanasari.go.id")
    cookie = session.make_cookie(session.SESSION, "x", settings).to_header(header="")
    assert cookie.startswith("__Host-tuntas=x")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
