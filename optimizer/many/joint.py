"""Runs the price loop over the agencies that a file of offers concerns, and keeps what comes of it."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from optimizer.case import Case
from optimizer.io import read_case, write
from optimizer.many.conduct import Place, conduct
from optimizer.many.folder import PLAN, ResultFolder, write_whole
from optimizer.many.offers import Link, Offers, links_of
from optimizer.many.orders import Delivery, Order, Said, Summary
from optimizer.many.prices import OWN, Joint, PriceLoop
from optimizer.many.sides import outside_post, visitor

FOLDER, CASES, RESULT, RECORD = "transfers", "cases", "result", "transfers.json"


def read_concerned(offers: Offers, files: Mapping[str, Path]) -> tuple[dict[str, Case], list[Link]]:
    """
    Read the cases that offers concern, and match both.

    Parameters
    ----------
    offers : Offers
        People who may move.
    files : mapping
        Case files by agency.

    Returns
    -------
    tuple of dict and list of Link
        Cases by agency, and the links between them.

    Raises
    ------
    CaseError
        When an offer fits no case, or one of these cases has faults.
    """
    named = {mover.agency for mover in offers.movers}
    named |= {host.agency for mover in offers.movers for host in mover.hosts}
    cases = {agency: read_case(files[agency]) for agency in sorted(named) if agency in files}
    return cases, links_of(offers, cases)


def coordinate(
    cases: Mapping[str, Case],
    links: list[Link],
    own: Sequence[Summary],
    root: Path,
    asked: Order,
    place: Place,
    turns: int,
    tell: Callable[[Said], None],
    say: Callable[[str], None],
) -> Joint:
    """
    Find transfers between agencies that make all of them together better.

    Parameters
    ----------
    cases : mapping
        Cases of the concerned agencies.
    links : list of Link
        Who may move where.
    own : sequence of Summary
        How planning these agencies without transfers ended, in this folder of results.
    root : Path
        Folder of results; everything lies in ``transfers`` in it, each step in a folder of its own, which is
        not planned again when the run is repeated.
    asked : Order
        What is asked for of each agency.
    place : Place
        Where agencies are planned.
    turns : int
        Most turns of the loop.
    tell, say : callable
        Told of the progress of agencies, and of turns.

    Returns
    -------
    Joint
        Verified plans, their joint value and its bound.
    """
    base = root / FOLDER

    def plan_all(step: str, wanted: Mapping[str, Case]) -> dict[str, Delivery]:
        if step == OWN:
            mine = [each for each in own if each.agency in wanted]
            return {each.agency: Delivery(summary=each, plan=_plan_of(root, each)) for each in mine}
        folder = base / step
        (folder / CASES).mkdir(parents=True, exist_ok=True)
        for agency, case in wanted.items():
            write(case, folder / CASES / f"{agency}.json")
        files = {agency: folder / CASES / f"{agency}.json" for agency in sorted(wanted)}

        def hear(said: Said) -> None:
            tell(msgspec.structs.replace(said, note=f"[{step}] {said.note}"))

        ended = conduct(files, ResultFolder(folder), asked, place, hear, _nothing)
        return {each.agency: Delivery(summary=each, plan=_plan_of(folder, each)) for each in ended}

    joint = PriceLoop(cases, links, plan_all, say).run(turns)
    _keep(joint, base)
    return joint


def _nothing(summary: Summary, was_there: bool) -> None:
    """The turn tells what came out; the summaries lie in the folder of the step."""


def _plan_of(folder: Path, summary: Summary) -> bytes:
    return (folder / summary.agency / PLAN).read_bytes() if summary.status == "planned" else b""


def _keep(joint: Joint, base: Path) -> None:
    """Write the best joint plan with the cases that it belongs to, and the record of the loop."""
    result = ResultFolder(base / RESULT)
    (base / RESULT / CASES).mkdir(parents=True, exist_ok=True)
    for agency in sorted(joint.deliveries):
        write(joint.cases[agency], base / RESULT / CASES / f"{agency}.json")
        result.keep(joint.deliveries[agency])
    result.tabulate([each.summary for each in joint.deliveries.values()])
    write_whole(base / RECORD, msgspec.json.format(msgspec.json.encode(record_of(joint)), indent=1) + b"\n")


def record_of(joint: Joint) -> dict[str, Any]:
    """
    Put what the loop has found into words for programs.

    Parameters
    ----------
    joint : Joint
        Outcome of the loop.

    Returns
    -------
    dict
        Value, bound, value without transfers, the transfers, and the turns with their prices.
    """
    return {
        "agencies": sorted(joint.deliveries),
        "value": joint.value,
        "bound": joint.bound,
        "value_without_transfers": joint.baseline,
        "transfers": [
            {
                "person": each.link.person,
                "from": each.link.home,
                "to": each.link.host,
                "post": each.post,
                "round": each.round,
                "post_outside": outside_post(each.link),
                "visitor": visitor(each.link),
            }
            for each in joint.agreed
        ],
        "turns": [
            {
                "turn": turn.number,
                "bound": turn.bound,
                "disagreements": turn.disagreements,
                "prices": [
                    {"link": number, "round": t, "points": points}
                    for (number, t), points in sorted(turn.prices.items())
                    if points
                ],
            }
            for turn in joint.turns
        ],
    }
