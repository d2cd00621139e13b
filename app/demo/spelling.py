"""How cells are written in real exports: dates, ranks and numbers in the spellings of many hands."""

from datetime import date

from app.demo.dice import Dice
from app.importing.values.rank import TITLES

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
    "November",
    "Desember",
)  # fmt: skip
TITLE_OF = {rank: title for title, rank in TITLES.items()}


def long_date(day: date) -> str:
    """Return ``1 April 2019``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def plain_date(day: date | None) -> str:
    """Return ``01-04-2019``, as SIASN writes dates."""
    return "" if day is None else f"{day:%d-%m-%Y}"


def loose_date(dice: Dice, day: date | None) -> str | date:
    """Return a date in one of the spellings that a file collects over the years."""
    if day is None:
        return ""
    spellings: list[tuple[str | date, float]] = [
        (plain_date(day), 0.78),
        (long_date(day), 0.09),
        (f"{day:%d/%m/%Y}", 0.07),
        (day.isoformat(), 0.02),
        (day, 0.04),
    ]
    return dice.pick(*spellings)


def loose_rank(dice: Dice, rank: str) -> str:
    """Return a rank in one of its spellings."""
    if "/" not in rank:
        return rank
    title = TITLE_OF[rank].title().replace("Tk I", "Tk.I")
    return dice.pick(
        (rank, 0.965),
        (rank.replace("/", "."), 0.012),
        (rank.replace("/", ""), 0.008),
        (f"{title} ({rank})", 0.01),
        (f"{title}, {rank}", 0.005),
    )


def loose_nip(dice: Dice, nip: str) -> str:
    """Return a NIP as text, sometimes with an apostrophe or in groups."""
    grouped = f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"
    return dice.pick((nip, 0.7), (f"'{nip}", 0.2), (grouped, 0.1))
