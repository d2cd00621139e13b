"""What departures leave of a key role: expected service, the chance that nobody is left, the bus factor."""

from collections.abc import Sequence
from dataclasses import dataclass

FULL = 100
HALF = 2
"""A role with less than the need divided by this has lost its work."""


@dataclass(frozen=True)
class Server:
    """Who serves a role: key, percent of a full person given, and chance of being there, round by round."""

    person: str
    gives: int
    stays: tuple[float, ...]


@dataclass(frozen=True)
class RoleCover:
    """
    What is left of a role when nobody follows; per round.

    Attributes
    ----------
    expected : tuple of float
        Percent of a full person, never above the need.
    nobody : tuple of float
        Chance that no holder is left who gives anything, 0 to 1.
    """

    expected: tuple[float, ...]
    nobody: tuple[float, ...]


def cover_of(need: int, servers: Sequence[Server]) -> RoleCover:
    """
    Return the expected service to a role, exactly.

    People are taken to leave independently of each other. The distribution of the service is built by adding
    one person at a time, so the cost is (holders * different sums), not two to the power of holders.

    Parameters
    ----------
    need : int
        Percent of a full person; what is given beyond it counts for nothing.
    servers : sequence of Server
        Holders, with as many rounds each.

    Returns
    -------
    RoleCover
        Empty without holders, for then no round is known.
    """
    rounds = len(servers[0].stays) if servers else 0
    expected, nobody = [], []
    for number in range(rounds):
        sums = {0: 1.0}
        for one in servers:
            stays = one.stays[number]
            following: dict[int, float] = {}
            for given, chance in sums.items():
                following[given] = following.get(given, 0.0) + chance * (1 - stays)
                more = min(need, given + one.gives)
                following[more] = following.get(more, 0.0) + chance * stays
            sums = following
        expected.append(sum(given * chance for given, chance in sums.items()))
        nobody.append(sums.get(0, 0.0))
    return RoleCover(tuple(expected), tuple(nobody))


def bus_factor(roles: Sequence[tuple[int, Sequence[Server]]]) -> int | None:
    """
    Count the fewest people whose departure takes a system's work away.

    The work of a system is gone when one of its key roles gets less than half of its need. For one role the
    fewest are those who give most, so no set has to be tried.

    Parameters
    ----------
    roles : sequence of tuple
        Key roles: need in percent of a full person, above 0, and holders.

    Returns
    -------
    int or None
        0 when a role is below half already; None without key roles.
    """
    return min((_fewest(need, servers) for need, servers in roles), default=None)


def _fewest(need: int, servers: Sequence[Server]) -> int:
    left = sum(one.gives for one in servers)
    gone = 0
    for gives in sorted((one.gives for one in servers), reverse=True):
        if left * HALF < need:
            break
        left -= gives
        gone += 1
    return gone
