"""Fitting: the quantiles from older systems, the correction from newer ones."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from hashlib import sha256

import msgspec
import numpy as np

from optimizer.learning.baselines import LEAST_REFERENCE, overruns
from optimizer.learning.calibration import conformal_offset
from optimizer.learning.cohort import last_of_each, mature, split_by_time
from optimizer.learning.estimator import SlipQuantiles
from optimizer.learning.features import FEATURES, features
from optimizer.learning.history import Snapshot, in_time_order
from optimizer.learning.model import QUANTILES, FinishModel

LEAST_SYSTEMS = 40
"""Below this number of systems with a known outcome no model is fitted: a third of them is kept for the
correction, and a P80 of fewer than thirteen systems is their second largest."""

TRAINING_SHARE = 2 / 3


def fit(snapshots: Sequence[Snapshot], cut: date, quantiles: Sequence[float] = QUANTILES) -> FinishModel:
    """
    Fit a model on what was known at a date, without judging whether it is worth using.

    Parameters
    ----------
    snapshots : sequence of Snapshot
        Any order; what is not known at the cut is left out.
    cut : date
        End of what is known.
    quantiles : sequence of float
        Ascending.

    Returns
    -------
    FinishModel
        With basis ``model`` where there are `LEAST_SYSTEMS`, else ``reference_class`` or ``plan``.
    """
    ripe = mature(snapshots, cut)
    slip = np.array([one.slip_by(cut) for one in ripe])
    systems = len({one.system for one in ripe})
    enough = systems >= LEAST_SYSTEMS
    zeros = [0.0] * len(quantiles)
    model = FinishModel(
        format="tuntas-finish-model",
        version=1,
        basis="reference_class" if systems >= LEAST_REFERENCE else "plan",
        reason="few_systems",
        trained_on=cut,
        data_sha256=fingerprint(snapshots),
        systems=systems,
        snapshots=len(ripe),
        still_open=len({one.system for one in ripe if one.is_open_on(cut)}),
        features=list(FEATURES),
        quantiles=list(quantiles),
        medians=[0.0] * len(FEATURES),
        intercepts=zeros,
        coefficients=[[0.0] * len(FEATURES) for _ in quantiles],
        offsets=zeros,
        overruns=overruns(ripe, slip) if ripe else [],
        effect=None,
        evaluation=None,
    )
    if not enough:
        return model
    older, newer = split_by_time(ripe, TRAINING_SHARE)
    line = SlipQuantiles(quantiles).fit(*table(older, cut))
    # One residual per system: several snapshots of one system are no independent witnesses.
    newest = last_of_each(newer)
    missed = np.array([one.slip_by(cut) for one in newest])[:, None] - line.predict(features(newest))
    return msgspec.structs.replace(
        model,
        basis="model",
        reason="",
        medians=line.medians_.tolist(),
        intercepts=line.intercepts_.tolist(),
        coefficients=line.coefficients_.tolist(),
        offsets=[conformal_offset(missed[:, i], quantile) for i, quantile in enumerate(quantiles)],
    )


def fingerprint(snapshots: Sequence[Snapshot]) -> str:
    """
    Return a hash of the histories, whatever their order.

    Parameters
    ----------
    snapshots : sequence of Snapshot
        Any order.

    Returns
    -------
    str
        SHA-256 in hexadecimal.
    """
    return sha256(msgspec.json.encode(in_time_order(snapshots))).hexdigest()


def table(snapshots: Sequence[Snapshot], cut: date) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """
    Write snapshots as features, slips and weights.

    Parameters
    ----------
    snapshots : sequence of Snapshot
        Of length n.
    cut : date
        End of what is known.

    Returns
    -------
    tuple of numpy.ndarray
        Shapes (n, features), (n,) in months, and (n,): the snapshots of one system together weigh as one.
    """
    count = Counter(one.system for one in snapshots)
    weight = np.array([1 / count[one.system] for one in snapshots])
    return features(snapshots), np.array([one.slip_by(cut) for one in snapshots]), weight
