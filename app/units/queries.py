"""Reads the unit tree, a unit's page and a post's page."""

from __future__ import annotations

from datetime import date
from typing import Any

from litestar.exceptions import NotFoundException
from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.access import Actor, access_unit, own_units
from app.law.conditions import over_limit, retiring
from app.law.months import add_months
from app.law.settings import Law, law_on
from app.staff.conditions import AHEAD_MONTHS, joined
from app.staff.levels import proven_levels
from app.systems.queries import system_states
from app.systems.risk import risks_of
from app.units.contexts import (
    PostContext,
    RequirementLine,
    StandardLine,
    SystemLine,
    UnitContext,
    UnitNode,
    UnitsContext,
)
from app.units.heat import heat_map
from app.units.posts import posts_with_people
from app.units.tree import subtree, unit_nodes
from app.web.i18n import language
from app.web.i18n import translate as _
from models import Competency, Person, Post, PostStandard, System, Unit

MOST_POSTS = 150
"""So many posts of the units below are listed with a unit; beyond that the page leads to the post map."""


async def unit_tree(db: AsyncSession, actor: Actor, search: str) -> UnitsContext:
    """Return the tree, or the units whose name holds every word of a search."""
    nodes = await unit_nodes(db, own_units(actor))
    below = {child.key for node in nodes.values() for child in node.children}
    words = search.casefold().split()
    found = [
        node
        for node in nodes.values()
        if words and all(word in f"{node.name} {node.short_name}".casefold() for word in words)
    ]
    return UnitsContext(
        title=_("Jabatan dan unit"),
        roots=tuple(node for node in nodes.values() if node.key not in below),
        search=search,
        found=tuple(sorted(found, key=lambda node: node.name)),
        units=len(nodes),
    )


async def unit_page(db: AsyncSession, actor: Actor, key: str, today: date) -> UnitContext:
    """Return a unit with everything below it."""
    unit = await access_unit(db, actor, key)
    law = await law_on(db, today)
    nodes = await unit_nodes(db, own_units(actor))
    pairs = (await db.execute(select(Unit.id, Unit.parent_id).where(Unit.active))).all()
    inside = subtree(list(pairs), unit.id)
    node = nodes.get(unit.id) or UnitNode(
        key=unit.key, name=unit.name, short_name="", people=0, formation=0, vacant=0
    )
    states = await system_states(db, law, today, System.unit_id.in_(inside))
    below = await db.scalar(_below(unit, inside)) or 0
    posts_of = inside if below <= MOST_POSTS else {unit.id}
    return UnitContext(
        title=unit.name,
        key=unit.key,
        trail=await _trail(db, actor, unit),
        is_department=unit.is_department,
        children=node.children,
        posts=await posts_with_people(db, law, today, Post.unit_id.in_(posts_of), first=unit.id, most=4),
        posts_below=0 if posts_of is inside else below,
        people=node.people,
        formation=node.formation,
        vacant=node.vacant,
        over_limit=await _count(db, inside, over_limit(law, today)),
        retiring=await _count(db, inside, retiring(law, today, add_months(today, AHEAD_MONTHS))),
        # Above the departments a map of everybody would say nothing.
        heat=await heat_map(db, inside if unit.department_id else (), today),
        systems=tuple(
            SystemLine(
                key=state.key,
                name=state.name,
                stage=state.stage,
                finish=state.finish,
                supports=state.supports,
                is_at_risk=bool(risks_of(state, today)),
            )
            for state in states
        ),
        today=today,
    )


def _below(unit: Unit, inside: set[int]) -> Any:
    """Count the posts of the units below."""
    return select(func.count(Post.id)).where(Post.active, Post.unit_id.in_(inside - {unit.id}))


async def _count(db: AsyncSession, units: set[int], condition: object) -> int:
    statement = joined(func.count(Person.id)).where(Person.unit_id.in_(units), condition)  # type: ignore[arg-type]  # a condition
    return await db.scalar(statement) or 0


