"""Goes through all agencies: skips what is finished, hands the others out, keeps what comes back."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Protocol

import msgspec

from optimizer.many.folder import ResultFolder
from optimizer.many.orders import Delivery, Order, Refusal, Said, Summary, program, settings_of

SUFFIX = ".json"
MOST_LETTERS = 100
"""Letters of an agency's name, which is the name of a folder."""


class Place(Protocol):
    """Where agencies are planned: ``LocalProcesses`` or ``Cluster``."""

    def deliver(
        self, orders: Iterator[tuple[Order, bytes]], tell: Callable[[Said], None]
    ) -> Iterator[Delivery]:
        """Plan agencies; give back each as soon as it ends."""
        ...


def case_files(cases: Sequence[Path]) -> dict[str, Path]:
    """
    Find the case files of all agencies.

    Parameters
    ----------
    cases : sequence of Path
        Folders (all their files that end in ``.json``) and single files.

    Returns
    -------
    dict
        Files by agency, the largest first: what takes longest begins first. An agency is named as its file.

    Raises
    ------
    Refusal
        When there are none, two have one name, or a name cannot be that of a folder.
    """
    found: list[Path] = []
    for each in cases:
        if each.is_dir():
            found += [path for path in sorted(each.glob(f"*{SUFFIX}")) if path.is_file()]
        elif each.exists():
            found.append(each)
        else:
            raise Refusal(f"{each}: there is no such file or folder")
    if not found:
        shown = ", ".join(map(str, cases))
        raise Refusal(f"{shown}: there is no case file (*{SUFFIX}) in it; `tuntas generate` writes one")
    files: dict[str, Path] = {}
    for path in sorted(found, key=lambda path: (-path.stat().st_size, path.name)):
        agency = path.name.removesuffix(SUFFIX)
        if agency in files:
            raise Refusal(
                f"{path} and {files[agency]} have one name; rename one, or both are '{agency}' in the results"
            )
        if agency.startswith(".") or not agency or len(agency) > MOST_LETTERS:
            raise Refusal(
                f"{path}: the name of an agency begins with no dot and has 1 to {MOST_LETTERS} letters"
            )
        files[agency] = path
    return files


def conduct(
    files: dict[str, Path],
    folder: ResultFolder,
    asked: Order,
    place: Place,
    tell: Callable[[Said], None],
    ended: Callable[[Summary, bool], None],
) -> list[Summary]:
    """
    Plan all agencies that are not planned yet.

    Parameters
    ----------
    files : dict
        Case files by agency.
    folder : ResultFolder
        Where results are kept, and looked up.
    asked : Order
        What is asked for of each agency; its name is filled in.
    place : Place
        Where agencies are planned.
    tell : callable
        Told of progress, from several threads.
    ended : callable
        Told of each summary, and whether it was there already.

    Returns
    -------
    list of Summary
        One for each agency. A case that cannot be read or planned stops no other one.
    """
    summaries: list[Summary] = []
    settings: dict[str, str] = {}

    def finish(delivery: Delivery) -> None:
        summary = delivery.summary
        summary = msgspec.structs.replace(
            summary, settings=settings.get(summary.agency, ""), program=program()
        )
        folder.keep(Delivery(summary=summary, plan=delivery.plan))
        summaries.append(summary)
        folder.tabulate(summaries)
        ended(summary, False)

    def to_do() -> Iterator[tuple[Order, bytes]]:
        for agency, path in files.items():
            order = msgspec.structs.replace(asked, agency=agency)
            try:
                case_file = path.read_bytes()
            except OSError as error:
                words = [f"{path}: cannot be read: {error.strerror}"]
                finish(Delivery(summary=Summary(agency=agency, status="refused", messages=words)))
                continue
            settings[agency] = settings_of(order, case_file)
            there = folder.finished(agency, settings[agency])
            if there is None:
                yield order, case_file
            else:
                summaries.append(there)
                ended(there, True)

    with closing(place.deliver(to_do(), tell)) as deliveries:  # type: ignore[type-var]  # generators can be closed
        for delivery in deliveries:
            finish(delivery)
    folder.tabulate(summaries)
    return summaries
