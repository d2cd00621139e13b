"""A table of who serves which key role, and what departures leave of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from optimizer.errors import Fault
from optimizer.learning.departure.career import Career
from optimizer.learning.departure.cover import Server, bus_factor, cover_of
from optimizer.learning.departure.model import DepartureModel
from optimizer.learning.departure.odds import Standing, staying
from optimizer.learning.table import HistoryError, cells_of, check_headings

COLUMNS = ("system", "role", "need", "person", "gives", "ends_on")
"""``ends_on``, the first day without the person by retirement or contract, may be empty; ``person`` and
``gives`` are empty together where nobody holds the role."""

MOST_NEED, MOST_GIVES = 10_000, 100


@dataclass(frozen=True)
class Holding:
    """One row: a key role, its need in percent of a full person, and one holder, or nobody."""

    system: str
    role: str
    need: int
    person: str
    gives: int
    ends_on: date | None


@dataclass(frozen=True)
class RoleLeft:
    """What is left of a role: percent to expect, and the chance that nobody is left, per day asked."""

    role: str
    need: int
    expected: list[float]
    nobody: list[float]


@dataclass(frozen=True)
class SystemLeft:
    """What is left of a system."""

    system: str
    bus_factor: int
    roles: list[RoleLeft]


def read_holdings(content: bytes) -> list[Holding]:
    """
    Read who serves which key role.

    Parameters
    ----------
    content : bytes
        CSV in UTF-8 with the headings `COLUMNS`; ISO dates.

    Returns
    -------
    list of Holding
        In the order of the file.

    Raises
    ------
    HistoryError
        With row, column and cure of each fault. Nothing is then read.
    """
    rows = cells_of(content, COLUMNS)
    headings = [name.strip() for name in rows[0]]
    check_headings(headings, COLUMNS)
    found, faults = [], []
    for number, cells in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in cells):
            continue
        row = {name: text.strip() for name, text in zip(headings, cells, strict=False)}
        wrong = _faults_of(row)
        faults += [Fault(f"row {number}, column {column}", text) for column, text in wrong.items()]
        if not wrong:
            ends = row.get("ends_on")
            found.append(
                Holding(
                    row["system"],
                    row["role"],
                    int(row["need"]),
                    row.get("person", ""),
                    int(row.get("gives") or 0),
                    date.fromisoformat(ends) if ends else None,
                )
            )
    needs: dict[tuple[str, str], int] = {}
    for one in found:
        if needs.setdefault((one.system, one.role), one.need) != one.need:
            faults.append(Fault(f"{one.system}, {one.role}", "two needs; write the same one in each row"))
    if faults:
        raise HistoryError(faults)
    return found


def _faults_of(row: Mapping[str, str]) -> dict[str, str]:
    wrong = {name: "empty; fill it in, or remove the row" for name in ("system", "role") if not row.get(name)}
    if not _whole(row.get("need", ""), 1, MOST_NEED):
        wrong["need"] = f"write a whole percent from 1 to {MOST_NEED}"
    if bool(row.get("person")) != bool(row.get("gives")):
        wrong["gives"] = "fill in both person and gives, or neither while nobody holds the role"
    elif row.get("gives") and not _whole(row["gives"], 0, MOST_GIVES):
        wrong["gives"] = f"write a whole percent from 0 to {MOST_GIVES}"
    try:
        date.fromisoformat(row.get("ends_on") or "2000-01-01")
    except ValueError:
        wrong["ends_on"] = f"{row['ends_on']!r} is no date such as 2028-03-01; correct it or leave it empty"
    return wrong


def _whole(text: str, low: int, high: int) -> bool:
    return text.isascii() and text.isdigit() and low <= int(text) <= high


def left_of(
    model: DepartureModel,
    holdings: Sequence[Holding],
    careers: Sequence[Career],
    today: date,
    starts: Sequence[date],
) -> list[SystemLeft]:
    """
    Say what departures leave of each system when nobody follows.

    Parameters
    ----------
    model : DepartureModel
        On or off.
    holdings : sequence of Holding
        Key roles with their holders.
    careers : sequence of Career
        The present post of each holder is the one that is still held.
    today : date
        On this day all holders are there.
    starts : sequence of date
        Ascending days to ask about, usually first days of rounds.

    Returns
    -------
    list of SystemLeft
        In the order in which the systems first appear.

    Raises
    ------
    HistoryError
        If a holder has no post that is still held.
    """
    posts = {one.person: one for one in careers if one.until is None}
    unknown = sorted({one.person for one in holdings if one.person and one.person not in posts})
    if unknown:
        cure = "serves a role and holds no post in the careers; add the row of the present post"
        raise HistoryError([Fault(person, cure) for person in unknown])
    systems: dict[str, dict[str, tuple[int, list[Server]]]] = defaultdict(dict)
    for one in holdings:
        _, servers = systems[one.system].setdefault(one.role, (one.need, []))
        if one.person:
            post = posts[one.person]
            standing = Standing(post.employment, post.post_kind, post.since, post.promoted_on, one.ends_on)
            servers.append(Server(one.person, one.gives, staying(model, standing, today, starts)))
    return [
        SystemLeft(system, bus_factor(list(roles.values())) or 0, _roles_left(roles, len(starts)))
        for system, roles in systems.items()
    ]


def _roles_left(roles: Mapping[str, tuple[int, list[Server]]], days: int) -> list[RoleLeft]:
    found = []
    for role, (need, servers) in roles.items():
        cover = cover_of(need, servers)
        expected = [round(each, 1) for each in cover.expected] or [0.0] * days
        nobody = [round(each, 4) for each in cover.nobody] or [1.0] * days
        found.append(RoleLeft(role, need, expected, nobody))
    return found
