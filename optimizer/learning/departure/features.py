"""Features of a person in a round: how long, which kind of post, which employment; nothing protected."""

from collections.abc import Sequence
from datetime import date
from math import isnan

import numpy as np

from optimizer.learning.departure.career import POST_KINDS, PersonRound
from optimizer.learning.history import months_between

FEATURES = (
    "first_year_in_post",
    "years_in_post",
    "years_since_promotion",
    "contract",
    *(f"post_{kind.lower()}" for kind in POST_KINDS if kind != "STAFF"),
)
"""Names of the columns, in order. No sex, religion, marriage or age; nor the length of service, which says
nearly the same as age. Posts are compared with staff posts."""

LONGEST_YEARS = 10.0
"""Longer times count as this many years: few people stay longer, and a line must not be drawn through them.
It also keeps long times from standing in for age."""

MONTHS_PER_YEAR = 12


def features(rows: Sequence[PersonRound]) -> np.ndarray:
    """
    Write people in rounds as numbers; what was not recorded is NaN.

    Parameters
    ----------
    rows : sequence of PersonRound
        Of length n.

    Returns
    -------
    numpy.ndarray
        Shape (n, len(FEATURES)), floats: years from 0 to `LONGEST_YEARS`, the others 0 or 1.
    """
    return np.array(
        [row_of(one.employment, one.post_kind, one.since, one.promoted_on, one.round_start) for one in rows],
        float,
    ).reshape(len(rows), len(FEATURES))


def row_of(
    employment: str, post_kind: str, since: date | None, promoted_on: date | None, day: date
) -> list[float]:
    """
    Write one person on one day.

    Parameters
    ----------
    employment, post_kind : str
        Words of `optimizer.learning.departure.career`.
    since, promoted_on : date, optional
        First day in the post, and last promotion; NaN when unknown.
    day : date
        First day of a round.

    Returns
    -------
    list of float
        In the order of `FEATURES`.
    """
    in_post = _years(since, day)
    return [
        in_post if isnan(in_post) else float(in_post < 1),
        in_post,
        _years(promoted_on, day),
        float(employment.startswith("PPPK")),
        *(float(post_kind == kind) for kind in POST_KINDS if kind != "STAFF"),
    ]


def _years(since: date | None, day: date) -> float:
    if since is None:
        return float("nan")
    return min(LONGEST_YEARS, max(0.0, months_between(since, day) / MONTHS_PER_YEAR))