async def _trail(db: AsyncSession, actor: Actor, unit: Unit) -> tuple[tuple[str, str], ...]:
    """Return the units above, the topmost first, as far as the actor may open them."""
    rows = await db.execute(
        select(Unit.id, Unit.parent_id, Unit.key, Unit.name).where(Unit.active, own_units(actor))
    )
    known = {row.id: row for row in rows}
    trail: list[tuple[str, str]] = []
    above = unit.parent_id
    while above is not None and above in known and len(trail) < 10:
        trail.insert(0, (f"/unit/{known[above].key}", known[above].name))
        above = known[above].parent_id
    return tuple(trail)


async def access_post(db: AsyncSession, actor: Actor, key: str) -> Post:
    """Reach a post of a unit that the actor may read; foreign and missing ones look alike."""
    statement = select(Post).join(Unit, Unit.id == Post.unit_id).where(Post.key == key, own_units(actor))
    post = (await db.scalars(statement)).one_or_none()
    if post is None:
        raise NotFoundException
    return post


async def post_page(db: AsyncSession, actor: Actor, key: str, today: date) -> PostContext:
    """Return a post with standard, requirements and holders."""
    post = await access_post(db, actor, key)
    law = await law_on(db, today)
    lines = await posts_with_people(db, law, today, Post.id == post.id)
    if not lines:
        raise NotFoundException
    return PostContext(
        title=post.title,
        post=lines[0],
        standard=await _standard(db, post.id, today),
        requirements=_requirements(post, law),
        today=today,
    )


async def _standard(db: AsyncSession, post_id: int, today: date) -> tuple[StandardLine, ...]:
    proven = proven_levels(today, select(Person.id).where(Person.post_id == post_id))
    rows = await db.execute(
        select(
            Competency.code,
            Competency.name,
            Competency.name_en,
            PostStandard.level,
            func.count(Person.id),
            func.count(proven.c.level).filter(proven.c.level >= PostStandard.level),
        )
        .select_from(PostStandard)
        .join(Competency, Competency.id == PostStandard.competency_id)
        .outerjoin(Person, and_(Person.post_id == PostStandard.post_id, Person.active))
        .outerjoin(
            proven,
            and_(proven.c.person_id == Person.id, proven.c.competency_id == PostStandard.competency_id),
        )
        .where(PostStandard.post_id == post_id)
        .group_by(Competency.id, Competency.code, Competency.name, Competency.name_en, PostStandard.level)
        .order_by(Competency.id)
    )
    return tuple(
        StandardLine(
            code=code,
            name=(name_en or name) if language() == "en" else name,
            level=level,
            holders=holders,
            reached=reached,
        )
        for code, name, name_en, level, holders, reached in rows
    )


def _requirements(post: Post, law: Law) -> tuple[RequirementLine, ...]:
    """Say what the post asks for beside competencies; what the post map leaves open is left out."""
    lines = []
    if post.rank_min or post.rank_max:
        bounds = " – ".join(rank for rank in (post.rank_min, post.rank_max) if rank)
        lines.append(RequirementLine(name=_("Pangkat"), value=bounds, citation=law.citation("rank_band")))
    if post.education_min:
        fields = ", ".join(str(name) for name in post.education_fields)
        value = f"{post.education_min} ({fields})" if fields else post.education_min
        lines.append(RequirementLine(name=_("Pendidikan"), value=value, citation=law.citation("education")))
    age = law.retirement_age(post.kind, post.functional_level, post.functional_family)
    if age is not None:
        value = _("{n} tahun", n=age)
        lines.append(
            RequirementLine(name=_("Batas usia pensiun"), value=value, citation=law.citation("retirement"))
        )
    if post.job_class is not None:
        lines.append(RequirementLine(name=_("Kelas jabatan"), value=str(post.job_class)))
    if post.high_risk:
        citation = law.citation("high_risk_rotation")
        lines.append(RequirementLine(name=_("Rawan korupsi"), value=_("dirotasi berkala"), citation=citation))
    return tuple(lines)
