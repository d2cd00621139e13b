"""A page answers as a whole or as the one block that was asked for, and a change sends the browser on."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment

from app.web import flash
from app.web.templates import has_block, render
from tests.sites import Site


def test_an_htmx_request_gets_the_block_of_its_target(shared_site: Site):
    planner = shared_site.client("planner")
    whole, part = planner.get("/sesi"), planner.fragment("/sesi", "password-form")
    assert "<html" in whole.text
    assert part.text.strip().startswith("<form")
    assert part.text.strip().endswith("</form>")
    assert part.text.strip() in whole.text
    for answer in (whole, part):
        assert answer.headers["vary"] == "HX-Request, HX-Target"


@pytest.mark.parametrize(
    "headers",
    [
        {"hx-target": "form#password-form"},
        {"hx-request": "true", "hx-target": "body", "hx-request-type": "full"},
        {"hx-request": "true", "hx-target": "form#password-form", "hx-boosted": "true"},
        {"hx-request": "true", "hx-target": "form#password-form", "hx-history-restore-request": "true"},
        {"hx-request": "true", "hx-target": "div#no-such-part"},
        {"hx-request": "true"},
    ],
)
def test_everything_else_gets_the_whole_page(shared_site: Site, headers: dict[str, str]):
    assert "<html" in shared_site.client("planner").get("/sesi", headers=headers).text


def test_a_refused_form_comes_back_as_its_block(site: Site):
    planner = site.client("planner")
    planner.get("/sesi")
    headers = {"hx-request": "true", "hx-target": "form#password-form"}
    answer = planner.post("/sesi/sandi", {"lama": "x"}, headers=headers)
    assert answer.status_code == 422
    assert answer.text.strip().startswith("<form")
    assert "Isi bagian ini." in answer.text


def test_after_a_change_htmx_is_told_to_go_on(site: Site):
    planner = site.client("planner")
    answer = planner.post("/bahasa", {"bahasa": "en", "lanjut": "/sesi"}, headers={"hx-request": "true"})
    assert (answer.status_code, answer.headers["hx-redirect"]) == (204, "/sesi")


def test_a_block_of_a_parent_template_is_no_fragment():
    environment = Environment(
        loader=DictLoader(
            {
                "base": "{% block body %}b{% endblock %}",
                "page": '{% extends "base" %}{% block part %}{% endblock %}',
            }
        ),
        autoescape=True,
    )
    assert has_block(environment, "page", "part")
    assert not has_block(environment, "page", "body")
    assert render(environment, "page", None, {}) == "b"


def test_a_notice_is_only_believed_when_this_session_wrote_it():
    packed = flash.pack("mine", flash.Notice("Tersimpan <b>", "ok"))
    assert flash.unpack("mine", packed) == flash.Notice("Tersimpan <b>", "ok")
    assert flash.unpack("theirs", packed) is None
    for wrong in (None, "", "x", "x.y", packed[:-1], "." + packed):
        assert flash.unpack("mine", wrong) is None
