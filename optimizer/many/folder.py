"""
The folder of results: a plan and a summary for each agency, and a table of all.

An agency that is planned already, with the same case, settings and program, is not planned again: the
summary says with what it was made and what its plan's file must look like.
"""

import csv
import io
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from optimizer.many.orders import Delivery, Refusal, Summary, digest
from optimizer.progress import relative_gap

PLAN, SUMMARY = "plan.json", "summary.json"
TABLE_JSON, TABLE_CSV = "agencies.json", "agencies.csv"
LOCK = ".lock"

COLUMNS = (
    "agency", "status", "optimal", "value", "bound", "gap_percent", "people", "posts", "rounds", "moves",
    "seconds", "work", "attempts", "peak_mib", "engine", "place", "messages",
)  # fmt: skip

FORMULA_SIGNS = tuple("=+-@\t\r\n＝＋－＠")
"""A cell that begins so would be run as a formula by a spreadsheet."""


class ResultFolder:
    """
    Keeps what the agencies of a run end with.

    Parameters
    ----------
    root : Path
        Folder; made when missing.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    @contextmanager
    def claimed(self) -> Iterator[None]:
        """
        Make the folder and keep other runs out of it until the block ends, or this process.

        Raises
        ------
        Refusal
            When another run writes to it, or it cannot be made.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            handle = open(self.root / LOCK, "ab")  # noqa: SIM115 - held as long as the block lasts
        except OSError as error:
            raise Refusal(f"{self.root}: cannot be written: {error.strerror}") from None
        with handle:
            try:
                import fcntl

                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except ImportError:
                pass  # A system without such locks; the operator sees to it.
            except OSError:
                raise Refusal(
                    f"{self.root}: another run writes to this folder; wait for its end or name another folder"
                ) from None
            yield

    def finished(self, agency: str, settings: str) -> Summary | None:
        """
        Look up what an earlier run has finished.

        Parameters
        ----------
        agency : str
            Name of the agency.
        settings : str
            Digest of case, order and program.

        Returns
        -------
        Summary or None
            None when the agency must be planned: nothing is there, it was made with other settings, did not
            end, or its plan's file is not the one that was verified.
        """
        folder = self.root / agency
        try:
            summary = msgspec.json.decode((folder / SUMMARY).read_bytes(), type=Summary)
        except (OSError, msgspec.DecodeError):
            return None
        if summary.settings != settings or not (summary.status == "planned" or summary.proven):
            return None
        if summary.status == "planned":
            try:
                if digest((folder / PLAN).read_bytes()) != summary.plan_digest:
                    return None
            except OSError:
                return None
        return summary

    def keep(self, delivery: Delivery) -> None:
        """
        Write plan and summary of an agency; the summary last, so that it speaks of no plan that is not there.

        Parameters
        ----------
        delivery : Delivery
            What its run gave back.
        """
        folder = self.root / delivery.summary.agency
        folder.mkdir(exist_ok=True)
        (folder / SUMMARY).unlink(missing_ok=True)
        if delivery.plan:
            write_whole(folder / PLAN, delivery.plan)
        else:
            (folder / PLAN).unlink(missing_ok=True)
        write_whole(
            folder / SUMMARY, msgspec.json.format(msgspec.json.encode(delivery.summary), indent=1) + b"\n"
        )

    def tabulate(self, summaries: Sequence[Summary]) -> None:
        """
        Write the table of all agencies, as JSON and as CSV.

        Parameters
        ----------
        summaries : sequence of Summary
            One for each agency that has ended.
        """
        rows = [row_of(summary) for summary in sorted(summaries, key=lambda each: each.agency)]
        record = {"totals": totals(summaries), "agencies": rows}
        write_whole(
            self.root / TABLE_JSON, msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n"
        )
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([_cell(row[column]) for column in COLUMNS] for row in rows)
        write_whole(self.root / TABLE_CSV, text.getvalue().encode())


def row_of(summary: Summary) -> dict[str, object]:
    """
    Put a summary into a row of the table.

    Parameters
    ----------
    summary : Summary
        How the run of an agency ended.

    Returns
    -------
    dict
        Values by column.
    """
    row: dict[str, object] = {name: getattr(summary, name, None) for name in COLUMNS}
    gap = relative_gap(summary.value, summary.bound)
    row["gap_percent"] = None if gap is None else round(100 * gap, 4)
    row["messages"] = "; ".join(summary.messages)
    return row


def totals(summaries: Sequence[Summary]) -> dict[str, object]:
    """
    Add up all agencies.

    Parameters
    ----------
    summaries : sequence of Summary
        How the runs ended.

    Returns
    -------
    dict
        Agencies by status; people, value, bound, gap and moves of those that are planned.
    """
    planned = [each for each in summaries if each.status == "planned"]
    value, bound = sum(each.value or 0 for each in planned), sum(each.bound or 0 for each in planned)
    gap = relative_gap(value, bound)
    return {
        "agencies": len(summaries),
        **{
            status: sum(each.status == status for each in summaries)
            for status in ("planned", "no_plan", "refused", "failed")
        },
        "people": sum(each.people for each in planned),
        "value": value,
        "bound": bound,
        "gap_percent": None if gap is None else round(100 * gap, 4),
        "moves": sum(each.moves for each in planned),
    }


def write_whole(path: Path, content: bytes) -> None:
    """
    Write a file, wholly or not at all.

    Parameters
    ----------
    path : Path
        File; an old one is replaced in one step.
    content : bytes
        What to write.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _cell(value: object) -> object:
    """Text that a spreadsheet would run is marked as text; numbers stay numbers."""
    if isinstance(value, str) and value.startswith(FORMULA_SIGNS):
        return f"'{value}"
    return value
