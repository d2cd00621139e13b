"""
Both sides of a transfer as ordinary cases: an agency that somebody may leave, and one that may take somebody.

At home, another agency is a post that only the person may enter; at the host, the person is a visitor who
holds a post that stands for the home. Prices stand in the ``transfers`` of the cases, so that engine,
certificate and verifier treat them as what they are, points of the case.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from optimizer.calendar import add_months, whole_months
from optimizer.case import Case, Competency, Person, Pin, Post, Transfer, Unit
from optimizer.levels import STEPS, step_of
from optimizer.many.offers import Link
from optimizer.rules import RULE_OF, parameters_by_round
from optimizer.settings import functional_steps

NOBODY_HAS = "luar:instansi"
"""A competency that nobody has: a post outside asks for it, so that holding it earns no points for fit."""

FULL = 5

Prices = Mapping[tuple[int, int], int]
"""Points that the host pays and the home gets, by link and round; negative the other way round."""


@dataclass(frozen=True)
class Agreed:
    """A transfer that both sides have agreed on: its link, the host's post and the round."""

    link: Link
    post: str
    round: int


def outside_post(link: Link) -> str:
    """
    Name the post at home that stands for the host.

    Parameters
    ----------
    link : Link
        Person and host.

    Returns
    -------
    str
        A key.
    """
    return f"luar:{link.number}"


def visitor(link: Link) -> str:
    """
    Name the person at the host.

    Parameters
    ----------
    link : Link
        Person and host.

    Returns
    -------
    str
        A key.
    """
    return f"tamu:{link.number}"


def priced_case(agency: str, cases: Mapping[str, Case], links: Sequence[Link], prices: Prices) -> Case:
    """
    Make the case in which an agency may let people go and take people, at prices.

    Parameters
    ----------
    agency : str
        The agency.
    cases : mapping
        Cases of all agencies without transfers.
    links : sequence of Link
        All links.
    prices : mapping
        Points by link and round; 0 where none.

    Returns
    -------
    Case
        Every plan of it without transfers is worth what it is worth in the agency's own case.
    """
    case = cases[agency]
    for link in links:
        if link.home == agency:
            case = _with_exit(case, link, {t: prices.get((link.number, t), 0) for t in link.rounds})
        elif link.host == agency:
            entry = {t: -prices.get((link.number, t), 0) for t in link.rounds}
            case = _with_visitor(case, cases[link.home], link, link.posts, entry)
    return case


def settled_case(agency: str, cases: Mapping[str, Case], agreed: Sequence[Agreed]) -> Case:
    """
    Make the case in which exactly the agreed transfers take place, without prices.

    Parameters
    ----------
    agency : str
        The agency.
    cases : mapping
        Cases of all agencies without transfers.
    agreed : sequence of Agreed
        The transfers, at most one for each person.

    Returns
    -------
    Case
        Whoever is transferred is pinned to it.
    """
    case = cases[agency]
    for each in agreed:
        if each.link.home == agency:
            case = _with_exit(case, each.link, {each.round: 0})
            pin = Pin(person=each.link.person, post=outside_post(each.link), round=each.round)
        elif each.link.host == agency:
            case = _with_visitor(case, cases[each.link.home], each.link, [each.post], {each.round: 0})
            pin = Pin(person=visitor(each.link), post=each.post, round=each.round)
        else:
            continue
        case = replace(case, pins=[*case.pins, pin])
    return case


def _with_exit(case: Case, link: Link, price: Mapping[int, int]) -> Case:
    person = next(each for each in case.persons if each.id == link.person)
    present = next(each for each in case.posts if each.id == person.post)
    rounds = case.horizon.rounds
    # The post outside counts as filled from the transfer on, which is worth nothing to anybody.
    points = [price.get(t, 0) - case.weights.vacancy * (rounds - t) for t in range(rounds)]
    leaves = Transfer(
        person=person.id, post=outside_post(link), direction="out", points=points, rounds=sorted(price)
    )
    case = _with_post(case, present, outside_post(link))
    return replace(case, transfers=[*case.transfers, leaves])


def _with_visitor(case: Case, home: Case, link: Link, posts: Sequence[str], price: Mapping[int, int]) -> Case:
    person = next(each for each in home.persons if each.id == link.person)
    present = next(each for each in home.posts if each.id == person.post)
    case = replace(_with_post(case, present, f"asal:{link.number}"))
    posts_of_case = [
        replace(each, open=False) if each.id == f"asal:{link.number}" else each for each in case.posts
    ]
    known = {each.id for each in case.competencies}
    guest = replace(
        _long_in_post(person, present, home, case),
        id=visitor(link),
        post=f"asal:{link.number}",
        levels={key: level for key, level in person.levels.items() if key in known},
        gains=[gain for gain in person.gains if gain.competency in known],
    )
    points = [price.get(t, 0) for t in range(case.horizon.rounds)]
    comes = [
        Transfer(person=guest.id, post=post, direction="in", points=points, rounds=sorted(price))
        for post in posts
    ]
    return replace(
        case, posts=posts_of_case, persons=[*case.persons, guest], transfers=[*case.transfers, *comes]
    )


def _with_post(case: Case, present: Post, key: str) -> Case:
    """Add a post outside, of the kind of the present one, in a unit of its own."""
    post = Post(
        id=key,
        unit=key,
        kind=present.kind,
        title=present.title,
        echelon=present.echelon,
        functional_level=present.functional_level,
        functional_family=present.functional_family,
        standard={NOBODY_HAS: FULL},
        importance=1,
    )
    competencies = case.competencies
    if all(each.id != NOBODY_HAS for each in competencies):
        competencies = [*competencies, Competency(id=NOBODY_HAS)]
    return replace(
        case,
        units=[*case.units, Unit(id=key, department=key)],
        posts=[*case.posts, post],
        competencies=competencies,
    )


def _long_in_post(person: Person, present: Post, home: Case, host: Case) -> Person:
    """
    Let nobody be charged at the host for staying long in a post at home, which the home is charged for.

    Time in post beyond what the longest term allows is told as experience on the same step instead.
    """
    if person.post_since is None:
        return person
    start, horizon = host.horizon.starts_on, host.horizon
    limits = [each.months for each in parameters_by_round(host, RULE_OF["max_tenure"])]
    most = max(0, min(limits) - 1 - horizon.round_months * (horizon.rounds - 1))
    beyond = whole_months(person.post_since, start) - most
    if beyond <= 0:
        return person
    step = STEPS[step_of(present.kind, present.functional_level, functional_steps(home.settings, start))]
    experience = {**person.experience, step: person.experience.get(step, 0) + beyond}
    return replace(person, post_since=add_months(start, -most), experience=experience)
