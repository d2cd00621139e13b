"""Who may move between agencies, and which posts agencies offer to outsiders: one file beside the cases."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from optimizer.case import Case, Key, Record
from optimizer.errors import CaseError, Fault
from optimizer.rules import RULES, parameters_by_round
from optimizer.shape import shape_faults

FORMAT = "tuntas-transfers"


class Host(Record, frozen=True):
    """An agency that would take a person, and the posts that it offers."""

    agency: str
    posts: Annotated[list[Key], Meta(min_length=1)]


class Mover(Record, frozen=True):
    """A person of an agency who may move to one of some hosts, in one of some rounds (all when empty)."""

    agency: str
    person: Key
    hosts: Annotated[list[Host], Meta(min_length=1)]
    rounds: list[Annotated[int, Meta(ge=0)]] = []


class Offers(Record, frozen=True):
    """All people who may move between agencies."""

    format: Literal["tuntas-transfers"]
    version: Literal[1]
    movers: list[Mover]


class Link(Record, frozen=True):
    """One person and one host: what home and host must agree about, round by round. ``number`` names it."""

    number: int
    home: str
    person: Key
    host: str
    posts: list[Key]
    rounds: list[int]


def read_offers(path: Path) -> Offers:
    """
    Read the file of offers.

    Parameters
    ----------
    path : Path
        A JSON file.

    Returns
    -------
    Offers
        Sound in shape; whether it fits the cases is for ``links_of``.

    Raises
    ------
    CaseError
        When the file cannot be read or has faults of shape.
    """
    try:
        content = path.read_bytes()
        return msgspec.json.decode(content, type=Offers)
    except OSError as error:
        raise CaseError([Fault(str(path), f"cannot be read: {error.strerror}")]) from None
    except msgspec.DecodeError as error:
        raise CaseError(shape_faults("transfers", content, str(error))) from None


def links_of(offers: Offers, cases: Mapping[str, Case]) -> list[Link]:
    """
    Match offers with the cases.

    Parameters
    ----------
    offers : Offers
        People who may move.
    cases : mapping
        Cases by agency.

    Returns
    -------
    list of Link
        One for each person and host.

    Raises
    ------
    CaseError
        With every offer that fits no case, or that a transfer cannot be.
    """
    faults = list(_faults(offers, cases))
    if faults:
        raise CaseError(faults)
    links: list[Link] = []
    for mover in offers.movers:
        rounds = sorted(set(mover.rounds)) or list(range(cases[mover.agency].horizon.rounds))
        for host in mover.hosts:
            posts = sorted(set(host.posts))
            number = len(links)
            links.append(
                Link(
                    number=number,
                    home=mover.agency,
                    person=mover.person,
                    host=host.agency,
                    posts=posts,
                    rounds=rounds,
                )
            )
    return links


def _faults(offers: Offers, cases: Mapping[str, Case]) -> Iterator[Fault]:
    seen: set[tuple[str, str]] = set()
    for n, mover in enumerate(offers.movers):
        path = f"$.movers[{n}]"
        if mover.agency not in cases:
            yield Fault(f"{path}.agency", f'no case of an agency "{mover.agency}"')
            continue
        case = cases[mover.agency]
        person = next((each for each in case.persons if each.id == mover.person), None)
        if person is None:
            yield Fault(f"{path}.person", f'no person "{mover.person}" in the case of "{mover.agency}"')
            continue
        if (mover.agency, mover.person) in seen:
            yield Fault(path, f'"{mover.person}" stands here twice; name all hosts in one entry')
        seen.add((mover.agency, mover.person))
        yield from (Fault(path, words) for words in _hindrances(case, mover))
        for h, host in enumerate(mover.hosts):
            yield from _faults_of_host(f"{path}.hosts[{h}]", mover, host, cases)
        if len({host.agency for host in mover.hosts}) < len(mover.hosts):
            yield Fault(f"{path}.hosts", "one host stands here twice")


def _hindrances(case: Case, mover: Mover) -> Iterator[str]:
    person = next(each for each in case.persons if each.id == mover.person)
    post = next(each for each in case.posts if each.id == person.post)
    if person.employment != "PNS":
        yield f'"{mover.person}" is {person.employment}; only a PNS is transferred between agencies'
    if post.kind == "SENIOR_EXECUTIVE":
        yield f'"{mover.person}" holds a senior executive post, which is filled by open selection'
    if any(pin.person == mover.person for pin in case.pins):
        yield f'"{mover.person}" is pinned to a post; take back the pin or the offer'
    if any(t >= case.horizon.rounds for t in mover.rounds):
        yield f"a round lies beyond the last round {case.horizon.rounds - 1}"
    if case.transfers:
        yield "the case has transfers of its own; they are made from the offers"
    if not _serves_throughout(case, mover.person):
        yield f'the service of "{mover.person}" ends within the horizon'


def _serves_throughout(case: Case, key: str) -> bool:
    """Whether no rule ends the service of a person in the present post before the horizon ends."""
    from optimizer.register import Register

    register = Register(case)
    person = register.persons[key]
    post, last = register.posts[person.post], register.dates[register.rounds - 1]
    return all(
        rule.serves(register, person, post, last, parameters_by_round(case, rule)[-1])
        for rule in RULES
        if rule.ends_service
    )


def _faults_of_host(path: str, mover: Mover, host: Host, cases: Mapping[str, Case]) -> Iterator[Fault]:
    if host.agency not in cases:
        yield Fault(f"{path}.agency", f'no case of an agency "{host.agency}"')
        return
    if host.agency == mover.agency:
        yield Fault(f"{path}.agency", "is the agency of the person")
    case = cases[host.agency]
    if case.horizon != cases[mover.agency].horizon:
        yield Fault(f"{path}.agency", f'"{host.agency}" plans other rounds than "{mover.agency}"')
    known = {post.id for post in case.posts}
    for key in host.posts:
        if key not in known:
            yield Fault(f"{path}.posts", f'no post "{key}" in the case of "{host.agency}"')
