"""
What is learned from histories: when a system will be finished, and what a departure does to that.

Knows no database: histories come as dataclasses or CSV, models go out as JSON. This package loads arithmetic
only; scikit-learn comes with `optimizer.learning.training`, so that reading a forecast never waits for it.
"""

from optimizer.learning.effects import Effect, RoleOnSystem, effect_of, is_learned, lost_months, priced_value
from optimizer.learning.finish import Driver, Forecast, predict
from optimizer.learning.history import Snapshot
from optimizer.learning.model import FinishModel, ModelError, decode_model, encode_model

__all__ = [
    "Driver",
    "Effect",
    "FinishModel",
    "Forecast",
    "ModelError",
    "RoleOnSystem",
    "Snapshot",
    "decode_model",
    "effect_of",
    "encode_model",
    "is_learned",
    "lost_months",
    "predict",
    "priced_value",
]
