"""Moves with the names around them, as cards: one query for any set of moves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import aliased

from app.planning import words
from app.planning.plan_facts import LOW_FIT
from app.planning.proposal_contexts import Chip, MoveCard
from app.planning.rounds import date_of
from app.web.formats import date_short
from app.web.i18n import language
from app.web.i18n import translate as _
from models import Move, Person, Post, TransferRound, Unit

FromPost, ToPost = aliased(Post), aliased(Post)
FromUnit, ToUnit = aliased(Unit), aliased(Unit)
FromDepartment, ToDepartment = aliased(Unit), aliased(Unit)

MoveRow = Row[*tuple[Any, ...]]
Href = Callable[[MoveRow], str]


def moves_with_names() -> Select[*tuple[Any, ...]]:
    """Select moves with person, posts, units and departments."""
    return (
        select(
            Move.id,
            Move.key,
            Move.plan_id,
            Move.round_index,
            Move.kind,
            Move.chain,
            Move.place,
            Move.chain_end,
            Move.value,
            Move.fit_before,
            Move.fit_after,
            Move.checks,
            Move.reasons,
            Person.key.label("person_key"),
            Person.name.label("person"),
            Person.nip,
            Person.rank,
            Person.education_level,
            Person.education_field,
            Person.post_since,
            FromPost.key.label("from_key"),
            FromPost.title.label("from_title"),
            FromPost.echelon.label("from_echelon"),
            FromPost.functional_level.label("from_level"),
            FromUnit.name.label("from_unit"),
            func.coalesce(FromDepartment.short_name, FromDepartment.name).label("from_department"),
            FromUnit.department_id.label("from_department_id"),
            ToPost.key.label("to_key"),
            ToPost.title.label("to_title"),
            ToPost.echelon.label("to_echelon"),
            ToPost.functional_level.label("to_level"),
            ToUnit.name.label("to_unit"),
            func.coalesce(ToDepartment.short_name, ToDepartment.name).label("to_department"),
            ToUnit.department_id.label("to_department_id"),
        )
        .join(Person, Person.id == Move.person_id)
        .join(FromPost, FromPost.id == Move.from_post_id)
        .join(FromUnit, FromUnit.id == FromPost.unit_id)
        .join(FromDepartment, FromDepartment.id == FromUnit.department_id, isouter=True)
        .join(ToPost, ToPost.id == Move.to_post_id)
        .join(ToUnit, ToUnit.id == ToPost.unit_id)
        .join(ToDepartment, ToDepartment.id == ToUnit.department_id, isouter=True)
    )


def place_name(unit: str, department: str | None) -> str:
    """Name a unit with its department, once when they are the same."""
    return unit if not department or department in unit else f"{unit}, {department}"


def card_of(row: MoveRow, transfer_round: TransferRound, href: Href, chosen: str | None) -> MoveCard:
    """Make a card of a move."""
    return MoveCard(
        key=row.key,
        person_key=row.person_key,
        person=row.person,
        from_post=row.from_title,
        from_unit=row.from_department or row.from_unit,
        to_post=row.to_title,
        to_unit=row.to_department or row.to_unit,
        starts_on=date_of(transfer_round, row.round_index),
        kind=words.kind_name(row.kind),
        fit_before=row.fit_before,
        fit_after=row.fit_after,
        value=row.value,
        chain=row.chain,
        chips=chips_of(row),
        href=href(row),
        is_chosen=row.key == chosen,
    )


def chips_of(row: MoveRow) -> tuple[Chip, ...]:
    """Return the chips of a move: what needs attention first, then `sah`, then the kind of move."""
    chips = [*attention_chips(row)]
    if not any(chip.state == "bad" for chip in chips):
        chips.append(Chip(state="ok", text=_("sah")))
    if row.kind != "rotation":
        chips.append(Chip(state="primary", text=words.kind_name(row.kind)))
    return tuple(chips)


def attention_chips(row: MoveRow) -> list[Chip]:
    """Return what a reader should not pass over."""
    chips = []
    for check in row.checks:
        if check["state"] == "bad":
            chips.append(Chip(state="bad", text=_check_chip(check)))
        elif check["state"] == "warn":
            chips.append(Chip(state="warn", text=_check_chip(check), icon="calendar-event"))
    heirless = [fact for fact in row.reasons if fact["code"] == "leaves_role" and not fact["successors"]]
    if heirless:
        chips.append(Chip(state="warn", text=_("{n} serah terima kurang", n=len(heirless))))
    if row.fit_after < LOW_FIT:
        chips.append(Chip(state="warn", text=_("kesesuaian {n}", n=row.fit_after)))
    return chips


def _check_chip(check: dict[str, Any]) -> str:
    """Say a check in two or three words."""
    facts = check["facts"]
    if check["code"] == "retirement" and facts.get("until"):
        return _("pensiun sebelum {day}", day=date_short(date.fromisoformat(facts["until"])))
    if check.get("lawful_from"):
        return _("boleh {day}", day=date_short(date.fromisoformat(check["lawful_from"])))
    return str(check["title_en"] if language() == "en" else check["title"]).lower()
