"""
Chains of moves: who needs whose place.

A person who enters a post takes a free place while there is one, and only otherwise the place that somebody
leaves in the same round. So a link says exactly what falls when a move is refused: without the move that
makes the place free, the one before it cannot be made.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Place = tuple[str, int]
"""A post and a round."""


@dataclass(frozen=True)
class Step:
    """One move: who goes from which post to which in which round."""

    person: str
    origin: str
    target: str
    round: int


@dataclass(frozen=True)
class Chain:
    """Steps in order: each person takes the next one's place, the last a free one or the first's."""

    steps: tuple[Step, ...]
    end: str


@dataclass(frozen=True)
class FreePlaces:
    """Places of a post that are free when a round begins: vacant ones, and those of people who retired."""

    vacant: int = 0
    retired: int = 0


def make_chains(steps: Sequence[Step], free: Callable[[Place], FreePlaces]) -> list[Chain]:
    """Link the steps of each round into chains; every step stands in exactly one."""
    leaving: dict[Place, list[Step]] = defaultdict(list)
    entering: dict[Place, list[Step]] = defaultdict(list)
    for step in sorted(steps, key=lambda step: (step.round, step.person)):
        leaving[step.origin, step.round].append(step)
        entering[step.target, step.round].append(step)
    follower: dict[Step, Step] = {}
    ends: dict[Step, str] = {}
    for place, newcomers in entering.items():
        places = free(place)
        room = places.vacant + places.retired
        # Newcomers beyond the free places take those of leavers; who takes which is a matter of order alone.
        waiting = newcomers[: max(0, len(newcomers) - room)]
        follower.update(zip(waiting, leaving.get(place, ()), strict=False))
        for number, newcomer in enumerate(newcomers[len(waiting) :]):
            ends[newcomer] = "vacancy" if number < places.vacant else "retiree"
    return _walk(steps, follower, ends)


def _walk(steps: Sequence[Step], follower: dict[Step, Step], ends: dict[Step, str]) -> list[Chain]:
    """Follow the links from every step that nobody waits for, then round the cycles that are left."""
    followed = set(follower.values())
    order = sorted(steps, key=lambda step: (step.round, step.person))
    heads = [step for step in order if step not in followed]
    chains: list[Chain] = []
    seen: set[Step] = set()
    for head in [*heads, *order]:
        if head in seen:
            continue
        path = [head]
        seen.add(head)
        while (after := follower.get(path[-1])) is not None and after not in seen:
            path.append(after)
            seen.add(after)
        is_cycle = follower.get(path[-1]) == head
        chains.append(Chain(tuple(path), "cycle" if is_cycle else ends.get(path[-1], "vacancy")))
    return chains


def free_places(
    formation: Counter[str], holders: Counter[Place], ended: Counter[Place], steps: Sequence[Step]
) -> Callable[[Place], FreePlaces]:
    """
    Count the free places of posts at the beginning of a round.

    `holders` counts the people of a post in a round; `ended` those whose service ends before a round. What
    was vacant is filled first, then what retirement has freed.
    """
    entered: Counter[Place] = Counter((step.target, step.round) for step in steps)
    left: Counter[Place] = Counter((step.origin, step.round) for step in steps)

    def count(place: Place) -> FreePlaces:
        post, number = place
        # Holders before anybody moves: those of the round, without the newcomers, with the leavers.
        staying = holders[place] - entered[place] + left[place]
        room = max(0, formation[post] - staying)
        retired = min(room, sum(ended[post, earlier] for earlier in range(number + 1)))
        return FreePlaces(room - retired, retired)

    return count
