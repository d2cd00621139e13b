"""A filter as conditions of a query; the dashboard counts with the same ones that the list shows."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, false, or_, select
from sqlalchemy.orm import aliased

from app.law.conditions import contract_ending, over_limit, reaching, retiring, under_minimum
from app.law.months import add_months
from app.law.settings import Law
from app.staff.filters import KINDS, STATUSES, StaffFilter
from app.staff.levels import below_standard
from models import Competency, Person, Post, RoleService, System, SystemRole, Unit

Department = aliased(Unit, name="department")

AHEAD_MONTHS = 12
"""How far the lists and the calendar look ahead."""


def joined(*columns: Any) -> Select[*tuple[Any, ...]]:
    """Select from active people with their post, unit and department, where they have them."""
    return (
        select(*columns)
        .select_from(Person)
        .outerjoin(Post, Post.id == Person.post_id)
        .outerjoin(Unit, Unit.id == Person.unit_id)
        .outerjoin(Department, Department.id == Unit.department_id)
        .where(Person.active)
    )


def conditions(
    wanted: StaffFilter, law: Law, today: date, competency_id: int | None = None
) -> list[ColumnElement[bool]]:
    """Return the conditions of a filter over what `joined` selects from."""
    found: list[ColumnElement[bool]] = [_matches(word) for word in wanted.text.split()]
    if wanted.department:
        found.append(Department.key == wanted.department)
    if wanted.unit:
        found.append(Unit.key == wanted.unit)
    if wanted.post:
        found.append(Post.key == wanted.post)
    if wanted.kind:
        found.append(Post.kind.in_(KINDS[wanted.kind]))
    if wanted.status:
        found.append(Person.employment_kind == STATUSES[wanted.status])
    if wanted.time:
        found.append(_time(wanted, law, today))
    if wanted.role:
        found.append(serving(today, key_only=wanted.role == "kunci"))
    if wanted.below:
        found.append(below_standard(competency_id, today) if competency_id is not None else false())
    return found


def _matches(word: str) -> ColumnElement[bool]:
    """Let a word of the search stand anywhere in the name, the post or the unit."""
    fields = (Person.name, Post.title, Unit.name, Unit.short_name, Department.name, Department.short_name)
    return or_(*(field.icontains(word, autoescape=True) for field in fields))


def bounds(wanted: StaffFilter, today: date) -> tuple[date, date]:
    """Return the days that a filter by date looks at: the coming twelve months when it names none."""
    return wanted.since or today, wanted.until or add_months(today, AHEAD_MONTHS)


def _time(wanted: StaffFilter, law: Law, today: date) -> ColumnElement[bool]:
    first, last = bounds(wanted, today)
    if wanted.time == "lewat":
        return over_limit(law, today)
    if wanted.time == "kurang":
        return under_minimum(law, today)
    if wanted.time == "pensiun":
        return retiring(law, first, last)
    if wanted.time == "kontrak":
        return contract_ending(first, last)
    return reaching(law, "min_tenure" if wanted.time == "genap-tersingkat" else "max_tenure", first, last)


def serving(today: date, *, key_only: bool) -> ColumnElement[bool]:
    """People who serve a role, or a key role, on a system that is not finished."""
    served = (
        select(RoleService.person_id)
        .join(SystemRole, SystemRole.id == RoleService.role_id)
        .join(System, System.id == SystemRole.system_id)
        .where(
            RoleService.since <= today,
            or_(RoleService.until.is_(None), RoleService.until >= today),
            System.stage != "finished",
        )
    )
    return Person.id.in_(served.where(SystemRole.is_key) if key_only else served)


def competency_named(code: str) -> Select[int, str, str | None]:
    """Find a competency by its code, for the filter and its words."""
    return select(Competency.id, Competency.name, Competency.name_en).where(Competency.code == code)
