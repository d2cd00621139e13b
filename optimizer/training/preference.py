"""What a person prefers among the paths that close the same gaps: the order in which aims count."""

from typing import Literal, get_args

Preference = Literal["fastest", "cheapest", "least_leave"]
PREFERENCES: tuple[Preference, ...] = get_args(Preference)

Aim = Literal["missing", "finish", "cost", "leave", "hours", "ends"]
"""Levels left open; day of the last end; rupiah; working days away; lesson hours; sum of all last days."""

_FIRST: dict[Preference, tuple[Aim, Aim, Aim]] = {
    "fastest": ("finish", "cost", "leave"),
    "cheapest": ("cost", "finish", "leave"),
    "least_leave": ("leave", "finish", "cost"),
}


def aims(preference: Preference) -> tuple[Aim, ...]:
    """
    Order the aims of a preference, the weightiest first.

    Gaps come first whatever is preferred; hours and the sum of all last days break ties, so that nothing
    is attended in vain and nothing is put off.

    Parameters
    ----------
    preference : {"fastest", "cheapest", "least_leave"}
        What the person prefers.

    Returns
    -------
    tuple of str
        Aims to be minimised one after the other.
    """
    return ("missing", *_FIRST[preference], "hours", "ends")
