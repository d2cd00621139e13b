"""Cases of one round for tests: tiny random ones, with and without systems, and small governments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import count, islice

import numpy as np
from msgspec.structs import replace

from optimizer.arrays import Arrays
from optimizer.case import Case, Setting
from optimizer.generate import generate
from optimizer.io import canonical_case
from optimizer.offers import Offers
from optimizer.oneround.choices import Choices, all_choices
from optimizer.rules import RULES, parameters_by_round
from optimizer.survey import survey
from tests.optimizer.tiny import tiny_case


def tiny_rounds(number: int, first: int = 0) -> Iterator[tuple[int, Case]]:
    """Give tiny cases of one round with their seeds, from a seed on."""
    cases = ((seed, tiny_case(seed, people=2 + seed % 2)) for seed in count(first))
    return islice(((seed, case) for seed, case in cases if case.horizon.rounds == 1), number)


def without_systems(case: Case) -> Case:
    """Take out what couples people beyond places and turnover: systems, relations, limits."""
    return replace(case, systems=[], services=[], holds=[], relations=[], limits=[], references=[])


def with_turnover(case: Case, percent: int) -> Case:
    """Let a share of each department leave."""
    setting = Setting(rule="unit_turnover", valid_from=date(2020, 1, 1), parameters={"percent": percent})
    return replace(case, settings=[*(s for s in case.settings if s.rule != "unit_turnover"), setting])


def town(people: int, seed: int, percent: int = 100) -> Case:
    """Make a government without systems, for one round."""
    return with_turnover(without_systems(generate(people, seed, rounds=1)), percent)


def choices_of(case: Case) -> Choices:
    """List what everybody may do."""
    case = canonical_case(case)
    rules = [(rule, parameters_by_round(case, rule)) for rule in RULES]
    arrays = Arrays(case)
    return all_choices(arrays, rules, survey(arrays, Offers(arrays), rules))


def no_prices(choices: Choices) -> np.ndarray:
    """Prices of zero for all rows."""
    return np.zeros(choices.rows.count, np.int64)
