"""Tells at the terminal how each agency goes: lines for people, or JSON lines."""

import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec

from optimizer.many.folder import row_of, totals
from optimizer.many.orders import Said, Summary

Style = Literal["text", "json", "none"]

QUIET_SECONDS = 5.0
"""Time between two lines for people about one agency in one phase."""


class Teller:
    """
    Voice of a run of many agencies; may be called from several threads.

    Parameters
    ----------
    style : {"text", "json", "none"}
        Lines for people, JSON lines, or nothing; all on the standard output.
    agencies : int
        Number of agencies.
    """

    def __init__(self, style: Style, agencies: int) -> None:
        self._style = style
        self._agencies = agencies
        self._began = time.monotonic()
        self._lock = threading.Lock()
        self._last: dict[str, tuple[str, float]] = {}
        self._done = 0

    def hear(self, said: Said) -> None:
        """
        Tell of the progress of an agency.

        Parameters
        ----------
        said : Said
            A line of its run; for people most lines within one phase are left out.
        """
        with self._lock:
            now = time.monotonic() - self._began
            if self._style == "json":
                self._print_json({"at": round(now, 2), **msgspec.structs.asdict(said)})
            elif self._style == "text" and self._is_due(said, now):
                where = f" on {said.place}" if said.place and said.phase == "start" else ""
                again = f" (attempt {said.attempt})" if said.attempt > 1 else ""
                self._print(
                    now, said.agency, said.phase, said.value, said.bound, f"{said.note}{where}{again}"
                )

    def ended(self, summary: Summary, was_there: bool) -> None:
        """
        Tell how an agency ended.

        Parameters
        ----------
        summary : Summary
            Its summary.
        was_there : bool
            Whether an earlier run had finished it.
        """
        with self._lock:
            self._done += 1
            now = time.monotonic() - self._began
            if self._style == "json":
                row = {"phase": "ended", **row_of(summary), "was_there": was_there}
                self._print_json({"at": round(now, 2), "done": self._done, "agencies": self._agencies, **row})
            elif self._style == "text":
                words = "finished before" if was_there else "; ".join(summary.messages)
                count = f"[{self._done}/{self._agencies}]"
                self._print(
                    now, summary.agency, summary.status, summary.value, summary.bound, f"{count} {words}"
                )

    def remark(self, words: str) -> None:
        """
        Tell of the whole run.

        Parameters
        ----------
        words : str
            A sentence.
        """
        with self._lock:
            now = time.monotonic() - self._began
            if self._style == "json":
                self._print_json({"at": round(now, 2), "phase": "remark", "note": words})
            elif self._style == "text":
                self._write(f"{now:8.1f} s  {words}")

    def conclude(self, summaries: Sequence[Summary], table: Path) -> None:
        """
        Tell what came out.

        Parameters
        ----------
        summaries : sequence of Summary
            All agencies.
        table : Path
            Where the table lies.
        """
        record = totals(summaries)
        if self._style == "json":
            self._print_json({"at": round(time.monotonic() - self._began, 2), "phase": "done", **record})
        elif self._style == "text":
            lost = ", ".join(
                f"{record[name]} {words}"
                for name, words in (
                    ("no_plan", "without a lawful plan"),
                    ("refused", "refused"),
                    ("failed", "failed"),
                )
                if record[name]
            )
            count = f"{record['people']:,} people, value {record['value']:,}, bound {record['bound']:,}"
            self._write(
                f"{record['planned']} of {record['agencies']} agencies planned"
                f"{f' ({lost})' if lost else ''}: {count}; table in {table}"
            )

    def _is_due(self, said: Said, now: float) -> bool:
        phase, last = self._last.get(said.agency, ("", 0.0))
        if said.phase == phase and now - last < QUIET_SECONDS:
            return False
        self._last[said.agency] = (said.phase, now)
        return True

    def _print(
        self, now: float, agency: str, phase: str, value: int | None, bound: int | None, note: str
    ) -> None:
        shown = ["-" if each is None else f"{each:,}" for each in (value, bound)]
        self._write(
            f"{now:8.1f} s  {agency:<20} {phase:<8} {shown[0]:>12} {shown[1]:>12}  {note.strip()}".rstrip()
        )

    def _print_json(self, record: dict[str, object]) -> None:
        self._write(msgspec.json.encode(record).decode())

    def _write(self, line: str) -> None:
        print(line, flush=True)  # noqa: T201 - this is the voice of a command line
