"""The finish forecast finds a known truth, covers as it says, and is off where nothing can be found."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.learning import ModelError, decode_model, encode_model, predict
from optimizer.learning.baselines import reference_slip
from optimizer.learning.calibration import conformal_offset, pinball
from optimizer.learning.cohort import MATURITY, mature, split_by_time
from optimizer.learning.features import FEATURES, LOST_AHEAD, features
from optimizer.learning.finish import slips
from optimizer.learning.fitting import fit
from optimizer.learning.history import Snapshot, months_between
from optimizer.learning.model import FinishModel
from optimizer.learning.synthetic import NOISE, Truth, synthetic
from optimizer.learning.training import train
from tests.architecture.sources import ROOT

NOW = date(2026, 1, 1)
TRUTH = Truth()


@cache
def trained(seed: int = 3, systems: int = 240) -> FinishModel:
    return train(synthetic(systems, seed), NOW)


@cache
def nothing_to_learn() -> FinishModel:
    return train(synthetic(150, 5, NOISE), NOW)


def test_training_finds_what_a_lost_month_costs():
    """The world was made with 0.8 months of delay per month of service lost."""
    effect = trained().effect
    assert effect.low <= TRUTH.lost <= effect.high
    assert effect.months == pytest.approx(TRUTH.lost, abs=0.15)


def test_training_finds_the_vendor_and_the_work_that_is_behind():
    careful = dict(zip(FEATURES, fit(synthetic(1000, 4), NOW).coefficients[-1], strict=True))
    assert careful["vendor_months"] == pytest.approx(TRUTH.vendor, abs=0.1)
    assert careful["months_behind"] == pytest.approx(TRUTH.behind, abs=0.15)
    assert careful["lost_ahead"] == pytest.approx(TRUTH.lost, abs=0.15)
    assert careful["mixed_months"] == pytest.approx(0, abs=0.1)


def test_quantiles_come_near_the_true_ones_of_systems_that_training_never_saw():
    model = fit(synthetic(1000, 4), NOW)
    others = synthetic(300, 99)
    found = np.array([slips(model, one) for one in others])
    true = np.array([[TRUTH.quantile(one, share) for share in model.quantiles] for one in others])
    assert np.abs(found - true).mean(axis=0) == pytest.approx([0, 0], abs=0.8)


def test_four_in_five_are_finished_by_the_p80():
    """Over several worlds, so that no lucky seed passes: 5 x 300 systems after the training."""
    shares = []
    for seed in range(5):
        model = fit(synthetic(150, seed), NOW)
        later = synthetic(300, 1000 + seed)
        shares.append(np.mean([one.finished_on <= predict(model, one).p80 for one in later]))
    assert np.mean(shares) == pytest.approx(0.8, abs=0.06)


def test_a_model_that_beats_the_baselines_is_on():
    model = trained()
    assert (model.basis, model.reason) == ("model", "")
    own, reference, plan = (sum(score.pinball) for score in model.evaluation.scores)
    assert own < reference < plan
    assert model.delay_per_lost_month == model.effect.months


def test_a_model_of_noise_is_off_and_prices_stay_as_they_were():
    model = nothing_to_learn()
    assert (model.basis, model.reason) == ("reference_class", "not_better")
    assert model.evaluation.gain_low <= 0
    assert model.delay_per_lost_month == 1.0
    assert not predict(model, synthetic(1)[0]).drivers


@pytest.mark.parametrize(
    ("systems", "basis"), [(9, "plan"), (10, "reference_class"), (39, "reference_class")]
)
def test_too_few_systems_fall_back_and_say_so(systems, basis):
    model = train(synthetic(systems, 2), date(2030, 1, 1))
    assert (model.basis, model.reason) == (basis, "few_systems")


def test_forty_systems_are_fitted():
    assert fit(synthetic(40, 2), date(2030, 1, 1)).basis == "model"


def test_nothing_is_learned_from_the_future():
    """Whatever happens after the cut may be changed at will; the model stays the same to the last digit."""
    cut = date(2019, 1, 1)
    histories = synthetic(150, 7)
    changed = [
        replace(one, finished_on=one.finished_on + timedelta(days=900)) if one.finished_on > cut else one
        for one in histories
        if one.reviewed_on < cut
    ]
    assert any(one.finished_on > cut for one in histories)
    before, after = fit(histories, cut), fit(changed, cut)
    assert before.coefficients == after.coefficients
    assert (before.offsets, before.overruns) == (after.offsets, after.overruns)
    assert before.coefficients != fit(histories, NOW).coefficients


def test_a_history_teaches_on_the_day_it_is_a_year_past_its_plan_and_not_before():
    (one,) = synthetic(1)
    ripe = one.planned_finish + MATURITY
    assert mature([one], ripe) == [one]
    assert mature([one], ripe - timedelta(days=1)) == []


def test_a_system_that_is_still_open_counts_as_lasting_until_now():
    """Leaving it out would learn from the quick ones alone."""
    (one,) = synthetic(1)
    still_open = replace(one, finished_on=None)
    cut = one.planned_finish + timedelta(days=1000)
    assert mature([still_open], cut) == [still_open]
    assert still_open.slip_by(cut) == pytest.approx(1000 / 30.4375)


def test_no_system_is_on_both_sides_of_the_split():
    many = [
        replace(one, reviewed_on=one.reviewed_on + timedelta(days=days))
        for one in synthetic(30)
        for days in (0, 200)
    ]
    older, newer = split_by_time(many, 2 / 3)
    assert len(older) + len(newer) == 60
    assert not {one.system for one in older} & {one.system for one in newer}


def test_the_order_of_the_input_has_no_meaning():
    histories = synthetic(80, 6)
    assert fit(histories, NOW) == fit(histories[::-1], NOW)


def test_no_protected_attribute_is_a_feature():
    """Only what stands in a snapshot can become a feature, and both lists are closed."""
    words = {"sex", "gender", "religion", "married", "marriage", "age", "birth", "born", "person", "nip"}
    parts = {part for name in (*FEATURES, *Snapshot.__dataclass_fields__) for part in name.split("_")}
    assert not parts & words


def test_a_forecast_is_never_before_the_review_and_p50_never_after_p80():
    model = trained()
    late = [replace(one, reviewed_on=one.planned_finish + timedelta(days=700)) for one in synthetic(60, 8)]
    for one in late:
        forecast = predict(model, one)
        assert one.reviewed_on - timedelta(days=1) <= forecast.p50 <= forecast.p80


def test_drivers_add_up_to_the_distance_from_the_median_system():
    model = trained()
    one = synthetic(1, 11)[0]
    row = features([one])[0]
    total = sum(driver.months for driver in predict(model, one).drivers)
    line = np.array(model.coefficients[-1])
    assert total == pytest.approx(line @ row - line @ np.array(model.medians))


def test_unknown_facts_count_as_the_median():
    model = trained()
    one = synthetic(1, 12)[0]
    known = replace(one, lost_ahead=model.medians[LOST_AHEAD])
    assert predict(model, replace(one, lost_ahead=None)).p80 == predict(model, known).p80


def test_the_reference_class_asks_those_that_lasted_as_long_when_there_are_five():
    one = Snapshot("a", date(2020, 1, 1), date(2022, 1, 1), date(2023, 1, 1))
    so_far = months_between(date(2022, 1, 1), date(2023, 1, 1)) / one.planned_months
    quick = [0.0] * 20
    five = reference_slip([*quick, *(so_far + step / 10 for step in range(1, 6))], one, [0.5])
    four = reference_slip([*quick, *(so_far + step / 10 for step in range(1, 5))], one, [0.5])
    assert five == pytest.approx([(so_far + 0.3) * one.planned_months])
    assert four == [0.0]


def test_a_model_survives_its_file():
    assert decode_model(encode_model(trained())) == trained()


def test_a_file_of_other_features_is_refused():
    text = encode_model(trained()).replace(b'"size"', b'"sex"')
    with pytest.raises(ModelError, match="train again"):
        decode_model(text)
    with pytest.raises(ModelError, match="no finish model"):
        decode_model(b"{}")


@settings(max_examples=50)
@given(st.lists(st.floats(-50, 50), min_size=1, max_size=40), st.sampled_from([0.5, 0.8]))
def test_the_correction_covers_its_own_calibration_set(residuals, quantile):
    """By definition of the k-th smallest: at least k of n residuals lie at or below it."""
    offset = conformal_offset(np.array(residuals), quantile)
    wanted = min(len(residuals), int(np.ceil((len(residuals) + 1) * quantile)))
    assert sum(value <= offset for value in residuals) >= wanted


@settings(max_examples=50)
@given(st.lists(st.floats(-20, 20), min_size=1, max_size=25), st.sampled_from([0.5, 0.8]))
def test_the_loss_is_least_at_the_quantile(outcomes, quantile):
    """No outcome taken as the prediction does better than the best one by brute force over all."""
    y = np.array(outcomes)
    best = min(pinball(y, np.full(len(y), value), quantile).sum() for value in outcomes)
    found = np.quantile(y, quantile, method="inverted_cdf")
    assert pinball(y, np.full(len(y), found), quantile).sum() == pytest.approx(best, abs=1e-9)


def test_reading_a_forecast_loads_no_scikit_learn():
    code = "import sys, optimizer.learning; sys.exit('sklearn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0
