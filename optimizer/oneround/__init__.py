"""
Cases of one round: an assignment of people to posts, solved as a flow of least cost where that is exact.

It is exact when every row that couples people is either settled, whatever people choose, or a place: used
one unit at a time, and inside or apart from every other place (``coupling``). Then the flow is the best plan
there is, and node potentials prove it in whole numbers (``proof``). Other rows are priced; the flow is then
a bound, and the general engine goes on from there (``relaxation``, ``joint``).
"""

from optimizer.arrays import Arrays
from optimizer.case import Case
from optimizer.io import canonical_case
from optimizer.offers import Offers
from optimizer.oneround.choices import all_choices
from optimizer.oneround.coupling import coupling_of
from optimizer.rules import RULES, parameters_by_round
from optimizer.survey import survey


def is_network(case: Case) -> list[str]:
    """
    Say why a case is no network.

    Parameters
    ----------
    case : Case
        A sound case.

    Returns
    -------
    list of str
        One sentence per reason; empty when the best plan is a flow of least cost. It takes the judging of
        every lawful pair of person and post.
    """
    if case.horizon.rounds > 1:
        return [f"the case has {case.horizon.rounds} rounds; what is best in one depends on the others"]
    case = canonical_case(case)
    rules = [(rule, parameters_by_round(case, rule)) for rule in RULES]
    arrays = Arrays(case)
    return coupling_of(all_choices(arrays, rules, survey(arrays, Offers(arrays), rules))).reasons


__all__ = ["is_network"]
