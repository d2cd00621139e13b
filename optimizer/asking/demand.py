"""For a pin or an exclusion, in force or only thought of: the value lost, and who is displaced."""

from collections.abc import Callable
from dataclasses import dataclass

from optimizer.asking.answers import Price
from optimizer.asking.forcing import SECONDS, Forced, force
from optimizer.asking.warm import Warm
from optimizer.asking.wish import Wish


@dataclass(frozen=True)
class Demand:
    """
    What a demand costs.

    Attributes
    ----------
    in_force : bool
        Whether the case holds it already; the plan without it is then looked for.
    lost : Price
        Points lost by the demand. In force, ``least`` is what the plan found without it is worth more, and
        ``most`` what a certified bound leaves open; otherwise as for every price.
    displaced : tuple of str
        Other people whose paths differ between the two plans.
    forced : Forced
        The other plan, verified.
    """

    in_force: bool
    lost: Price
    displaced: tuple[str, ...]
    forced: Forced


def demand(
    warm: Warm,
    wish: Wish,
    *,
    seconds: float = SECONDS,
    stop: Callable[[], bool] | None = None,
) -> Demand:
    """
    Price a pin (*hold*), an exclusion (*avoid*), or one that is in force (*free*).

    Parameters
    ----------
    warm : Warm
        The solved round.
    wish : Wish
        The demand.
    seconds : float
        Limit of the choice.
    stop : callable, optional
        Asked often; true ends the choice soon.

    Returns
    -------
    Demand
        For *free* the loss is against the plan in hand: what taking the demand back wins at least (a verified
        plan) and at most (a certified bound).

    Raises
    ------
    PlanError
        When the case has no such person, post or demand.
    """
    forced = force(warm, wish, seconds=seconds, stop=stop)
    others = tuple(each.person for each in forced.changed if each.person != wish.person)
    if wish.kind != "free":
        return Demand(False, forced.price, others, forced)
    found = forced.price
    least = None if found.most is None else -found.most
    most = None if found.least is None else -found.least
    return Demand(True, Price(most, least, found.guarantee), others, forced)
