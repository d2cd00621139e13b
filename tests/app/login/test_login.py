"""The door: who fits comes in, who does not learns nothing, and guessing gets slower without locking out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from app.login import service, throttle
from app.web import session
from app.web.i18n import speaking
from models import Account, AuditEntry, LoginAttempt, WebSession, utc_now
from tests.app.city import PASSWORD
from tests.sites import Browser, Site


def door(site: Site) -> Browser:
    browser = site.client(None)
    browser.get("/masuk")
    return browser


@pytest.mark.parametrize(
    ("role", "first_page"),
    [("planner", "/dasbor"), ("head", "/opd"), ("staff", "/saya"), ("admin", "/sesi")],
)
def test_a_login_ends_on_the_first_page_of_the_role(site: Site, role: str, first_page: str):
    browser = door(site)
    answer = browser.post("/masuk", {"nama": f" {role.upper()} ", "sandi": PASSWORD})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert browser.get("/").headers["location"] == first_page


def test_a_login_leads_back_to_where_one_wanted_to_go(site: Site):
    browser = site.client(None)
    wanted = browser.get("/sesi").headers["location"]
    assert wanted == "/masuk?lanjut=/sesi"
    assert 'name="lanjut" value="/sesi"' in browser.get(wanted).text
    answer = browser.post("/masuk", {"nama": "planner", "sandi": PASSWORD, "lanjut": "/sesi"})
    assert answer.headers["location"] == "/sesi"


def test_the_way_back_never_leads_to_another_site(site: Site):
    browser = door(site)
    fields = {"nama": "planner", "sandi": PASSWORD, "lanjut": "//jahat.test/sesi"}
    assert browser.post("/masuk", fields).headers["location"] == "/"


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(site: Site):
    answers = []
    for name, password in (("planner", "salah salah salah"), ("tidakada", PASSWORD), ("tutup", PASSWORD)):
        if name == "tutup":
            with site.database.write() as db:
                db.execute(
                    update(Account).where(Account.login == "admin").values(login="tutup", active=False)
                )
        browser = door(site)
        answer = browser.post("/masuk", {"nama": name, "sandi": password})
        assert answer.status_code == 422
        assert browser.cookie(session.SESSION) is None
        answers.append(answer.text.replace(name, "NAMA").replace(browser.csrf, "TOKEN"))
    assert answers[0] == answers[1] == answers[2]
    assert "Nama akun dan kata sandi tidak cocok" in answers[0]


def test_the_form_keeps_the_name_and_never_the_password(site: Site):
    text = door(site).post("/masuk", {"nama": "planner", "sandi": "salah salah salah"}).text
    assert 'value="planner"' in text
    assert "salah salah" not in text


def test_an_empty_form_says_what_is_missing_beside_the_fields(site: Site):
    answer = door(site).post("/masuk", {"nama": "", "sandi": ""})
    assert answer.status_code == 422
    assert answer.text.count("Isi bagian ini.") == 2
    assert answer.text.count('aria-invalid="true"') == 2


def test_each_try_leaves_a_trace_without_the_name(site: Site):
    browser = door(site)
    browser.post("/masuk", {"nama": "tidakada", "sandi": "rahasia sekali"})
    browser.post("/masuk", {"nama": "planner", "sandi": PASSWORD})
    with site.database.read() as db:
        actions = db.scalars(select(AuditEntry.action).order_by(AuditEntry.sequence)).all()
        attempts = db.scalars(select(LoginAttempt)).all()
        details = str(db.scalars(select(AuditEntry.detail)).all())
    assert actions[-2:] == ["login.refuse", "login.open"]
    assert [attempt.succeeded for attempt in attempts] == [False, True]
    assert "tidakada" not in details
    assert "rahasia" not in details


def test_waits_grow_from_the_sixth_try_and_end_at_ten_minutes():
    waits = [throttle.wait_after(failures).total_seconds() for failures in range(5, 16)]
    assert throttle.wait_after(4) == timedelta()
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600]


def test_one_account_can_be_tried_at_most_twenty_times_an_hour():
    """A guesser who waits exactly as long as told."""
    elapsed, tries = 0.0, 0
    while elapsed < 3600:
        tries += 1
        elapsed += throttle.wait_after(tries).total_seconds()
    assert tries <= 20


def test_a_guessed_account_waits_and_its_owner_gets_in_afterwards(site: Site):
    browser = door(site)
    for _ in range(5):
        assert browser.post("/masuk", {"nama": "planner", "sandi": "salah"}).status_code == 422
    answer = browser.post("/masuk", {"nama": "planner", "sandi": PASSWORD})
    assert answer.status_code == 429
    assert "Coba lagi dalam" in answer.text
    with site.database.write() as db:
        db.execute(update(LoginAttempt).values(at=utc_now() - timedelta(seconds=3)))
    assert browser.post("/masuk", {"nama": "planner", "sandi": PASSWORD}).status_code == 303


def test_an_unknown_name_waits_as_well(site: Site):
    browser = door(site)
    for _ in range(5):
        browser.post("/masuk", {"nama": "tidakada", "sandi": "salah"})
    assert browser.post("/masuk", {"nama": "tidakada", "sandi": "salah"}).status_code == 429


def test_a_success_forgets_the_failures_before_it(site: Site):
    browser = door(site)
    for _ in range(4):
        browser.post("/masuk", {"nama": "planner", "sandi": "salah"})
    browser.post("/masuk", {"nama": "planner", "sandi": PASSWORD})
    again = door(site)
    for _ in range(4):
        assert again.post("/masuk", {"nama": "planner", "sandi": "salah"}).status_code == 422


def test_many_names_from_one_address_are_slowed_and_many_honest_logins_are_not(site: Site):
    now = utc_now()
    with site.database.write() as db:
        for number in range(500):
            login = throttle.login_hash(f"jujur{number}")
            db.add(LoginAttempt(login_hash=login, address="testclient", at=now, succeeded=True))
    assert door(site).post("/masuk", {"nama": "planner", "sandi": PASSWORD}).status_code == 303
    with site.database.write() as db:
        for number in range(throttle.ADDRESS_LIMIT):
            login = throttle.login_hash(f"tebak{number}")
            db.add(LoginAttempt(login_hash=login, address="testclient", at=now, succeeded=False))
    assert door(site).post("/masuk", {"nama": "planner", "sandi": PASSWORD}).status_code == 429


def test_a_new_password_ends_all_sessions_and_this_browser_goes_on(site: Site):
    mine, other = site.client("planner"), site.client("planner")
    fields = {"lama": PASSWORD, "baru": "sepeda biru di pasar", "ulang": "sepeda biru di pasar"}
    old = mine.token
    mine.get("/sesi")
    assert mine.post("/sesi/sandi", fields).status_code == 303
    assert mine.token != old
    assert mine.get("/sesi").status_code == 200
    assert other.get("/sesi").status_code == 303
    assert door(site).post("/masuk", {"nama": "planner", "sandi": PASSWORD}).status_code == 422


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"lama": "salah", "baru": "sepeda biru di pasar"}, "Kata sandi sekarang tidak cocok"),
        ({"baru": "pendek"}, "Paling pendek"),
        ({"baru": "aaaaaaaaaaaaaaaaaaaaa"}, "mudah ditebak"),
        ({"baru": "sepeda biru di pasar", "ulang": "lain lain lain lain"}, "Berbeda dari kata sandi"),
    ],
)
def test_a_new_password_is_refused_with_its_reason(site: Site, fields: dict[str, str], sentence: str):
    browser = site.client("planner")
    given = {"lama": PASSWORD, "baru": "", **fields}
    given.setdefault("ulang", given["baru"])
    answer = browser.post("/sesi/sandi", given)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert browser.get("/sesi").status_code == 200


def test_other_sessions_are_ended_and_counted(site: Site):
    mine, other = site.client("planner"), site.client("planner")
    answer = mine.post("/sesi/akhiri")
    assert answer.headers["location"] == "/sesi"
    page = mine.get("/sesi").text
    assert "1 sesi lain diakhiri." in page
    assert "1 sesi lain diakhiri." not in mine.get("/sesi").text, "the notice is shown twice"
    assert other.get("/sesi").status_code == 303


def test_the_door_speaks_the_language_that_was_chosen(site: Site):
    browser = door(site)
    browser.post("/bahasa", {"bahasa": "en", "lanjut": "/masuk"})
    page = browser.get("/masuk").text
    assert '<html lang="en">' in page
    assert "Log in to Tuntas" in page


@pytest.mark.anyio
async def test_a_weak_stored_hash_is_renewed_at_login(site: Site):
    from pwdlib.hashers.argon2 import Argon2Hasher

    weak = Argon2Hasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    with site.database.write() as db:
        db.execute(update(Account).where(Account.login == "auditor").values(password_hash=weak))
    with speaking("id"):
        outcome = await service.log_in(site.app.state.database, "auditor", PASSWORD, "test", None)
    assert outcome.token
    with site.database.read() as db:
        stored = db.scalar(select(Account.password_hash).where(Account.login == "auditor"))
        assert db.scalar(select(func.count()).select_from(WebSession)) == 1
    assert stored != weak
