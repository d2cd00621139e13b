"""The second method does not believe the first: wrong and padded conflicts are found out."""

from __future__ import annotations

import pytest

from optimizer.court import Wish, cores, judge, second
from optimizer.court.facts import Fact
from optimizer.register import Register
from optimizer.rules._examples import office, person, post
from tests.optimizer.builders import case_of


@pytest.fixture
def asked():
    """Ani has been in her post for a year."""
    return case_of(office([post("a"), post("b")], [person("ani", "a", post_since="2026-04-01")]))


WISH = Wish("ani", "b").fact
TENURE = Fact("rule", "min_tenure", person="ani")
RANK = Fact("rule", "rank_band", person="ani")


def test_a_conflict_that_is_none_is_not_confirmed(asked):
    core = cores.confirmed(Register(asked), [WISH, RANK], True)
    assert not core.confirmed
    assert "can all hold" in core.note


def test_a_padded_conflict_is_shrunk_and_no_longer_called_smallest(asked):
    core = cores.confirmed(Register(asked), [RANK, TENURE, WISH], True)
    assert set(core.facts) == {TENURE, WISH}
    assert (core.confirmed, core.smallest) == (True, False)
    assert "smaller conflict" in core.note


def test_each_fact_comes_with_a_journey_that_breaks_it_alone(asked):
    core = cores.confirmed(Register(asked), [TENURE, WISH], True)
    held = {fact.kind: trial.journeys[0].stays[0].post.id for fact, trial in core.without.items()}
    assert held == {"rule": "b", "wish": "a"}


def test_a_verdict_that_the_second_method_cannot_confirm_says_so(asked, monkeypatch):
    monkeypatch.setattr(second, "MOST_JOURNEYS", 1)
    verdict = judge(asked, Wish("ani", "b"))
    assert verdict.status == "unconfirmed"
    assert verdict.conflict.size == "not shown"
    assert "too many journeys" in verdict.conflict.note


def test_a_first_method_that_errs_is_contradicted(asked, monkeypatch):
    """A solver that calls everything impossible, as CP-SAT has been seen to do."""
    monkeypatch.setattr(cores, "_by_turns", lambda *_: ({WISH}, True))
    verdict = judge(asked, Wish("ani", "b"))
    assert verdict.status == "unconfirmed"
    assert not verdict.conflict.confirmed
