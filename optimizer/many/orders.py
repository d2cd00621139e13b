"""What the run of one agency is told, what it says, and what it gives back."""

import hashlib
import platform
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

Status = Literal["planned", "no_plan", "refused", "failed"]
DIGITS = 16
"""Hexadecimal digits kept of a digest that only tells two orders apart."""


class Order(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """
    What the run of one agency is told, beside its case.

    ``seconds`` is the wall clock limit, ``work`` the limit in units of work (then no clock should count),
    ``threads`` 1 or 2, ``memory_mib`` the limit of the process (0 for none), ``method`` as for ``solve``.
    """

    agency: str
    seconds: float
    seed: int = 0
    work: int | None = None
    nodes: int = 30
    threads: int = 1
    method: Literal["auto", "general"] = "auto"
    memory_mib: int = 0


class Said(Struct, frozen=True, kw_only=True, tag="said"):
    """A line of progress; ``process`` is the number of the process, ``place`` the worker it runs on."""

    agency: str
    phase: str
    elapsed: float = 0.0
    value: int | None = None
    bound: int | None = None
    gap: float | None = None
    note: str = ""
    attempt: int = 1
    process: int = 0
    place: str = ""


class Summary(Struct, frozen=True, kw_only=True, tag="end"):
    """
    How the run of one agency ended.

    ``planned`` has a plan that the verifier has judged lawful; ``no_plan`` found none (``proven`` tells
    whether none exists); ``refused`` has faults in its case; ``failed`` could not be run to its end.
    ``messages`` says why. Value and bound in points, ``moves`` counts changes of post, ``attempts`` counts
    processes. ``settings`` is the digest of case, order and program: a run with other settings is another
    run. ``plan_digest`` is that of the plan's file, ``case_hash`` and ``plan_hash`` those of their contents.
    """

    agency: str
    status: Status
    messages: list[str] = []
    proven: bool = False
    optimal: bool = False
    value: int | None = None
    bound: int | None = None
    people: int = 0
    posts: int = 0
    rounds: int = 0
    moves: int = 0
    ledger: dict[str, int] = {}
    seconds: float = 0.0
    work: int = 0
    attempts: int = 1
    peak_mib: int = 0
    engine: str = ""
    place: str = ""
    case_hash: str = ""
    plan_hash: str = ""
    plan_digest: str = ""
    settings: str = ""
    program: str = ""


class Delivery(Struct, frozen=True, kw_only=True):
    """A summary with the bytes of the plan's file; empty without a plan."""

    summary: Summary
    plan: bytes = b""


class Refusal(Exception):
    """The whole run cannot begin or go on; the message says why and what to do."""


def digest(content: bytes) -> str:
    """
    Fingerprint a file.

    Parameters
    ----------
    content : bytes
        Its content.

    Returns
    -------
    str
        ``sha256:`` and 64 hexadecimal digits.
    """
    return "sha256:" + hashlib.sha256(content).hexdigest()


def settings_of(order: Order, case_file: bytes) -> str:
    """
    Fingerprint everything that decides a run: the case, the order and the program.

    Parameters
    ----------
    order : Order
        What is asked for; the limit of memory is left out, for it changes no plan.
    case_file : bytes
        Content of the case's file.

    Returns
    -------
    str
        A digest.
    """
    asked = msgspec.structs.replace(order, memory_mib=0)
    text = msgspec.json.encode([asked, digest(case_file), program()], order="sorted")
    return digest(text)


@cache
def program() -> str:
    """
    Name what plans here, so that two machines can be told to be alike.

    Returns
    -------
    str
        Digest of the optimizer's own code, and the versions of Python and the libraries that decide a plan.
    """
    code = hashlib.sha256()
    root = Path(__file__).resolve().parents[1]
    for path in sorted(root.rglob("*.py")):
        code.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    libraries = " ".join(f"{name} {version(name)}" for name in ("numpy", "scipy", "highspy", "ortools"))
    python = ".".join(platform.python_version_tuple()[:2])
    return f"code {code.hexdigest()[:DIGITS]} python {python} {libraries}"
