"""Everybody as they would stay: who fills a post or serves a role when nothing is decided."""

from collections import defaultdict
from collections.abc import Sequence

from optimizer.arrays import Arrays
from optimizer.plan import Path, Plan
from optimizer.walk import walk_plan

Places = dict[tuple[str, int], list[int]]


def bare_plan(paths: Sequence[Path] = (), case_hash: str = "", value: int = 0) -> Plan:
    """
    Write paths as a plan; everybody else stays.

    Parameters
    ----------
    paths : sequence of Path
        Paths of some people.
    case_hash : str
        Fingerprint of the case; may be empty.
    value : int
        Value that the plan claims.

    Returns
    -------
    Plan
        The plan.
    """
    return Plan(format="tuntas-plan", version=1, case_hash=case_hash, paths=list(paths), value=value)


class Outside:
    """
    Places that people fill by staying, with the roles that they have, until their service ends.

    Parameters
    ----------
    arrays : Arrays
        The case.

    Attributes
    ----------
    holders, servers : dict
        Positions of people by key of the post, or of the role, and round.
    """

    def __init__(self, arrays: Arrays) -> None:
        self.holders: Places = defaultdict(list)
        self.servers: Places = defaultdict(list)
        for journey in walk_plan(arrays.case, bare_plan()).journeys:
            p = arrays.person_position[journey.person.id]
            for stay in journey.stays:
                for t in range(stay.first, stay.last + 1):
                    self.holders[stay.post.id, t].append(p)
                    for role in stay.roles:
                        self.servers[role, t].append(p)

    def of(self, code: str, key: str, t: int) -> list[int]:
        """
        List who fills a place in a round.

        Parameters
        ----------
        code : {"formation", "role_places"}
            Rule that counts them.
        key : str
            Key of the post or of the role.
        t : int
            Round.

        Returns
        -------
        list of int
            Positions of people.
        """
        return (self.holders if code == "formation" else self.servers).get((key, t), [])
