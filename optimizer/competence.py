"""
How far people meet the competency standards of posts and the needs of roles, round by round.

Levels grow with planned training (``Person.gains``). Posts with equal standards share one column.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from optimizer.arrays import Arrays

HIGHEST_LEVEL = 5
PART = 4000
"""People whose tables are computed at a time; sets the memory needed, not the result."""

LEAST_PROFICIENCY = 50
"""A person below this percent of a role's needs does not serve it (house rule)."""


@dataclass(frozen=True)
class Competence:
    """
    Percent by which people meet standards and needs.

    Attributes
    ----------
    post_standard : ndarray of int, shape (J,)
        Distinct standard of each post.
    fit : ndarray of uint8, shape (P, D, T)
        Fit 0..100 to each distinct standard; 100 where a standard is empty.
    proficiency : ndarray of uint8, shape (P, R, T)
        Proficiency 0..100 in each role; 0 below ``LEAST_PROFICIENCY``.
    """

    post_standard: NDArray
    fit: NDArray
    proficiency: NDArray

    @classmethod
    def of(cls, arrays: "Arrays") -> "Competence":
        """
        Compute both tables.

        Parameters
        ----------
        arrays : Arrays
            The case.

        Returns
        -------
        Competence
            Tables for all people and rounds.

        Notes
        -----
        Fit is ``100 * sum(min(level, need)) // sum(need)``; proficiency the least of
        ``100 * level // need``, each capped at 100.
        """
        position = arrays.competency_position
        standards: dict[tuple, int] = {}
        asked = [tuple(sorted(item for item in p.standard.items() if item[1])) for p in arrays.case.posts]
        post_standard = np.array([standards.setdefault(key, len(standards)) for key in asked], np.int32)
        needs = np.zeros((len(standards), len(position)), np.int8)
        for standard, index in standards.items():
            for competency, level in standard:
                needs[index, position[competency]] = level
        people, rounds = len(arrays.case.persons), arrays.rounds
        roles = [
            [(position[competency], level) for competency, level in role.needs.items() if level]
            for _, role in arrays.role_pairs
        ]
        fit = np.empty((people, len(standards), rounds), np.uint8)
        proficiency = np.empty((people, len(roles), rounds), np.uint8)
        for t, changed, levels in _levels_by_round(arrays):
            # What is computed on the way takes twenty times the table, so that people come in parts.
            for start in range(0, len(changed), PART):
                some, part = changed[start : start + PART], levels[start : start + PART]
                fit[some, :, t:] = _fit(part, needs)[:, :, None]
                proficiency[some, :, t:] = _proficiency(part, roles)[:, :, None]
        return cls(post_standard, fit, proficiency)


def _levels_by_round(arrays: "Arrays") -> Iterator[tuple[int, NDArray, NDArray]]:
    """Yield (round, people whose levels differ from the round before, their levels (p, C))."""
    position = arrays.competency_position
    persons = arrays.case.persons
    levels = np.zeros((len(persons), len(position)), np.int8)
    for p, person in enumerate(persons):
        for competency, level in person.levels.items():
            levels[p, position[competency]] = level
    for t in range(arrays.rounds):
        changed = []
        for p, person in enumerate(persons):
            for gain in person.gains:
                if gain.round == t:
                    c = position[gain.competency]
                    levels[p, c] = max(levels[p, c], gain.level)
                    changed.append(p)
        who = np.arange(len(persons)) if t == 0 else np.unique(np.array(changed, np.int64))
        if len(who):
            yield t, who, levels[who]


def _fit(levels: NDArray, needs: NDArray) -> NDArray:
    """Percent of each standard met, shape (p, D); sums of small whole numbers are exact in float32."""
    met = np.zeros((len(levels), len(needs)), np.float32)
    for level in range(1, HIGHEST_LEVEL + 1):
        met += (levels >= level).astype(np.float32) @ (needs >= level).astype(np.float32).T
    asked = needs.sum(axis=1, dtype=np.int64)
    percent = 100 * met.astype(np.int64) // np.maximum(asked, 1)
    percent[:, asked == 0] = 100
    return percent.astype(np.uint8)


def _proficiency(levels: NDArray, roles: list[list[tuple[int, int]]]) -> NDArray:
    """Least percent over the needs of each role, shape (p, R)."""
    least = np.full((len(levels), len(roles)), 100, np.int64)
    for r, needs in enumerate(roles):
        for competency, need in needs:
            np.minimum(least[:, r], 100 * levels[:, competency].astype(np.int64) // need, out=least[:, r])
    least[least < LEAST_PROFICIENCY] = 0
    return least.astype(np.uint8)
