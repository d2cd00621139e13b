"""The forms of planning: open a round, start a run, pin or exclude."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from app.clock import today
from app.planning.words import PROFILES
from app.web.forms import Form
from app.web.i18n import translate as _

LONGEST_RUN = 3600
USUAL_RUN = 180
SEED_LIMIT = 1_000_000
MONTHS = (1, 2, 3, 4, 6, 12)
"""Lengths of a round that divide a year."""


@dataclass(frozen=True)
class RoundWish:
    """A round to be opened."""

    name: str
    starts_on: date
    rounds: int
    round_months: int
    profile: str


@dataclass(frozen=True)
class RunWish:
    """A run to be started."""

    profile: str
    seconds: int
    seed: int


@dataclass(frozen=True)
class PinWish:
    """A person to be pinned to a post, or kept out of it."""

    kind: str
    person: str
    post: str
    round_index: int | None
    reason: str


def usual_start() -> date:
    """Return the next 1 April or 1 October that leaves at least two months to prepare."""
    earliest = today() + timedelta(days=60)
    candidates = [date(year, month, 1) for year in (earliest.year, earliest.year + 1) for month in (4, 10)]
    return next(day for day in candidates if day >= earliest)


def read_round(form: Form) -> RoundWish:
    """Read the form of a new round; faults stay in the form."""
    starts_on = form.day("tmt", earliest=today(), latest=today() + timedelta(days=3 * 366))
    return RoundWish(
        name=form.text("nama", longest=80),
        starts_on=starts_on or today(),
        rounds=form.integer("jumlah", minimum=1, maximum=12),
        round_months=int(form.choice("bulan", [str(months) for months in MONTHS], otherwise="6") or 6),
        profile=form.choice("profil", PROFILES),
    )


def read_run(form: Form) -> RunWish:
    """Read the form that starts a run."""
    return RunWish(
        profile=form.choice("profil", PROFILES),
        seconds=form.integer("detik", minimum=5, maximum=LONGEST_RUN),
        seed=form.integer("benih", minimum=0, maximum=SEED_LIMIT, required=False, otherwise=1),
    )


def read_pin(form: Form, rounds: int) -> PinWish:
    """Read the form of a pin or an exclusion; a reason of at least a short sentence is asked for."""
    kind = form.choice("jenis", ("pin", "exclude"))
    reason = form.text("alasan", longest=2000)
    if reason and len(reason) < 10:
        form.refuse("alasan", _("Tulis alasan dalam satu kalimat."))
    chosen = form.choice("babak", [str(number) for number in range(rounds)], otherwise="0")
    return PinWish(
        kind=kind,
        person=form.text("pegawai", longest=12),
        post=form.text("jabatan", longest=12),
        round_index=int(chosen) if kind == "pin" and chosen else None,
        reason=reason,
    )
