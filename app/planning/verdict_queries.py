"""Reads the verdict of the rule court that is stored with a run, with names in the place of keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.planning import names
from app.planning.rounds import date_of
from app.planning.verdict_contexts import FactShown, VerdictShown, WayShown
from app.web.formats import date_short
from app.web.i18n import language
from app.web.i18n import translate as _
from models import Run, TransferRound

_KEY = re.compile(r"\b[2-9a-hjkmnp-z]{12}\b")


async def shown_verdict(db: AsyncSession, transfer_round: TransferRound, run: Run) -> VerdictShown | None:
    """Return the verdict on a run; none when no court was asked, or it has not answered."""
    verdict: dict[str, Any] | None = await db.scalar(select(Run.verdict).where(Run.id == run.id))
    if verdict is None:
        return None
    conflict, relaxation = verdict.get("conflict") or {}, verdict.get("relaxation") or {}
    paths = relaxation.get("paths") or verdict.get("paths") or []
    keys = set(_KEY.findall(repr(verdict)))
    known = await names.people_names(db, keys) | await names.post_names(db, keys)
    known |= await names.unit_names(db, keys)
    roles = await names.role_names(db, keys)
    known |= {key: f"{role.name} {role.system}" for key, role in roles.items()}

    def named(text: str) -> str:
        return _KEY.sub(lambda found: known.get(found[0], found[0]), text)

    def href(reading: dict[str, Any]) -> str | None:
        if reading["kind"] in ("pin", "exclusion"):
            return f"/babak/{transfer_round.key}/pin"
        if reading["kind"] == "hold" and reading["role"] in roles:
            return f"/sistem/{roles[reading['role']].system_key}"
        return f"/pegawai/{reading['person']}" if reading["person"] in known else None

    def fact(reading: dict[str, Any], lawful_from: str = "") -> FactShown:
        return FactShown(
            sentence=named(_said(reading)),
            legal=_legal(reading["legal"]),
            kind=reading["kind"],
            is_changeable=reading["changeable"],
            href=href(reading),
            lawful_from=named(lawful_from),
        )

    drop = relaxation.get("drop") or []
    dates = [_said(each) if each else "" for each in relaxation.get("dates") or [None] * len(drop)]
    return VerdictShown(
        status=verdict["status"],
        heard=len(verdict.get("people") or []),
        facts=tuple(fact(reading) for reading in conflict.get("facts") or []),
        size=conflict.get("size", ""),
        drop=tuple(fact(reading, day) for reading, day in zip(drop, dates, strict=True)),
        is_smallest=relaxation.get("smallest", False),
        is_confirmed_twice=relaxation.get("confirmed_twice", False),
        ways=tuple(_ways(transfer_round, paths, named)),
    )


def _said(sentences: dict[str, Any]) -> str:
    text: str = sentences["sentence_en" if language() == "en" else "sentence"]
    return text


def _legal(legal: Iterable[dict[str, str]]) -> str:
    return "; ".join(f"{each['instrument']} {each['article']}".strip() for each in legal)


def _ways(
    transfer_round: TransferRound, paths: Iterable[dict[str, Any]], named: Callable[[str], str]
) -> Iterable[WayShown]:
    for path in paths:
        yield WayShown(
            person=named(path["person"]),
            href=f"/pegawai/{path['person']}",
            stays=tuple(
                _("{post}, {first} sampai {last}", post=named(stay["post"]), first=first, last=last)
                for stay in path["stays"]
                for first, last in [
                    (
                        date_short(date_of(transfer_round, stay["first"])),
                        date_short(date_of(transfer_round, stay["last"] + 1)),
                    )
                ]
            ),
        )
