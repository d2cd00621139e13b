"""
What happens after a plan was published: refusals, departures, systems that slip; and the case that follows.

The published moves go into that case, so that verifier, ledger and certificate know what a change costs.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import msgspec

from optimizer.calendar import round_dates
from optimizer.case import Case, Departure, Exclusion, PublishedMove
from optimizer.errors import Fault, PlanError
from optimizer.plan import Path, Plan
from optimizer.walk import Move, walk_plan

DEFAULT_CHARGE = 100
"""Points for every move in which a new plan differs from the published one: more than one move costs."""


@dataclass(frozen=True)
class Refusal:
    """Somebody does not enter a post; without a post, the one of the first published move."""

    person: str
    post: str | None = None


@dataclass(frozen=True)
class Slip:
    """A system is finished on another day than was forecast."""

    system: str
    finishes_on: date


@dataclass(frozen=True)
class Events:
    """
    What has happened since the plan was published.

    Attributes
    ----------
    refusals : tuple of Refusal
        Moves that do not take place.
    departures : tuple of Departure
        People who go, with the first day without service.
    slips : tuple of Slip
        New finish dates.
    """

    refusals: tuple[Refusal, ...] = ()
    departures: tuple[Departure, ...] = ()
    slips: tuple[Slip, ...] = ()


def moves_of(case: Case, plan: Plan) -> list[Move]:
    """
    List the moves of a plan, as the verifier walks it.

    Parameters
    ----------
    case : Case
        The case.
    plan : Plan
        Any plan of its people and posts.

    Returns
    -------
    list of Move
        By person and round.

    Raises
    ------
    PlanError
        When the plan cannot be walked.
    """
    walk = walk_plan(case, plan)
    if walk.faults:
        raise PlanError([Fault(f"person {fault.person}", fault.sentence) for fault in walk.faults])
    return walk.moves


def after(
    case: Case, plan: Plan, events: Events, charge: int = DEFAULT_CHARGE, pinned_rounds: int = 1
) -> Case:
    """
    Write the case that follows from a published plan and what has happened since.

    Parameters
    ----------
    case : Case
        The case of the plan.
    plan : Plan
        The published plan.
    events : Events
        What has happened.
    charge : int
        Points for each move in which the next plan differs from the published one.
    pinned_rounds : int
        Moves of that many first rounds are pinned, except those of the people to whom something happened.

    Returns
    -------
    Case
        With exclusions for refusals, departures, new finish dates, the published moves that are still
        possible, and the charge.

    Raises
    ------
    PlanError
        When an event names nobody, or a refusal no move of the plan.
    """
    moves = moves_of(case, plan)
    refused = list(_refused(case, moves, events.refusals))
    faults = [fault for each in refused if (fault := each[1]) is not None]
    faults += _unknown(case, events)
    if faults:
        raise PlanError(faults)
    barred = {pair for pair, _ in refused}
    dates = round_dates(case.horizon)
    goes = {each.person: each.on for each in (*case.departures, *events.departures)}
    struck = {person for person, _ in barred} | set(goes)
    published = [
        PublishedMove(
            person=move.person.id,
            post=move.target.id,
            round=move.round,
            pinned=move.round < pinned_rounds and move.person.id not in struck,
        )
        for move in moves
        if (move.person.id, move.target.id) not in barred
        and dates[move.round] < goes.get(move.person.id, date.max)
    ]
    excluded = {(each.person, each.post) for each in case.exclusions}
    finish = {slip.system: slip.finishes_on for slip in events.slips}
    return msgspec.structs.replace(
        case,
        exclusions=[
            *case.exclusions,
            *(Exclusion(person=who, post=post) for who, post in sorted(barred - excluded)),
        ],
        departures=[Departure(person=who, on=day) for who, day in sorted(goes.items())],
        systems=[
            msgspec.structs.replace(each, finishes_on=finish.get(each.id, each.finishes_on))
            for each in case.systems
        ],
        published=published,
        weights=msgspec.structs.replace(case.weights, change=charge),
    )


def _refused(
    case: Case, moves: list[Move], refusals: tuple[Refusal, ...]
) -> Iterator[tuple[tuple[str, str], Fault | None]]:
    """Give person and post of each refusal, or what is wrong with it."""
    known = {person.id for person in case.persons}
    for refusal in refusals:
        mine = [move for move in moves if move.person.id == refusal.person]
        path = f"refusal of {refusal.person}"
        if refusal.person not in known:
            yield (refusal.person, ""), Fault(path, "no such person in the case")
        elif refusal.post is None and not mine:
            yield (refusal.person, ""), Fault(path, "the plan does not move this person; name the post")
        elif refusal.post is not None and all(post.id != refusal.post for post in case.posts):
            yield (refusal.person, ""), Fault(path, f'no post "{refusal.post}" in the case')
        else:
            yield (refusal.person, refusal.post or mine[0].target.id), None


def _unknown(case: Case, events: Events) -> list[Fault]:
    persons, systems = {each.id for each in case.persons}, {each.id for each in case.systems}
    faults = [
        Fault(f"departure of {each.person}", "no such person in the case")
        for each in events.departures
        if each.person not in persons
    ]
    return faults + [
        Fault(f"new date of {slip.system}", "no such system in the case")
        for slip in events.slips
        if slip.system not in systems
    ]


def cut_short(case: Case, plan: Plan) -> list[Path]:
    """
    End the paths of people who go on the day on which they go.

    Parameters
    ----------
    case : Case
        The case with its departures.
    plan : Plan
        A plan made before them.

    Returns
    -------
    list of Path
        Paths of the plan; without those of which nothing is left.
    """
    dates = round_dates(case.horizon)[:-1]
    ends = {each.person: sum(day < each.on for day in dates) for each in case.departures}
    paths = []
    for path in plan.paths:
        end = ends.get(path.person, len(dates))
        stays = [
            msgspec.structs.replace(stay, last=min(stay.last, end - 1))
            for stay in path.stays
            if stay.first < end
        ]
        if stays:
            paths.append(Path(person=path.person, stays=stays))
    return paths
