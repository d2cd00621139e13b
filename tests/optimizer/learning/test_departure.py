"""Departure risk finds a known truth, is off where nothing is to be found, and counts rounds and cover."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import combinations, product

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.learning import ModelError
from optimizer.learning.departure import Server, Standing, bus_factor, cover_of, staying
from optimizer.learning.departure.career import Career, person_rounds
from optimizer.learning.departure.evaluation import verdict
from optimizer.learning.departure.features import FEATURES, features
from optimizer.learning.departure.hazard import LeavingHazard
from optimizer.learning.departure.model import DepartureModel, decode_departures, encode_departures
from optimizer.learning.departure.report import report
from optimizer.learning.departure.synthetic import LAST, NOISE, Truth, synthetic
from optimizer.learning.departure.training import LEAST_DEPARTURES, LEAST_FOR_RATES, fit, train
from tests.architecture.sources import ROOT

TRUTH = Truth()
STARTS = [date(2027, 4, 1), date(2027, 10, 1), date(2028, 4, 1)]


@cache
def careers() -> tuple[Career, ...]:
    return tuple(synthetic(1500, 3))


@cache
def trained() -> DepartureModel:
    return train(careers(), LAST)


@cache
def nothing_to_learn() -> DepartureModel:
    return train(synthetic(1000, 5, NOISE), LAST)


def test_a_model_that_beats_the_base_rates_is_on():
    model = trained()
    assert (model.basis, model.reason) == ("model", "")
    own, by_kind, overall = (score.brier for score in model.evaluation.scores)
    assert own < min(by_kind, overall)
    assert "ON:" in report(model)


def test_training_finds_what_makes_people_leave():
    """The penalty draws coefficients a little towards 0, so each may fall short, and none may be invented."""
    found = dict(zip(FEATURES, trained().coefficients, strict=True))
    assert found["years_since_promotion"] == pytest.approx(0.2, abs=0.05)
    assert found["contract"] == pytest.approx(0.9, abs=0.3)
    assert found["years_in_post"] == pytest.approx(0, abs=0.06)


def test_chances_come_near_the_true_ones_of_people_that_training_never_saw():
    rows = person_rounds(synthetic(300, 99), LAST)
    said = trained().chances(features(rows))
    true = np.array([TRUTH.chance(list(row)) for row in features(rows)])
    assert np.abs(said - true).mean() < 0.01
    assert said.mean() == pytest.approx(true.mean(), rel=0.1)


def test_where_only_the_kind_of_post_counts_the_base_rate_stays():
    model = nothing_to_learn()
    assert (model.basis, model.reason) == ("reference_class", "not_better")
    assert model.chance([0.0] * len(FEATURES), "STAFF") == model.kind_rates[3]
    assert "OFF:" in report(model)


def test_a_model_that_says_clearly_too_many_is_off():
    evaluation = msgspec.structs.replace(trained().evaluation, left=400, said=479.0)
    assert verdict(evaluation) == ""
    assert verdict(msgspec.structs.replace(evaluation, said=481.0)) == "miscalibrated"
    assert verdict(msgspec.structs.replace(evaluation, left=29)) == "few_departures"
    assert verdict(None) == "few_departures"


@pytest.mark.parametrize(
    ("departures", "basis"),
    [
        (LEAST_FOR_RATES - 1, "plan"),
        (LEAST_FOR_RATES, "reference_class"),
        (LEAST_DEPARTURES - 1, "reference_class"),
        (LEAST_DEPARTURES, "model"),
    ],
)
def test_too_few_departures_fall_back_and_say_so(departures, basis):
    rows = person_rounds(careers(), LAST)
    gone = [row for row in rows if row.left][:departures]
    model = fit([*gone, *(row for row in rows if not row.left)], LAST)
    assert (model.basis, model.reason) == (basis, "" if basis == "model" else "few_departures")


def test_the_fit_is_the_optimum_of_the_penalised_likelihood():
    """Written down again: the gradient of loss plus ridge is 0, and chances add up to departures."""
    rows = person_rounds(careers()[:600], LAST)
    x, left = features(rows), np.array([row.left for row in rows], float)
    hazard = LeavingHazard().fit(x, left)
    chance = hazard.predict_proba(x)[:, 1]
    assert chance.sum() == pytest.approx(left.sum(), rel=1e-4)
    spread = x.std(axis=0)
    scaled = (x - x.mean(axis=0)) / spread
    gradient = scaled.T @ (chance - left) + hazard.coefficients_ * spread / hazard.strength
    assert np.abs(gradient).max() < 0.05


def test_nothing_is_learned_from_the_future():
    cut = date(2021, 4, 1)
    forgotten = [
        replace(one, until=None, ending="") if one.until and one.until >= cut else one
        for one in careers()
        if one.since < cut
    ]
    assert person_rounds(careers(), cut) == person_rounds(forgotten, cut)
    assert person_rounds(careers(), cut) != person_rounds(careers(), LAST)


def test_a_round_counts_when_it_is_over_and_not_a_day_before():
    one = Career("a", "PNS", "STAFF", date(2020, 4, 1))
    assert len(person_rounds([one], date(2020, 10, 1))) == 1
    assert person_rounds([one], date(2020, 9, 30)) == []


@pytest.mark.parametrize(("day", "left"), [(date(2020, 4, 1), [True]), (date(2020, 9, 30), [True])])
def test_who_leaves_on_the_first_or_the_last_day_left_in_that_round(day, left):
    one = Career("a", "PNS", "STAFF", date(2020, 4, 1), day, "resigned")
    assert [row.left for row in person_rounds([one], date(2022, 4, 1))] == left


def test_the_round_of_a_retirement_teaches_nothing_and_those_before_do():
    one = Career("a", "PNS", "STAFF", date(2020, 4, 1), date(2021, 5, 1), "retired")
    assert [row.left for row in person_rounds([one], date(2022, 4, 1))] == [False, False]


def test_rounds_before_departures_were_recorded_teach_nothing():
    """A list drawn in 2021 holds nobody who left in 2020; counting these rounds would hide departures."""
    one = Career("a", "PNS", "STAFF", date(2010, 4, 1), observed_from=date(2021, 4, 1))
    assert [row.round_start for row in person_rounds([one], date(2022, 4, 1))] == [
        date(2021, 4, 1),
        date(2021, 10, 1),
    ]


def test_who_moves_and_then_resigns_in_the_same_round_left_once():
    posts = [
        Career("a", "PNS", "STAFF", date(2020, 4, 1), date(2020, 6, 30), "moved"),
        Career("a", "PNS", "SUPERVISOR", date(2020, 7, 1), date(2020, 9, 1), "resigned"),
    ]
    assert [(row.post_kind, row.left) for row in person_rounds(posts, date(2022, 4, 1))] == [("STAFF", True)]


def test_the_order_of_the_input_has_no_meaning():
    few = careers()[:800]
    assert train(few, LAST) == train(few[::-1], LAST)


def test_no_protected_attribute_is_a_feature():
    """Length of service is missing on purpose: it says nearly what age says."""
    words = {"sex", "gender", "religion", "married", "marriage", "age", "birth", "born", "nip", "service"}
    parts = {part for name in (*FEATURES, *Career.__dataclass_fields__) for part in name.split("_")}
    assert not parts & words


def test_retirement_is_certain_and_the_chance_of_staying_never_rises():
    model, today = trained(), date(2027, 1, 1)
    one = Standing("PPPK", "STAFF", date(2020, 1, 1), date(2018, 1, 1))
    free = staying(model, one, today, STARTS)
    assert 1 > free[0] > free[1] > free[2] > 0
    assert staying(model, replace(one, ends_on=STARTS[1]), today, STARTS) == (free[0], 0.0, 0.0)
    after = replace(one, ends_on=STARTS[1] + timedelta(days=1))
    assert staying(model, after, today, STARTS) == (*free[:2], 0.0)


def test_without_a_model_only_the_certain_end_counts():
    model = train([], LAST)
    assert model.basis == "plan"
    one = Standing("PNS", "STAFF", None, ends_on=STARTS[2])
    assert staying(model, one, date(2027, 1, 1), STARTS) == (1.0, 1.0, 0.0)


def test_a_whole_round_carries_the_chance_of_a_round():
    one = Standing("PNS", "STAFF", date(2026, 1, 1))
    model = nothing_to_learn()
    (stays,) = staying(model, one, date(2027, 4, 1), [date(2027, 10, 1)])
    assert stays == pytest.approx(1 - model.kind_rates[3], abs=1e-3)


GIVERS = st.lists(st.tuples(st.integers(0, 100), st.floats(0, 1)), min_size=1, max_size=6)


@settings(max_examples=60)
@given(st.integers(1, 150), GIVERS)
def test_expected_service_is_that_of_all_ways_to_leave(need, givers):
    """Brute force over every subset of people who stay."""
    expected = nobody = 0.0
    for kept in product([False, True], repeat=len(givers)):
        chance = 1.0
        for stays, (_, share) in zip(kept, givers, strict=True):
            chance *= share if stays else 1 - share
        given_ = sum(gives for stays, (gives, _) in zip(kept, givers, strict=True) if stays)
        expected += chance * min(need, given_)
        nobody += chance * (given_ == 0)
    found = cover_of(need, [Server(str(i), gives, (share,)) for i, (gives, share) in enumerate(givers)])
    assert found.expected == pytest.approx((expected,))
    assert found.nobody == pytest.approx((nobody,))


@settings(max_examples=60)
@given(st.integers(1, 150), st.lists(st.integers(0, 100), max_size=6))
def test_the_bus_factor_is_the_smallest_set_that_takes_half_away(need, gives):
    sizes = [
        size
        for size in range(len(gives) + 1)
        for gone in combinations(range(len(gives)), size)
        if 2 * sum(each for place, each in enumerate(gives) if place not in gone) < need
    ]
    assert bus_factor([(need, [Server(str(i), each, ()) for i, each in enumerate(gives)])]) == min(sizes)


def test_a_system_without_key_roles_has_no_bus_factor_and_an_empty_role_makes_it_zero():
    assert bus_factor([]) is None
    assert bus_factor([(100, [Server("a", 100, ())]), (50, [])]) == 0


def test_a_model_survives_its_file():
    assert decode_departures(encode_departures(trained())) == trained()


def test_a_file_of_other_features_is_refused():
    with pytest.raises(ModelError, match="train again"):
        decode_departures(encode_departures(trained()).replace(b'"contract"', b'"sex"'))
    with pytest.raises(ModelError, match="no departure model"):
        decode_departures(b"{}")


def test_reading_a_chance_loads_no_scikit_learn():
    code = "import sys, optimizer.learning.departure; sys.exit('sklearn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0
