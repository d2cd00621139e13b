"""Dated settings of a case: which one is in force on a day, and the equivalence of functional levels."""

from collections.abc import Iterable, Mapping
from datetime import date

from optimizer.case import Setting
from optimizer.levels import FUNCTIONAL_STEPS

EQUIVALENCE = "delayering"
"""Code of the rule whose setting places functional levels on the career steps."""


def setting_on(settings: Iterable[Setting], code: str, day: date) -> Setting | None:
    """
    Find the setting of a rule in force on a day.

    Parameters
    ----------
    settings : iterable of Setting
        Settings of a case.
    code : str
        Code of the rule.
    day : date
        The day.

    Returns
    -------
    Setting or None
        The one that began last among those in force; None when the defaults hold.
    """
    in_force = [
        setting
        for setting in settings
        if setting.rule == code
        and setting.valid_from <= day
        and (setting.valid_to is None or day <= setting.valid_to)
    ]
    return max(in_force, key=lambda setting: setting.valid_from, default=None)


def functional_steps(settings: Iterable[Setting], day: date) -> Mapping[str, str]:
    """
    Read on which career step each functional level stands.

    Parameters
    ----------
    settings : iterable of Setting
        Settings of a case.
    day : date
        First day of the horizon: a plan is judged by one ladder, the one that holds when it begins.

    Returns
    -------
    mapping
        Step by level.
    """
    setting = setting_on(settings, EQUIVALENCE, day)
    return FUNCTIONAL_STEPS if setting is None else setting.parameters.get("steps", FUNCTIONAL_STEPS)
