"""What every answer is made of: a price with its range, and who changes in a plan."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

from optimizer.plan import Plan

Guarantee = Literal["exact", "range", "found", "impossible", "none"]
"""
How sure a price is.

*exact*: a verified plan and a certified bound meet. *range*: the price lies between a certified bound and a
verified plan. *found*: a verified plan costs that much, and there may be a cheaper one. *impossible*: no
lawful plan fulfils the wish within the roles offered. *none*: no lawful plan was found, which proves nothing.
"""


@dataclass(frozen=True)
class Price:
    """
    What a demand costs against the plan in hand; below zero where the plan is worth more with it.

    Attributes
    ----------
    most : int or None
        Points that the verified plan found is worth less; None where none was found.
    least : int or None
        No lawful plan that fulfils the demand costs less; None without a certified bound.
    guarantee : {"exact", "range", "found", "impossible", "none"}
        See ``Guarantee``.
    """

    most: int | None
    least: int | None
    guarantee: Guarantee

    def record(self) -> dict[str, Any]:
        """
        Put it into JSON's terms.

        Returns
        -------
        dict
            The three fields.
        """
        return asdict(self)


def price_of(most: int | None, least: int | None) -> Price:
    """
    Name the guarantee that a price has.

    Parameters
    ----------
    most, least : int or None
        See ``Price``.

    Returns
    -------
    Price
        Exact only where both meet.
    """
    if most is None:
        return Price(most, least, "none")
    if least is None:
        return Price(most, least, "found")
    return Price(most, least, "exact" if most == least else "range")


@dataclass(frozen=True)
class Change:
    """
    How one person's way differs between two plans.

    Attributes
    ----------
    person : str
        Key of the person.
    before, after : tuple of (str, int, int)
        Stays as post, first round, last round.
    """

    person: str
    before: tuple[tuple[str, int, int], ...]
    after: tuple[tuple[str, int, int], ...]


def changes_between(before: Plan, after: Plan, present: dict[str, tuple[str, int]]) -> tuple[Change, ...]:
    """
    List the people whose paths differ, changes of roles included.

    Parameters
    ----------
    before, after : Plan
        Two plans of the same people.
    present : dict
        Post of today and last round of service by person, for those without a path.

    Returns
    -------
    tuple of Change
        By key of the person.
    """
    old, new = ({path.person: path.stays for path in plan.paths} for plan in (before, after))

    def told(stays: Any, key: str) -> tuple[tuple[str, int, int], ...]:
        if stays is None:
            post, last = present[key]
            return ((post, 0, last),)
        return tuple((stay.post, stay.first, stay.last) for stay in stays)

    return tuple(
        Change(key, told(old.get(key), key), told(new.get(key), key))
        for key in sorted(old.keys() | new.keys())
        if old.get(key) != new.get(key)
    )
