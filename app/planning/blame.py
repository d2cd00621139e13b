"""Why there is no lawful plan, in the reader's language and with names in the place of keys."""

from __future__ import annotations

import re

from sqlalchemy.ext.asyncio import AsyncSession

from app.planning import names
from app.web.i18n import translate as _

SHOWN = 30
"""People named; a case in which more are stuck has one cause behind them."""

NO_LAWFUL_PLAN = "no_lawful_plan"

_KEY = re.compile(r"\b[2-9a-hjkmnp-z]{12}\b")
_STUCK = re.compile(r"(\S+) has no lawful path \((.*)\); it would have one without: (.*)")
_PIN = re.compile(r"pin to (\S+) from round (\d+)")
_HOLD = re.compile(r"hold on (\S+) until (\S+)")


async def blame_lines(db: AsyncSession, message: str | None) -> tuple[str, ...]:
    """Return one sentence per person without a lawful path; none when a run ended otherwise."""
    code, _sign, rest = (message or "").partition(":")
    if code != NO_LAWFUL_PLAN:
        return ()
    sentences = [_in_words(sentence) for sentence in rest.splitlines()[1 : 1 + SHOWN]]
    keys = {key for sentence in sentences for key in _KEY.findall(sentence)}
    known = await names.people_names(db, keys) | await names.post_names(db, keys)
    roles = await names.role_names(db, keys)
    known |= {key: f"{role.name} {role.system}" for key, role in roles.items()}
    return tuple(_KEY.sub(lambda found: known.get(found[0], found[0]), sentence) for sentence in sentences)


def _in_words(sentence: str) -> str:
    """Write a sentence of the optimizer in the reader's language; one of another form stays as it is."""
    stuck = _STUCK.fullmatch(sentence)
    if stuck is None:
        return sentence
    who, asked, rules = stuck.groups()
    if rules == "no single rule":
        rules = _("tidak satu aturan pun sendirian")
    return _(
        "{who} tidak punya jalur yang sah ({asked}); akan ada tanpa: {rules}",
        who=who,
        asked="; ".join(_wish(wish) for wish in asked.split("; ")),
        rules=rules,
    )


def _wish(wish: str) -> str:
    if (pin := _PIN.fullmatch(wish)) is not None:
        return _("pin pada {post} mulai babak ke-{n}", post=pin[1], n=int(pin[2]) + 1)
    if (hold := _HOLD.fullmatch(wish)) is not None:
        return _("penahanan pada {role} sampai {day}", role=hold[1], day=hold[2])
    return _("tanpa pin dan tanpa penahanan") if wish == "no pin and no hold" else wish
