"""Freezes a case for a run: its fingerprint and its compressed text, and back again."""

from __future__ import annotations

import zlib

import msgspec

from app.planning.frozen import CaseRefused, FrozenCase
from app.planning.translate.assemble import Assembled
from optimizer.case import Case
from optimizer.io import canonical_case, case_hash
from optimizer.validation import faults_of

PREFIX = "sha256:"


def bare(fingerprint: str) -> str:
    """Return the hexadecimal digits of a fingerprint, which is how the database keeps it."""
    return fingerprint.removeprefix(PREFIX)


def freeze(assembled: Assembled) -> FrozenCase:
    """Check, fingerprint and compress a case; refuse one that contradicts itself."""
    if faults := faults_of(assembled.case):
        raise CaseRefused([str(fault) for fault in faults])
    # Read back once: a word that equals a default is left out of the text only when it is the very same
    # object, and a fingerprint must not depend on where a word came from.
    case = msgspec.json.decode(msgspec.json.encode(canonical_case(assembled.case)), type=Case)
    text = msgspec.json.encode(case, order="sorted")
    return FrozenCase(zlib.compress(text, 6), bare(case_hash(case)), assembled.facts, assembled.data_version)


def thaw(content: bytes) -> Case:
    """Read a frozen case."""
    try:
        return msgspec.json.decode(zlib.decompress(content), type=Case)
    except msgspec.DecodeError as error:
        raise CaseRefused([str(error)]) from error
