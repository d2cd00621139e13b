"""
Cases and plans as files: reading with every fault named, writing, and the hash of a case.

A case has one canonical form (records sorted by key, fields sorted, defaults left out), so that the
hash depends neither on the order of rows nor on the program that wrote them.
"""

import hashlib
import os
from pathlib import Path
from typing import Any

import msgspec

from optimizer.case import Case, Person, System
from optimizer.errors import CaseError, Fault, PlanError
from optimizer.plan import Plan
from optimizer.shape import shape_faults
from optimizer.validation import faults_of

_SORT_KEYS: dict[str, tuple[str, ...]] = {
    "units": ("id",),
    "posts": ("id",),
    "persons": ("id",),
    "competencies": ("id",),
    "systems": ("id",),
    "services": ("person", "role"),
    "holds": ("person", "role", "until"),
    "pins": ("person", "post", "round"),
    "exclusions": ("person", "post"),
    "transfers": ("person", "post"),
    "departures": ("person",),
    "limits": ("measure",),
    "references": ("id",),
    "published": ("person", "round", "post"),
    "relations": ("person", "other", "kind"),
    "settings": ("rule", "valid_from"),
    "windows": ("kind", "since", "until"),
}


def decode_case(content: bytes) -> Case:
    """
    Read a case from JSON and check it.

    Parameters
    ----------
    content : bytes
        JSON text in UTF-8.

    Returns
    -------
    Case
        A sound case.

    Raises
    ------
    CaseError
        With every fault found: first of shape (types, unknown fields, ranges), and when there is none,
        of sense (dangling keys, contradictions).
    """
    try:
        case = msgspec.json.decode(content, type=Case)
    except msgspec.DecodeError as error:
        raise CaseError(shape_faults("case", content, str(error))) from None
    if faults := faults_of(case):
        raise CaseError(faults)
    return case


def decode_plan(content: bytes) -> Plan:
    """
    Read a plan from JSON.

    Parameters
    ----------
    content : bytes
        JSON text in UTF-8.

    Returns
    -------
    Plan
        The plan; whether it fits its case is the verifier's business.

    Raises
    ------
    PlanError
        With every fault of shape.
    """
    try:
        return msgspec.json.decode(content, type=Plan)
    except msgspec.DecodeError as error:
        raise PlanError(shape_faults("plan", content, str(error))) from None


def read_case(path: str | Path) -> Case:
    """
    Read and check a case file.

    Parameters
    ----------
    path : str or Path
        File to read.

    Returns
    -------
    Case
        A sound case.

    Raises
    ------
    CaseError
        When the file cannot be read or has faults.
    """
    try:
        return decode_case(Path(path).read_bytes())
    except OSError as error:
        raise CaseError([Fault(str(path), f"cannot be read: {error.strerror}")]) from None


def read_plan(path: str | Path) -> Plan:
    """
    Read a plan file.

    Parameters
    ----------
    path : str or Path
        File to read.

    Returns
    -------
    Plan
        The plan.

    Raises
    ------
    PlanError
        When the file cannot be read or has faults of shape.
    """
    try:
        return decode_plan(Path(path).read_bytes())
    except OSError as error:
        raise PlanError([Fault(str(path), f"cannot be read: {error.strerror}")]) from None


def _sorted_person(person: Person) -> Person:
    return msgspec.structs.replace(
        person,
        gains=sorted(person.gains, key=lambda gain: (gain.competency, gain.round)),
        ratings=sorted(person.ratings, key=lambda rating: (rating.year, rating.period)),
        sanctions=sorted(person.sanctions, key=lambda sanction: (sanction.since, sanction.level)),
    )


def _sorted_system(system: System) -> System:
    return msgspec.structs.replace(system, roles=sorted(system.roles, key=lambda role: role.id))


def canonical_case(case: Case) -> Case:
    """
    Bring the records of a case into their canonical order.

    Parameters
    ----------
    case : Case
        A case with records in any order.

    Returns
    -------
    Case
        The same case, every list of records sorted by key.
    """
    changes: dict[str, list[Any]] = {
        name: sorted(getattr(case, name), key=lambda record: [str(getattr(record, key)) for key in keys])
        for name, keys in _SORT_KEYS.items()
    }
    changes["persons"] = [_sorted_person(person) for person in changes["persons"]]
    changes["systems"] = [_sorted_system(system) for system in changes["systems"]]
    changes["references"] = [
        msgspec.structs.replace(each, moves=sorted(each.moves, key=lambda move: (move.person, move.round)))
        for each in changes["references"]
    ]
    changes["advisory_team"] = sorted(case.advisory_team)
    return msgspec.structs.replace(case, **changes)


def case_hash(case: Case) -> str:
    """
    Fingerprint a case.

    Parameters
    ----------
    case : Case
        The case.

    Returns
    -------
    str
        ``sha256:`` and 64 hexadecimal digits over the canonical JSON text.
    """
    # Defaults are left out by identity, not by equality: a text built elsewhere that equals the default would
    # be written. Reading the case back once gives every record the same objects, whoever built it.
    read_back = msgspec.json.decode(msgspec.json.encode(case), type=Case)
    text = msgspec.json.encode(canonical_case(read_back), order="sorted")
    return "sha256:" + hashlib.sha256(text).hexdigest()


def plan_hash(plan: Plan) -> str:
    """
    Fingerprint what a plan decides, not how it was found.

    Parameters
    ----------
    plan : Plan
        The plan.

    Returns
    -------
    str
        ``sha256:`` and 64 hexadecimal digits over case hash and paths, people sorted by key.
    """
    paths = sorted(plan.paths, key=lambda path: path.person)
    text = msgspec.json.encode({"case": plan.case_hash, "paths": paths}, order="sorted")
    return "sha256:" + hashlib.sha256(text).hexdigest()


def encode(record: Case | Plan) -> bytes:
    """
    Write a case or a plan as JSON for files.

    Parameters
    ----------
    record : Case or Plan
        What to write.

    Returns
    -------
    bytes
        Indented JSON in UTF-8 with a line feed at the end.
    """
    return msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n"


def write(record: Case | Plan, path: str | Path) -> None:
    """
    Write a case or a plan to a file, wholly or not at all.

    Parameters
    ----------
    record : Case or Plan
        What to write.
    path : str or Path
        File to write; an old one is replaced in one step.
    """
    target = Path(path)
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        beside.write_bytes(encode(record))
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
