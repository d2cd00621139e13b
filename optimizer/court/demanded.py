"""From which date each pin that has to be taken back is lawful on its own."""

from collections.abc import Callable

import msgspec

from optimizer.case import Case
from optimizer.court.facts import Fact, Wish, without
from optimizer.court.judge import judge
from optimizer.court.verdict import FirstDate, Reading, Verdict
from optimizer.register import Register
from optimizer.wording import show


def first_dates(
    case: Case, verdict: Verdict, on_progress: Callable[[str, int], None] | None = None
) -> Verdict:
    """
    Add to a verdict when each pin that it takes back would be lawful.

    Parameters
    ----------
    case : Case
        The case that was judged.
    verdict : Verdict
        Its verdict.
    on_progress : callable, optional
        Called with ``"date"`` and the number of demands dealt with so far.

    Returns
    -------
    Verdict
        With ``relaxation.dates``: for each pin the first date on which it is lawful once all the demands of
        the relaxation are taken back; None for holds, exclusions and marks, which name no post to be in.
        Cost: one hearing for each pin and round asked about.
    """
    if verdict.relaxation is None:
        return verdict
    drop = verdict.relaxation.drop
    rest = without(case, [_fact(reading) for reading in drop])
    dates: list[FirstDate | None] = []
    for n, reading in enumerate(drop):
        if on_progress is not None:
            on_progress("date", n)
        dates.append(_date(rest, reading) if reading.kind == "pin" else None)
    relaxation = msgspec.structs.replace(verdict.relaxation, dates=dates)
    return msgspec.structs.replace(verdict, relaxation=relaxation)


def _fact(reading: Reading) -> Fact:
    at = -1 if reading.round is None else reading.round
    return Fact(reading.kind, reading.rule, reading.person, reading.post, reading.role, round=at)  # type: ignore[arg-type]  # a known word


def _date(rest: Case, reading: Reading) -> FirstDate | None:
    wish = Wish(reading.person, post=reading.post, round=reading.round or 0)
    answer = judge(rest, wish)
    if answer.status != "lawful":
        return answer.first_date
    day = Register(rest).dates[wish.round]
    return FirstDate(
        by="plan",
        on=day,
        round=wish.round,
        sentence=f"Sendirian sah mulai {show(day, 'id')}; yang bertentangan adalah permintaan lain.",
        sentence_en=f"On its own lawful from {show(day, 'en')}; it is the other demands that conflict.",
    )
