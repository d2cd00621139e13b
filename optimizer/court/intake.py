"""Reading a case whose pins may contradict each other: that is what the court is asked about."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from optimizer.case import Case
from optimizer.errors import CaseError, Fault
from optimizer.shape import shape_faults
from optimizer.validation import faults_of


def read_disputed(path: str | Path) -> Case:
    """
    Read a case that is sound but for contradictions among its pins.

    Parameters
    ----------
    path : str or Path
        File to read.

    Returns
    -------
    Case
        The case.

    Raises
    ------
    CaseError
        When the file cannot be read, or has faults other than pins against pins, formations or exclusions.
    """
    try:
        content = Path(path).read_bytes()
        case = msgspec.json.decode(content, type=Case)
    except OSError as error:
        raise CaseError([Fault(str(path), f"cannot be read: {error.strerror}")]) from None
    except msgspec.DecodeError as error:
        raise CaseError(shape_faults("case", content, str(error))) from None
    faults = [*faults_of(msgspec.structs.replace(case, pins=[])), *_pin_faults(case)]
    if faults:
        raise CaseError(faults)
    return case


def _pin_faults(case: Case) -> Iterator[Fault]:
    persons, posts = {each.id for each in case.persons}, {each.id for each in case.posts}
    for n, pin in enumerate(case.pins):
        if pin.person not in persons:
            yield Fault(f"$.pins[{n}].person", f'no person "{pin.person}"')
        if pin.post not in posts:
            yield Fault(f"$.pins[{n}].post", f'no post "{pin.post}"')
        if pin.round >= case.horizon.rounds:
            last = case.horizon.rounds - 1
            yield Fault(f"$.pins[{n}].round", f"round {pin.round} lies beyond the last round {last}")
