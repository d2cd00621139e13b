"""What the departure of one person does to a finish date, in the optimizer's months and points."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from optimizer.calendar import add_months
from optimizer.learning.model import FinishModel

FULL = 100
"""Percent of one full person."""


@dataclass(frozen=True)
class RoleOnSystem:
    """
    A key role as the optimizer sees it.

    ``need`` in percent of a full person; ``others`` the percent that all others give, round by round.
    ``ramp`` in percent: what a newcomer gives in the first rounds.
    """

    need: int
    others: tuple[int, ...]
    ramp: tuple[int, ...] = ()


@dataclass(frozen=True)
class Effect:
    """
    What a departure does: service lost, delay and price.

    Attributes
    ----------
    lost_months : float
        Months of full service lost until the finish.
    delay_months : float
        Months by which P50 and P80 move.
    points : int
        What the optimizer takes from the plan's value for it.
    is_learned : bool
        Whether the delay per lost month comes from histories; else one for one is assumed.
    """

    lost_months: float
    delay_months: float
    points: int
    is_learned: bool


def lost_months(need: int, before: Sequence[int], after: Sequence[int], round_months: int) -> float:
    """
    Count the months of key-role service that are lost, as the rule on role service counts them.

    Parameters
    ----------
    need : int
        Percent of a full person that the role needs in every round.
    before, after : sequence of int
        Percent given in each round without and with the departure, same length.
    round_months : int
        Months of a round.

    Returns
    -------
    float
        Full months; what is given beyond the need counts for nothing.
    """
    missing = sum(min(need, full) - min(need, rest) for full, rest in zip(before, after, strict=True))
    return missing * round_months / FULL


def effect_of(
    model: FinishModel,
    role: RoleOnSystem,
    gives: int,
    starts: Sequence[date],
    leaves_on: date,
    finish: date,
    value_per_month: int,
    weight: int,
    round_months: int,
    successor: bool,
    serves_until: date | None = None,
) -> Effect:
    """
    Price the departure of one holder of a key role.

    The price is the one of the optimizer's rule on role service: whole points per percent and round, rounded
    down, with at least one point where the system has a value. It already contains the learned months of
    delay per month lost when ``value_per_month`` is the priced value of the case (see `priced_value`).

    Parameters
    ----------
    model : FinishModel
        Source of the delay per lost month.
    role : RoleOnSystem
        The role, with what the others give.
    gives : int
        Percent of a full person that the leaver gives, share times proficiency.
    starts : sequence of date
        First days of the rounds, ascending.
    leaves_on : date
        The first day without the person; rounds that begin on it or later lose the service.
    finish : date
        The system needs service in rounds that begin before this day.
    value_per_month : int
        Points per month in the case.
    weight : int
        Weight of service in the profile, percent.
    round_months : int
        Months of a round.
    successor : bool
        Whether a fully proficient newcomer gives the same share from the first round without the person on,
        through the ramp of the role; otherwise nobody does.
    serves_until : date, optional
        The day on which the person goes anyhow, by retirement or the end of a contract: what would be missing
        in rounds that begin on it or later is not lost through this departure.

    Returns
    -------
    Effect
        All zero when no round is left.
    """
    before, after = [], []
    gone = 0
    last = finish if serves_until is None else min(finish, serves_until)
    for start, others in zip(starts, role.others, strict=True):
        if start >= last:
            break
        before.append(others + gives)
        if start < leaves_on:
            after.append(others + gives)
            continue
        newcomer = gives * role.ramp[gone] // FULL if gone < len(role.ramp) else gives
        after.append(others + (newcomer if successor else 0))
        gone += 1
    lost = lost_months(role.need, before, after, round_months)
    rate = model.delay_per_lost_month
    worth = value_per_month * weight * round_months
    price = max(1, worth // (FULL * FULL)) if worth else 0
    percent_rounds = round(lost * FULL / round_months)
    return Effect(
        lost_months=lost,
        delay_months=lost * rate,
        points=price * percent_rounds,
        is_learned=is_learned(model),
    )


def is_learned(model: FinishModel) -> bool:
    """
    Tell whether the delay per lost month comes from histories.

    Parameters
    ----------
    model : FinishModel
        On or off.

    Returns
    -------
    bool
        False where one for one is assumed.
    """
    return model.basis == "model" and model.effect is not None and model.effect.low > 0


def priced_value(model: FinishModel, value_per_month: int) -> int:
    """
    Return what a month of lost key service costs in the next case.

    Citizens lose ``value_per_month`` per month of delay; a lost month of service is
    ``model.delay_per_lost_month`` months of delay.

    Parameters
    ----------
    model : FinishModel
        On or off; off, the value stays as it is.
    value_per_month : int
        Points per month of delay, at least 0.

    Returns
    -------
    int
        Points per month of key service lost; at least 1 where the value is.
    """
    priced = round(value_per_month * model.delay_per_lost_month)
    return max(1, priced) if value_per_month else 0


def round_starts(first: date, rounds: int, round_months: int) -> list[date]:
    """
    Return the first days of rounds.

    Parameters
    ----------
    first : date
        First day of the first round.
    rounds : int
        Number of rounds.
    round_months : int
        Months of a round.

    Returns
    -------
    list of date
        Ascending.
    """
    return [add_months(first, number * round_months) for number in range(rounds)]
