"""Training paths: the courses, dates and hours by which a person reaches the standard of a post."""

from optimizer.training.catalogue import Course, Outcome, Session
from optimizer.training.check import check
from optimizer.training.learner import HourWindow, Learner, Period
from optimizer.training.path import Gap, Path, Step
from optimizer.training.preference import PREFERENCES, Preference
from optimizer.training.solve import load_solver, solve

__all__ = [
    "PREFERENCES",
    "Course",
    "Gap",
    "HourWindow",
    "Learner",
    "Outcome",
    "Path",
    "Period",
    "Preference",
    "Session",
    "Step",
    "check",
    "load_solver",
    "solve",
]
