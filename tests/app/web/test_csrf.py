"""Forged requests are refused, whichever half of the proof they lack."""

from __future__ import annotations

import pytest

from app.web import csrf
from tests.sites import BASE, Site

OWN = {"sec-fetch-site": "same-origin", "origin": BASE}


def language(site: Site) -> str:
    from sqlalchemy import select

    from models import Account

    with site.database.read() as db:
        return str(db.scalar(select(Account.language).where(Account.login == "planner")))


def test_a_form_of_the_own_page_is_accepted(site: Site):
    assert site.client("planner").post("/bahasa", {"bahasa": "en"}, headers=OWN).status_code == 303
    assert language(site) == "en"


@pytest.mark.parametrize(
    ("reason", "headers", "token"),
    [
        ("no token", OWN, ""),
        ("made up", OWN, "0" * 64),
        ("not ASCII", OWN, "é" * 64),
        ("same site", {"sec-fetch-site": "same-site", "origin": "http://lain.tuntas.test"}, None),
        ("cross site", {"sec-fetch-site": "cross-site", "origin": "http://jahat.test"}, None),
        ("foreign origin, old browser", {"origin": "http://jahat.test"}, None),
        ("hidden origin, old browser", {"origin": "null"}, None),
    ],
)
def test_a_request_that_the_own_page_did_not_send_changes_nothing(
    site: Site, reason: str, headers: dict[str, str], token: str | None
):
    browser = site.client("planner")
    fields = {"bahasa": "en", csrf.FIELD: browser.csrf if token is None else token}
    answer = browser.post("/bahasa", fields, headers=headers)
    assert answer.status_code == 403, reason
    assert language(site) == "id"


def test_the_token_of_another_session_is_worth_nothing(site: Site):
    mine, theirs = site.client("planner"), site.client("auditor")
    answer = mine.post("/bahasa", {"bahasa": "en", csrf.FIELD: theirs.csrf}, headers=OWN)
    assert answer.status_code == 403


def test_a_visitors_token_dies_with_the_login(site: Site):
    """A token from before login, which a sibling site could have obtained, does not work after it."""
    from tests.app.city import PASSWORD

    browser = site.client(None)
    browser.get("/masuk")
    before = browser.csrf
    browser.post("/masuk", {"nama": "planner", "sandi": PASSWORD})
    answer = browser.post("/bahasa", {"bahasa": "en", csrf.FIELD: before}, headers=OWN)
    assert answer.status_code == 403


def test_a_token_in_a_body_that_is_no_form_does_not_count(site: Site):
    browser = site.client("planner")
    body = f"{csrf.FIELD}={browser.csrf}&bahasa=en"
    headers = {**OWN, "content-type": "text/plain"}
    assert browser.request("POST", "/bahasa", content=body, headers=headers).status_code == 403


def test_the_token_may_come_in_the_header_as_htmx_sends_it(site: Site):
    browser = site.client("planner")
    headers = {**OWN, csrf.HEADER: browser.csrf}
    answer = browser.request("POST", "/bahasa", data={"bahasa": "en"}, headers=headers)
    assert answer.status_code == 303
