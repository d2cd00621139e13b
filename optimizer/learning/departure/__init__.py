"""
What is learned from careers: the chance of resigning or transferring out, round by round.

Retirement and the end of a contract are dates and are not learned. This package loads arithmetic only;
scikit-learn comes with `optimizer.learning.departure.training`.
"""

from optimizer.learning.departure.career import Career
from optimizer.learning.departure.cover import RoleCover, Server, bus_factor, cover_of
from optimizer.learning.departure.model import DepartureModel, decode_departures, encode_departures
from optimizer.learning.departure.odds import Standing, staying

__all__ = [
    "Career",
    "DepartureModel",
    "RoleCover",
    "Server",
    "Standing",
    "bus_factor",
    "cover_of",
    "decode_departures",
    "encode_departures",
    "staying",
]
