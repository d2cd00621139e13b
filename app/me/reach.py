"""Posts of the next step in the own department: which requirements are met, and what is still missing."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.access import Actor
from app.law.dates import may_move_from, move_due_on, service_ends_on
from app.law.months import add_months, whole_months
from app.law.settings import CONTRACT_KINDS, Law
from app.law.steps import education_order, rank_order, step_of
from app.me.contexts import PostsContext, ReachablePost, RequirementCheck
from app.me.queries import Own, own_record
from app.staff.levels import fit
from app.staff.profile import holds_of
from app.training.queries import competency_names, levels_of
from app.units.tree import holders_of_posts
from app.web.formats import date_long
from app.web.i18n import translate as _
from models import Competency, Person, Post, PostHistory, PostStandard, Unit

MOST_POSTS = 12
EXPERIENCE = {1: "supervisor", 2: "administrator", 3: "senior_executive"}
"""Which number of the experience rule a step asks for, in months on the step below."""


async def posts_page(db: AsyncSession, actor: Actor, today: date) -> PostsContext:
    """Return when a move is possible, and the posts of the next step."""
    own = await own_record(db, actor, today)
    posts = [] if own.person.employment_kind in CONTRACT_KINDS else await _reachable(db, own, today)
    posts.sort(key=lambda post: (post.open_checks, -(post.fit or 0), post.title, post.unit_name))
    contract = own.person.employment_kind in CONTRACT_KINDS
    return PostsContext(
        title=_("Jabatan saya"),
        head=own.head,
        today=today,
        may_move=may_move_from(own.career, own.law),
        move_due=move_due_on(own.career, own.law),
        service_ends=service_ends_on(own.career, own.law),
        holds=await holds_of(db, own.person.id, today),
        contract_note=own.law.citation("employment_kind") if contract else "",
        posts=tuple(posts[:MOST_POSTS]),
        posts_total=len(posts),
    )


async def _reachable(db: AsyncSession, own: Own, today: date) -> list[ReachablePost]:
    person, present = own.person, own.person.post
    if present is None or person.unit is None:
        return []
    step = step_of(present.kind, present.functional_level, own.law)
    holders = holders_of_posts()
    rows: Any = (
        await db.execute(
            select(Post, Unit.name, func.coalesce(holders.c.holders, 0).label("held"))
            .join(Unit, Unit.id == Post.unit_id)
            .outerjoin(holders, holders.c.post_id == Post.id)
            .where(Post.active, Unit.department_id == person.unit.department_id, Post.id != present.id)
        )
    ).all()
    wanted = [row for row in rows if _is_next(row[0], present, step, own.law)]
    standards = await _standards(db, [row[0].id for row in wanted])
    names, levels = await competency_names(db), await levels_of(db, person.id, today)
    served = await _months_by_step(db, own, today)
    return [
        ReachablePost(
            title=post.title,
            unit_name=unit_name,
            level=post.echelon or post.functional_level or "",
            vacant=max(post.formation - held, 0),
            fit=fit(levels, standards.get(post.id, {})),
            checks=tuple(_checks(post, own, step, served, today)),
            gaps=tuple(
                (names.get(code, code), levels.get(code, 0), level)
                for code, level in standards.get(post.id, {}).items()
                if levels.get(code, 0) < level
            ),
        )
        for post, unit_name, held in wanted
    ]


def _is_next(post: Post, present: Post, step: int, law: Law) -> bool:
    """Keep managerial posts one step up, and the next level of the own functional family."""
    if step_of(post.kind, post.functional_level, law) != step + 1:
        return False
    if not post.kind.startswith("FUNCTIONAL"):
        return True
    return post.functional_family is not None and post.functional_family == present.functional_family


async def _standards(db: AsyncSession, posts: list[int]) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for post_id, code, level in await db.execute(
        select(PostStandard.post_id, Competency.code, PostStandard.level)
        .join(Competency, Competency.id == PostStandard.competency_id)
        .where(PostStandard.post_id.in_(posts))
        .order_by(Competency.id)
    ):
        found[post_id][code] = level
    return found


async def _months_by_step(db: AsyncSession, own: Own, today: date) -> dict[int, int]:
    """Count the whole months on each step, the present post included."""
    months: dict[int, int] = defaultdict(int)
    rows: Any = await db.execute(
        select(PostHistory.kind, PostHistory.functional_level, PostHistory.from_date, PostHistory.to_date)
        .where(PostHistory.person_id == own.person.id)
        .order_by(PostHistory.from_date)
    )
    for row in rows:
        stay = whole_months(row.from_date, row.to_date or today)
        months[step_of(row.kind, row.functional_level, own.law)] += max(stay, 0)
    return months


def _checks(post: Post, own: Own, step: int, served: dict[int, int], today: date) -> list[RequirementCheck]:
    person, law = own.person, own.law
    found = [_rank(post, person, law), _education(post, person, law)]
    setting = law.settings.get("experience")
    needed = setting.whole(EXPERIENCE.get(step + 1, "")) if setting else None
    if needed is not None and setting is not None:
        found.append(_experience(served.get(step, 0), needed, setting.citation, today))
    return [check for check in found if check is not None]


def _rank(post: Post, person: Person, law: Law) -> RequirementCheck | None:
    setting = law.settings.get("rank_band")
    bands = setting.parameters.get("bands", {}) if setting else {}
    band = bands.get(post.echelon) or bands.get(post.functional_level)
    lowest = post.rank_min or (band[0] if band else None)
    wanted, has = rank_order(lowest), rank_order(person.rank)
    if wanted is None:
        return None
    legal = law.citation("rank_band").split(";")[0]
    if has is None:
        return RequirementCheck(state="warn", sentence=_("Pangkat Anda tidak tercatat"), legal=legal)
    if has >= wanted:
        return RequirementCheck(
            state="ok", sentence=_("Pangkat {rank} memenuhi", rank=person.rank), legal=legal
        )
    sentence = _("Pangkat paling rendah {lowest}; Anda {rank}", lowest=lowest, rank=person.rank)
    return RequirementCheck(state="bad", sentence=sentence, legal=legal)


def _education(post: Post, person: Person, law: Law) -> RequirementCheck | None:
    setting = law.settings.get("education")
    lowest = post.education_min or (setting.parameters.get("least", {}).get(post.kind) if setting else None)
    wanted, has = education_order(lowest), education_order(person.education_level)
    if wanted is None:
        return None
    legal = setting.citation.split(";")[0] if setting else ""
    if has is not None and has >= wanted:
        sentence = _("Pendidikan {level} memenuhi", level=person.education_level)
        return RequirementCheck(state="ok", sentence=sentence, legal=legal)
    sentence = _(
        "Pendidikan paling rendah {lowest}; tercatat {level}",
        lowest=lowest,
        level=person.education_level or "–",
    )
    return RequirementCheck(state="bad", sentence=sentence, legal=legal)


def _experience(months: int, needed: int, citation: str, today: date) -> RequirementCheck:
    legal = citation.split(";")[0]
    if months >= needed:
        sentence = _("Pengalaman {n} bulan di jenjang sekarang memenuhi", n=months)
        return RequirementCheck(state="ok", sentence=sentence, legal=legal)
    first = add_months(today, needed - months)
    sentence = _(
        "Pengalaman {months} dari {needed} bulan; terpenuhi mulai {day}",
        months=months,
        needed=needed,
        day=date_long(first),
    )
    return RequirementCheck(state="warn", sentence=sentence, legal=legal)
