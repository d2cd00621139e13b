"""The frame in a real browser: no complaint of the content policy, clean for axe, usable without a mouse."""

from __future__ import annotations

import pytest

from tests.app.city import PASSWORD
from tests.browsers import DESK, NARROW, PHONE, Windows

VIEWS = [(DESK, "id"), (PHONE, "en"), (NARROW, "id")]


@pytest.mark.parametrize(("width", "language"), VIEWS)
@pytest.mark.parametrize(
    ("login", "path"), [(None, "/masuk"), ("planner", "/sesi"), ("staff", "/sesi"), (None, "/x")]
)
def test_a_page_of_the_frame_is_clean(
    window: Windows, login: str | None, path: str, language: str, width: int
):
    opened = window(login, width, language)
    opened.open(path)
    assert opened.overflow() <= 0
    assert opened.complaints == []
    assert opened.axe() == []


@pytest.mark.parametrize(("login", "path"), [(None, "/masuk"), ("planner", "/sesi"), ("staff", "/sesi")])
def test_the_dark_theme_is_clean_too(window: Windows, login: str | None, path: str):
    opened = window(login)
    opened.open(path)
    opened.page.evaluate("document.documentElement.dataset.theme = 'dark'")
    assert opened.axe() == []


def test_one_logs_in_and_out_with_the_keyboard_alone(window: Windows):
    page = window().page
    page.goto(f"{window.live.url}/masuk?lanjut=/sesi")
    page.keyboard.type("auditor")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/sesi")
    page.locator(".menu > summary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Keluar").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/masuk")


def test_one_logs_in_without_scripts(window: Windows):
    page = window(scripts=False).page
    page.goto(f"{window.live.url}/masuk?lanjut=/sesi")
    page.fill("[name=nama]", "planner")
    page.fill("[name=sandi]", PASSWORD)
    page.click("#login-form button")
    assert page.url.endswith("/sesi")
    assert page.locator("h1").inner_text() == "Sesi dan kata sandi"


def test_on_a_phone_the_side_bar_is_a_menu_that_opens_without_scripts(window: Windows):
    page = window("planner", PHONE, scripts=False).page
    page.goto(f"{window.live.url}/sesi")
    menu = page.locator("#menu")
    assert not menu.is_visible()
    page.click(".nav-toggle")
    assert menu.is_visible()


def test_a_finger_finds_every_target_of_the_staff_pages(window: Windows):
    """At least 44 pixels high, as the brief asks of a phone."""
    page = window("staff", PHONE).page
    page.goto(f"{window.live.url}/sesi")
    small = page.eval_on_selector_all(
        "main button, main input, .hand-bar button, .hand-bar summary, .hand-tabs a",
        "all => all.filter(e => e.offsetParent && e.offsetHeight < 44).map(e => e.outerHTML)",
    )
    assert small == []


def test_slash_goes_to_the_search_and_a_question_mark_lists_the_keys(window: Windows):
    page = window("planner").page
    page.goto(f"{window.live.url}/sesi")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#keys").is_visible()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type("?/")
    assert page.input_value("#search") == "?/", "a key acted inside a field"
    assert not page.locator("#keys").is_visible()


def test_single_letters_can_be_switched_off(window: Windows):
    page = window("planner").page
    page.goto(f"{window.live.url}/sesi")
    page.keyboard.press("?")
    page.check("#keys-off")
    page.reload()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") != "search"


def test_a_refused_form_marks_its_fields_and_keeps_the_focus_order(window: Windows):
    opened = window("planner")
    opened.open("/sesi")
    page = opened.page
    for name in ("lama", "baru", "ulang"):
        page.fill(f"[name={name}]", "pendek")
    page.get_by_role("button", name="Ganti kata sandi").click()
    page.wait_for_selector(".fault")
    described = page.get_attribute("[name=baru]", "aria-describedby") or ""
    assert {"f-baru-help", "f-baru-fault"} == set(described.split())
    assert opened.axe() == []


def test_the_skip_link_comes_first_and_leads_to_the_content(window: Windows):
    page = window("planner").page
    page.goto(f"{window.live.url}/sesi")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_a_stored_name_cannot_run_a_script(window: Windows):
    """The name of an account is shown in the frame of every page."""
    from sqlalchemy import update

    from models import Account

    attack = '"><img src=x onerror=window.hit=1><script>window.hit=1</script>'
    with window.live.database.write() as db:
        db.execute(update(Account).where(Account.login == "authority").values(display_name=attack))
    opened = window("authority")
    opened.open("/sesi")
    assert opened.page.evaluate("window.hit") is None
    assert opened.page.locator("img[onerror]").count() == 0
