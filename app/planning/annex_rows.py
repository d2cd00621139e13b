"""The rows of the decree's annex: the moves of the round that is decided now, by echelon and department."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from app.planning.run_queries import staleness
from app.web.i18n import translate as _
from models import Move, Person, Plan, Post, Run, TransferRound, Unit

ECHELONS = ("I.a", "I.b", "II.a", "II.b", "III.a", "III.b", "IV.a", "IV.b", "V.a")
FUNCTIONAL_LEVELS = (
    "Ahli Utama",
    "Ahli Madya",
    "Ahli Muda",
    "Ahli Pertama",
    "Penyelia",
    "Mahir",
    "Terampil",
    "Pemula",
)
_ORDER = {grade: place for place, grade in enumerate((*ECHELONS, *FUNCTIONAL_LEVELS))}


@dataclass(frozen=True)
class AnnexRow:
    """One line of the annex, as the decree writes it."""

    name: str
    nip: str
    rank: str
    rank_since: date | None
    education: str
    old_post: str
    old_unit: str
    new_post: str
    new_unit: str
    grade: str
    job_class: int | None
    starts_on: date
    remark: str


@dataclass(frozen=True)
class AnnexSheet:
    """The annex with what its foot names."""

    round_name: str
    starts_on: date
    rows: tuple[AnnexRow, ...]
    plan_hash: str
    case_hash: str
    verified_at: datetime
    is_stale: bool


async def annex_of(db: AsyncSession, transfer_round: TransferRound, plan: Plan) -> AnnexSheet:
    """Return the annex of a plan."""
    old_post, new_post = aliased(Post), aliased(Post)
    old_unit, new_unit = aliased(Unit), aliased(Unit)
    department = aliased(Unit)
    rows = await db.execute(
        select(
            Person.name,
            Person.nip,
            Person.rank,
            Person.rank_since,
            Person.education_level,
            Person.education_field,
            old_post.title.label("old_post"),
            old_unit.name.label("old_unit"),
            new_post.title.label("new_post"),
            new_unit.name.label("new_unit"),
            new_post.echelon,
            new_post.functional_level,
            new_post.job_class,
            Move.kind,
            department.name.label("department"),
            func.coalesce(department.position, 0).label("position"),
        )
        .select_from(Move)
        .join(Person, Person.id == Move.person_id)
        .join(old_post, old_post.id == Move.from_post_id)
        .join(old_unit, old_unit.id == old_post.unit_id)
        .join(new_post, new_post.id == Move.to_post_id)
        .join(new_unit, new_unit.id == new_post.unit_id)
        .join(department, department.id == new_unit.department_id, isouter=True)
        .where(Move.plan_id == plan.id, Move.round_index == 0)
    )
    ordered = sorted(
        rows,
        key=lambda row: (
            _ORDER.get(row.echelon or row.functional_level or "", len(_ORDER)),
            row.position,
            row.department or "",
            row.new_post,
            row.name,
        ),
    )
    run = (await db.scalars(select(Run).where(Run.id == plan.run_id))).one()
    return AnnexSheet(
        round_name=transfer_round.name,
        starts_on=transfer_round.starts_on,
        rows=tuple(
            AnnexRow(
                name=row.name,
                nip=row.nip,
                rank=row.rank or "",
                rank_since=row.rank_since,
                education=" ".join(part for part in (row.education_level, row.education_field) if part),
                old_post=row.old_post,
                old_unit=row.old_unit,
                new_post=row.new_post,
                new_unit=row.new_unit,
                grade=row.echelon or row.functional_level or _("Pelaksana"),
                job_class=row.job_class,
                starts_on=transfer_round.starts_on,
                remark=_remark(row.kind),
            )
            for row in ordered
        ),
        plan_hash=plan.plan_hash,
        case_hash=plan.case_hash,
        verified_at=plan.verified_at,
        is_stale=await staleness(db, transfer_round, run) is not None,
    )


def _remark(kind: str) -> str:
    """Name a kind of move as a decree does; a diagonal move is an appointment to the other line of posts."""
    return {"rotation": _("Rotasi"), "promotion": _("Promosi"), "diagonal": _("Perpindahan diagonal")}[kind]
