"""Reads a person's own pages; nothing here looks at anybody else but those who read the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from app.access import Actor, access_own_person
from app.law.careers import career_in
from app.law.dates import Career
from app.law.settings import Law, law_on
from app.me.contexts import (
    DataContext,
    OwnHead,
    ProfileContext,
    ReadingLine,
    TrainingContext,
    YearLine,
)
from app.me.svg import hours_bar
from app.staff import words
from app.staff.competence import competency_lines, fit_of
from app.staff.contexts import CompetencyLine
from app.staff.drawing import profile_picture
from app.staff.levels import fit
from app.staff.profile import (
    appraisals_of,
    career_of,
    holds_of,
    sanctions_of,
    services_of,
    trainings_of,
)
from app.training.material import Material
from app.training.plan import PREFERENCE_NAMES, PathPlan
from app.training.queries import StoredPath, material_for, stored_paths
from app.web.formats import date_long, nip
from app.web.i18n import translate as _
from models import Account, AuditEntry, Person, TrainingPath, Unit

CHOICES = {"tercepat": "fastest", "termurah": "cheapest", "sedikit-izin": "least_leave"}
MOST_READINGS = 50


@dataclass(frozen=True)
class Own:
    """The own record with what every tab needs."""

    person: Person
    law: Law
    career: Career
    competencies: tuple[CompetencyLine, ...]
    head: OwnHead


async def own_record(db: AsyncSession, actor: Actor, today: date) -> Own:
    """Read the own record; an account without a person has no such pages."""
    person = await access_own_person(db, actor, joinedload(Person.post), joinedload(Person.unit))
    post = person.post
    competencies = await competency_lines(db, person.id, person.post_id, today)
    head = OwnHead(
        name=person.name,
        post_title=post.title if post else "",
        unit_name=person.unit.name if person.unit else "",
        fit=fit_of(competencies),
        below=sum(1 for line in competencies if line.gap),
    )
    career = career_in(person, post)
    return Own(person, await law_on(db, today), career, competencies, head)


async def profile(db: AsyncSession, actor: Actor, today: date) -> ProfileContext:
    """Return the profile tab."""
    own = await own_record(db, actor, today)
    return ProfileContext(
        title=_("Profil saya"),
        head=own.head,
        today=today,
        competencies=own.competencies,
        picture=profile_picture(own.competencies),
        career=await career_of(db, own.person.id, today),
        services=await services_of(db, own.person.id, today),
        holds=await holds_of(db, own.person.id, today),
        trainings=await trainings_of(db, own.person.id),
        appraisals=await appraisals_of(db, own.person.id),
    )


async def training_material(db: AsyncSession, actor: Actor, today: date) -> tuple[Own, Material]:
    """Read what the own path is computed from."""
    own = await own_record(db, actor, today)
    return own, await material_for(db, own.person.id, own.law, today)


async def training_page(
    db: AsyncSession,
    own: Own,
    material: Material,
    plan: PathPlan | None,
    choice: str,
    today: date,
    *,
    has_changed: bool = False,
) -> TrainingContext:
    """Return the training tab for a computed path."""
    paths = await stored_paths(
        db,
        TrainingPath.person_id == own.person.id,
        TrainingPath.status.in_(("proposed", "approved", "returned")),
        limit=5,
    )
    waiting = next((path for path in paths if path.status == "proposed"), None)
    answered = next((path for path in paths if path.status != "proposed"), None)
    return TrainingContext(
        title=_("Pelatihan saya"),
        head=own.head,
        today=today,
        picture=profile_picture(own.competencies, plan.levels_after if plan else None),
        plan=plan,
        fit_after=fit(plan.levels_after, material.targets) if plan else None,
        choices=tuple(
            (f"/saya/pelatihan?pilihan={word}", _(PREFERENCE_NAMES[code]), word == choice)
            for word, code in CHOICES.items()
        ),
        choice=choice,
        years=tuple(_year(year, plan) for year in material.years[:1]),
        waiting=waiting,
        answered=answered,
        is_waiting_same=waiting is not None and plan is not None and _same(waiting, plan),
        has_changed=has_changed,
        has_standard=bool(material.targets),
        superior=await _superior(db, own.person),
    )


def _same(stored: StoredPath, plan: PathPlan) -> bool:
    """Tell whether a path that waits is the one shown."""
    return [(step.course, step.starts_on) for step in stored.steps] == [
        (step.course, step.starts_on) for step in plan.steps
    ]


def _year(year: Any, plan: PathPlan | None) -> YearLine:
    steps = plan.steps if plan else ()
    added = sum(step.hours for step in steps if year.starts_on <= step.ends_on <= year.ends_on)
    return YearLine(
        starts_on=year.starts_on,
        ends_on=year.ends_on,
        done=year.done,
        added=added,
        least=year.least,
        most=year.most,
        citation=year.citation,
        picture=hours_bar(year.done, added, year.least, year.most),
    )


async def _superior(db: AsyncSession, person: Person) -> str:
    """Name the head of the department, who answers a path."""
    department = select(Unit.department_id).where(Unit.id == person.unit_id).scalar_subquery()
    name = await db.scalar(
        select(Account.display_name)
        .where(Account.role == "head", Account.active, Account.department_id == department)
        .limit(1)
    )
    return name or ""


async def record_page(db: AsyncSession, actor: Actor, today: date) -> DataContext:
    """Return the own record as it is stored, and who opened it."""
    own = await own_record(db, actor, today)
    about_me = (AuditEntry.object_kind == "person", AuditEntry.object_key == own.person.key)
    rows: Any = await db.execute(
        select(AuditEntry.at, AuditEntry.action, Account.display_name, Account.role)
        .outerjoin(Account, Account.id == AuditEntry.actor_id)
        .where(*about_me)
        .order_by(AuditEntry.sequence.desc())
        .limit(MOST_READINGS)
    )
    return DataContext(
        title=_("Data saya"),
        head=own.head,
        today=today,
        facts=_facts(own),
        sanctions=await sanctions_of(db, own.person.id),
        readings=tuple(
            ReadingLine(
                at=row.at, who=row.display_name or _("sistem"), office=row.role or "", part=row.action
            )
            for row in rows
        ),
        readings_total=await db.scalar(select(func.count()).select_from(AuditEntry).where(*about_me)) or 0,
    )


def _facts(own: Own) -> tuple[tuple[str, str], ...]:
    person, post = own.person, own.person.post
    education = " ".join(part for part in (person.education_level, person.education_field) if part)
    facts = [
        (_("Nama"), person.name),
        ("NIP", nip(person.nip)),
        (_("Status"), words.employment(person.employment_kind)),
        (_("Kedudukan hukum"), person.legal_status),
        (_("Tanggal lahir"), date_long(person.birth_date)),
        (_("Pangkat"), person.rank or "–"),
        (_("Pangkat sejak"), date_long(person.rank_since)),
        (_("Pendidikan"), education or "–"),
        (_("Jabatan"), post.title if post else "–"),
        (_("Di jabatan sejak"), date_long(person.post_since)),
        (_("Unit"), person.unit.name if person.unit else "–"),
        (_("Mulai bekerja"), date_long(person.service_start)),
    ]
    if person.contract_ends_on is not None:
        facts.append((_("Kontrak berakhir"), date_long(person.contract_ends_on)))
    return tuple(facts)
