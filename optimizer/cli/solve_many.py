"""Plan many agencies side by side, on this machine or on a cluster; go on where a run broke."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from optimizer.errors import SolveError
from optimizer.many.conduct import Place, case_files, conduct
from optimizer.many.folder import TABLE_CSV, ResultFolder
from optimizer.many.joint import coordinate, read_concerned
from optimizer.many.local import LocalProcesses
from optimizer.many.offers import read_offers
from optimizer.many.orders import Order, Refusal
from optimizer.many.prices import Joint
from optimizer.many.telling import Teller
from optimizer.solve import DEFAULT_NODES

REFUSED = 2
NOT_ALL = 1
INTERRUPTED = 130
DEFAULT_SECONDS = 60.0
UNLIMITED = 1e9


def run(argv: Sequence[str]) -> int:
    """
    Plan many agencies.

    Parameters
    ----------
    argv : sequence of str
        Arguments after the verb.

    Returns
    -------
    int
        0 every agency has a verified plan, 1 some have none (the table says why), 2 the run could not begin,
        130 interrupted.
    """
    options = _parser().parse_args(argv)
    asked = Order(
        agency="",
        seconds=_seconds(options.seconds, options.work),
        seed=options.seed,
        work=options.work,
        nodes=options.nodes,
        threads=options.threads,
        method=options.method,
        memory_mib=options.memory,
    )
    folder = ResultFolder(Path(options.out))
    try:
        files = case_files([Path(each) for each in options.cases])
        teller = Teller(options.progress, len(files))
        place = _place(options, teller)
        with folder.claimed():
            offered = (
                None if options.transfers is None else read_concerned(read_offers(options.transfers), files)
            )
            summaries = conduct(files, folder, asked, place, teller.hear, teller.ended)
            teller.conclude(summaries, folder.root / TABLE_CSV)
            if offered is not None:
                joint = coordinate(
                    *offered, summaries, folder.root, asked, place, options.turns, teller.hear, teller.remark
                )
                teller.remark(_outcome(joint))
    except Refusal as refusal:
        print(f"tuntas solve-many: {refusal}", file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print(
            "\ninterrupted: agencies that were finished are kept; the same command goes on with the others",
            file=sys.stderr,
        )
        return INTERRUPTED
    except SolveError as error:
        print(f"tuntas solve-many: {error}", file=sys.stderr)
        return NOT_ALL
    return 0 if all(each.status == "planned" for each in summaries) else NOT_ALL


def _place(options: argparse.Namespace, teller: Teller) -> Place:
    if options.scheduler is None:
        return LocalProcesses(options.jobs)
    from optimizer.many.cluster import Cluster

    return Cluster(options.scheduler, teller.remark)


def _outcome(joint: Joint) -> str:
    names = (f"{each.link.person} from {each.link.home} to {each.link.host}" for each in joint.agreed)
    gain = joint.value - joint.baseline
    return (
        f"transfers: {len(joint.agreed)} ({', '.join(names) or 'none'}); "
        f"value {joint.value:,} ({gain:+,} points against none), bound {joint.bound:,}"
    )


def _seconds(asked: float | None, work: int | None) -> float:
    """Wall clock limit: a run that is limited by work must not be cut short by a clock that nobody set."""
    if asked is not None:
        return asked
    return DEFAULT_SECONDS if work is None else UNLIMITED


def _at_least(least: int) -> "type[int]":
    def number(text: str) -> int:
        value = int(text)
        if value < least:
            raise argparse.ArgumentTypeError(f"{value} is below {least}")
        return value

    return number  # type: ignore[return-value]  # argparse calls it


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "tuntas solve-many",
        description=__doc__,
        epilog="The folder of results holds a plan and a summary for each agency, and the table of all as "
        "agencies.csv and agencies.json. The same command on the same folder goes on where it broke; "
        "docs/scale.md tells more.",
    )
    parser.add_argument(
        "cases", nargs="+", help="folders of case files (*.json), or case files; one for each agency"
    )
    parser.add_argument("-o", "--out", required=True, help="folder of results")
    parser.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="address of a Dask scheduler, such as tcp://host:8786, whose workers plan; else this machine",
    )
    cores = os.cpu_count() or 1
    parser.add_argument(
        "--jobs",
        type=_at_least(1),
        default=cores,
        help=f"agencies at a time on this machine (default {cores}, its cores)",
    )
    parser.add_argument(
        "--seconds", type=float, help="wall clock limit of each agency (default 60, none with --work)"
    )
    parser.add_argument(
        "--work", type=_at_least(1), help="limit in units of work: equal plans wherever they are made"
    )
    parser.add_argument("--seed", type=int, default=0, help="seed of all chance (default 0)")
    parser.add_argument(
        "--threads", type=int, choices=(1, 2), default=1, help="threads of each agency (default 1)"
    )
    parser.add_argument(
        "--nodes", type=_at_least(1), default=DEFAULT_NODES, help="candidate nodes per person"
    )
    parser.add_argument("--method", choices=("auto", "general"), default="auto", help="as for `tuntas solve`")
    parser.add_argument(
        "--memory",
        type=_at_least(0),
        default=0,
        metavar="MIB",
        help="memory limit of each agency (default none)",
    )
    parser.add_argument(
        "--transfers",
        type=Path,
        metavar="FILE",
        help="also find transfers between agencies, of people in this file",
    )
    parser.add_argument(
        "--turns", type=_at_least(1), default=6, help="most turns of the price loop for transfers (default 6)"
    )
    parser.add_argument(
        "--progress",
        choices=("text", "json", "none"),
        default="text",
        help="lines for people, JSON lines, or nothing",
    )
    return parser
