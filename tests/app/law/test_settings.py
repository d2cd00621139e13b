"""The seeded rule settings hold the numbers that the pages read, under the names by which they read them."""

from __future__ import annotations

from datetime import date

from app.law.settings import Law, Setting
from app.law.steps import STEPS, step_of
from app.me.reach import EXPERIENCE
from app.seeds import read
from app.training.hours import CONTRACT, LEAST, LOAD
from models import POST_KINDS
from optimizer.rules import delayering

SEEDED = Law(
    date(2026, 11, 24),
    {
        block["code"]: Setting(block["code"], block.get("parameters", {}), block["citation"])
        for block in read("rules")
    },
)


def test_times_in_post_are_set_with_their_article():
    for code in ("min_tenure", "max_tenure"):
        assert SEEDED.months(code)
        assert "PP 11/2017" in SEEDED.citation(code)


def test_each_kind_of_post_has_a_retirement_age():
    for kind in POST_KINDS:
        assert SEEDED.retirement_age(kind, None), kind
    assert SEEDED.retirement_age("FUNCTIONAL_EXPERT", "Ahli Madya") == 60
    assert SEEDED.retirement_age("ADMINISTRATOR", "Ahli Madya") == 58, "a level means nothing elsewhere"


def test_ranks_education_and_experience_are_named_as_the_pages_read_them():
    assert SEEDED.settings["rank_band"].parameters["bands"]["III.b"]
    assert SEEDED.settings["education"].parameters["least"]["ADMINISTRATOR"] == "S1"
    for name in EXPERIENCE.values():
        assert SEEDED.settings["experience"].whole(name), name


def test_lesson_hours_and_the_quota_of_holds_are_set():
    for code in (LEAST, LOAD, CONTRACT):
        assert SEEDED.settings[code].whole("hours"), code
    assert SEEDED.settings["hold_quota"].whole("percent")
    assert SEEDED.citation("contract_term")
    assert SEEDED.citation("employment_kind")


def test_functional_levels_stand_where_the_setting_says():
    """On the page of reachable posts as in a plan; a level that no setting lists stands with staff."""
    assert step_of("FUNCTIONAL_EXPERT", "Ahli Madya", SEEDED) == STEPS.index("ADMINISTRATOR")
    assert step_of("SUPERVISOR", None, SEEDED) == STEPS.index("SUPERVISOR")
    # An older database, whose plans rest on what comes with the program as well.
    for level, step in delayering.RULE.Params().steps.items():
        assert step_of("FUNCTIONAL_EXPERT", level, Law(SEEDED.on, {})) == STEPS.index(step)
    assert step_of("FUNCTIONAL_EXPERT", "no such level", SEEDED) == STEPS.index("STAFF")
