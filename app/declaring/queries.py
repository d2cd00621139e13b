"""Reads what the form of a declaration needs: templates, departments, the catalogue, the stored system."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.access import Actor, access_system, own_systems
from app.competencies.queries import Entry, read_entries
from app.declaring import fields, kinds
from app.declaring.contexts import (
    DeclarationContext,
    KindCard,
    PlannerDeclarationContext,
    PlannerStartContext,
    RoleRow,
    StartContext,
)
from app.declaring.draft import MOST_INDICATORS, MOST_MILESTONES, MOST_NEEDS, MOST_ROLES
from app.declaring.stored import copied, draft_of, holders_of
from app.systems import sentences
from app.web.forms import Form
from app.web.i18n import translate as _
from models import System, Unit


def is_planner(actor: Actor) -> bool:
    """Tell whether the actor declares for every department, and sets the value to citizens."""
    return actor.role == "planner"


async def start_page(db: AsyncSession, actor: Actor) -> StartContext:
    """Return the page on which a declaration begins."""
    rows = await db.execute(
        select(System.key, System.name).where(own_systems(actor)).order_by(System.name, System.id)
    )
    page = PlannerStartContext if is_planner(actor) else StartContext
    return page(
        title=_("Nyatakan sistem"),
        kinds=tuple(
            KindCard(
                code=code,
                name=kinds.kind_name(code),
                purpose=kinds.purpose(code),
                roles=tuple(kinds.role_names(code)),
            )
            for code in kinds.kind_codes()
        ),
        systems=tuple((key, name) for key, name in rows),
        may_upload=is_planner(actor),
    )


async def first_form(db: AsyncSession, actor: Actor, kind: str, source: str, today: date) -> Form:
    """Return the form that a kind or a copy of another system begins with."""
    entries = await read_entries(db)
    if source:
        draft = copied(await draft_of(db, await access_system(db, actor, source)), today)
    else:
        known = {entry.code for entry in entries}
        draft = kinds.template(kind if kind in kinds.kind_codes() else kinds.OTHER, known, today)
    return Form(fields.fields_of(draft, entries))


async def stored_form(db: AsyncSession, system: System) -> Form:
    """Return the form that shows a stored system."""
    draft = await draft_of(db, system)
    return Form(fields.fields_of(draft, await read_entries(db)) | {"sidik": draft.fingerprint})


async def departments(db: AsyncSession, actor: Actor) -> tuple[tuple[str, str], ...]:
    """Return the departments among which the planner chooses; a head has none to choose."""
    if not is_planner(actor):
        return ()
    rows = await db.execute(
        select(Unit.key, Unit.name).where(Unit.is_department, Unit.active).order_by(Unit.position, Unit.name)
    )
    return tuple((key, name) for key, name in rows)


async def form_page(
    db: AsyncSession,
    actor: Actor,
    form: Form,
    today: date,
    system: System | None = None,
    suggested: dict[str, tuple[Entry, ...]] | None = None,
) -> DeclarationContext:
    """Return the page of the form: of a new declaration, or of a stored system."""
    entries = await read_entries(db)
    holders = await holders_of(db, system.id, today) if system is not None else {}
    page = PlannerDeclarationContext if is_planner(actor) else DeclarationContext
    kind = form.typed("jenis", kinds.OTHER)
    return page(
        title=_("Ubah sistem") if system else _("Nyatakan sistem"),
        form=form,
        labels=fields.labels(form),
        key=system.key if system else "",
        system=system.name if system else "",
        action=f"/sistem/{system.key}/ubah" if system else "/sistem/baru",
        back=f"/sistem/{system.key}" if system else "/sistem/baru",
        kinds=tuple((code, kinds.kind_name(code)) for code in known_kinds(system)),
        units=await departments(db, actor),
        stages=tuple((code, sentences.stage(code)) for code in fields.STAGES),
        builders=tuple((code, sentences.builder(code)) for code in fields.BUILDERS),
        levels=_levels(),
        catalogue=tuple(entry.shown for entry in entries),
        roles=tuple(_role_row(form, place, holders) for place in range(fields.rows(form, "p"))),
        milestones=fields.rows(form, "t"),
        indicators=fields.rows(form, "i"),
        suggested={
            name: tuple((entry.code, entry.shown, entry.description) for entry in found)
            for name, found in (suggested or {}).items()
        },
        missing=_missing(kind, entries) if system is None else (),
        may_set_value=is_planner(actor),
        most_roles=MOST_ROLES,
        most_milestones=MOST_MILESTONES,
        most_indicators=MOST_INDICATORS,
        most_needs=MOST_NEEDS,
    )


def known_kinds(system: System | None) -> list[str]:
    """Return the kinds to choose from; one that came by import stays possible for its system."""
    codes = kinds.kind_codes()
    return codes if system is None or system.kind in codes else [system.kind, *codes]


def _missing(kind: str, entries: list[Entry]) -> tuple[str, ...]:
    """Return the competencies of a template that the catalogue does not hold."""
    return kinds.missing(kind, {entry.code for entry in entries}) if kind in kinds.kind_codes() else ()


def _levels() -> tuple[tuple[str, str], ...]:
    return (
        ("1", _("1 dengan bimbingan")),
        ("2", _("2 tugas rutin")),
        ("3", _("3 mandiri")),
        ("4", _("4 memimpin")),
        ("5", _("5 rujukan")),
    )


def _role_row(form: Form, place: int, holders: dict[str, int]) -> RoleRow:
    start = f"p{place}"
    needs = [
        f"{form.typed(f'{start}-k{row}')} {form.typed(f'{start}-l{row}')}".strip()
        for row in range(MOST_NEEDS)
        if form.typed(f"{start}-k{row}").strip()
    ]
    key, name = form.typed(f"{start}-key"), form.typed(f"{start}-nama").strip()
    return RoleRow(
        place=place,
        need_rows=fields.need_rows(form, place),
        summary=", ".join(needs),
        holders=holders.get(key, 0),
        is_stored=bool(key),
        is_open=not name or any(fault.startswith(f"{start}-") for fault in form.faults),
    )
