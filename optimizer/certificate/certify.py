"""Certify a plan: judge it, price all rows and people at its multipliers, and state the gap."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.arrays import Arrays
from optimizer.case import Case
from optimizer.certificate.parts import RuleInForce
from optimizer.certificate.prices import POSSIBLE, prices_of
from optimizer.certificate.rows import CertificateError, Multipliers, earned
from optimizer.certificate.several import best_paths
from optimizer.certificate.single import outlook
from optimizer.certificate.space import every_post, space_of
from optimizer.nodes import Nodes
from optimizer.offers import Offers
from optimizer.plan import Plan
from optimizer.rules import RULES, parameters_by_round

CELLS = 2_000_000
"""Cells (person, node, round) looked at together; sets the memory needed, not the result."""

PAIR_CELLS = 1_000_000
"""Cells (person, node, node) looked at together, likewise."""


@dataclass(frozen=True)
class Certified:
    """
    What the certificate proves.

    Attributes
    ----------
    bound : int
        Points that no lawful plan exceeds.
    people : int
        People priced again.
    nodes : int
        Nodes priced: lawful pairs of person and post, with and without the roles offered.
    closer : int
        People for whom paths with several changes had to be gone through.
    """

    bound: int
    people: int
    nodes: int
    closer: int

    def gap(self, value: int) -> float | None:
        """
        Distance of a value from the bound.

        Parameters
        ----------
        value : int
            Points, as the verifier adds them up.

        Returns
        -------
        float or None
            Share of the bound; None when the bound is 0.
        """
        return (self.bound - value) / abs(self.bound) if self.bound else None


def certify(
    case: Case, plan: Plan, workers: int = 1, on_progress: Callable[[int, int], None] | None = None
) -> Certified:
    """
    Prove a bound from the multipliers of a plan.

    Parameters
    ----------
    case : Case
        A sound case.
    plan : Plan
        A plan with a certificate; its paths and its claims are not looked at.
    workers : int
        Threads.
    on_progress : callable, optional
        Called with the people priced so far and all people.

    Returns
    -------
    Certified
        The bound holds for every plan within the roles offered, over all lawful posts and any number of
        changes. Cost: all rules judge all posts for everybody twice; then some operations per lawful pair.

    Raises
    ------
    CertificateError
        The plan has no certificate, or one that proves nothing for this case.
    """
    if plan.certificate is None:
        raise CertificateError("the plan carries no certificate: it was made without a bound")
    multipliers = Multipliers(plan.certificate.scale, plan.certificate.multipliers)
    rules = [(rule, parameters_by_round(case, rule)) for rule in RULES]
    arrays = Arrays(case)
    offers = Offers(arrays)
    everybody = _kindred(arrays, offers)
    blocks = [rule.master(every_post(arrays, everybody[:1]), params) for rule, params in rules]
    total = earned([block for block in blocks if block is not None], multipliers)
    priced = closer = done = 0
    with ThreadPoolExecutor(workers) as threads:
        job = _Job(arrays, offers, rules, multipliers)
        for best, nodes, several in threads.map(
            job.best_of, _parts(everybody, len(case.posts), arrays.rounds)
        ):
            if np.any(best <= POSSIBLE):
                person = case.persons[int(everybody[done + int(np.argmax(best <= POSSIBLE))])].id
                raise CertificateError(f"{person} has no lawful path at all, so there is no plan to bound")
            total += sum(best.tolist())
            priced, closer, done = priced + nodes, closer + several, done + len(best)
            if on_progress is not None:
                on_progress(done, len(everybody))
    return Certified(total // multipliers.scale, len(everybody), priced, closer)


@dataclass(frozen=True)
class _Job:
    """Everything that pricing some people needs."""

    arrays: Arrays
    offers: Offers
    rules: Sequence[RuleInForce]
    multipliers: Multipliers

    def best_of(self, people: NDArray[np.int64]) -> tuple[NDArray[np.int64], int, int]:
        """Best worth of some people, the nodes that they have, and how many were looked at more closely."""
        nodes = space_of(self.arrays, self.offers, self.rules, people)
        seen = outlook(prices_of(nodes, self.rules, self.multipliers))
        best = seen.best.copy()
        open_ = np.flatnonzero(seen.useful.any(axis=1))
        serves = nodes.role.max(axis=(1, 2)) >= 0
        groups = [open_[serves[open_]], open_[~serves[open_]]]
        for part in (part for group in groups for part in _alike(group, seen.useful.sum(axis=1))):
            place = _places(seen.useful[part])
            few = nodes.laid_out(part, place)
            prices = prices_of(_with_pairs(few), self.rules, self.multipliers)
            best[part] = np.maximum(best[part], best_paths(prices))
        return best, int(nodes.real.sum()), len(open_)


def _kindred(arrays: Arrays, offers: Offers) -> NDArray[np.int64]:
    """Everybody, those beside each other who are likely to have about as many nodes."""
    has_roles = np.isin(np.arange(len(arrays.case.persons)), offers.with_roles)
    kind, family = arrays.post_kind[arrays.person_post], arrays.post_family[arrays.person_post]
    return np.lexsort((arrays.person_field, family, arrays.person_step, kind, has_roles))


def _parts(everybody: NDArray[np.int64], posts: int, rounds: int) -> list[NDArray[np.int64]]:
    step = max(1, CELLS // ((posts + 1) * rounds))
    return [everybody[start : start + step] for start in range(0, len(everybody), step)]


def _alike(people: NDArray[np.int64], count: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Put people with about as many nodes together, few enough at a time."""
    order = people[np.argsort(count[people], kind="stable")]
    start = 0
    while start < len(order):
        stop = start + 1
        while stop < len(order) and (stop + 1 - start) * int(count[order[stop]]) ** 2 <= PAIR_CELLS:
            stop += 1
        yield order[start:stop]
        start = stop


def _places(useful: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Positions of the useful nodes of each person, -1 behind them; shape (n, k)."""
    most = int(useful.sum(axis=1).max())
    order = np.argsort(~useful, axis=1, kind="stable")[:, :most]
    return np.where(np.take_along_axis(useful, order, axis=1), order, -1)


def _with_pairs(nodes: Nodes) -> Nodes:
    return Nodes(nodes.arrays, nodes.persons, nodes.post, nodes.role, nodes.share, nodes.via_team)


__all__ = ["CertificateError", "Certified", "certify"]
