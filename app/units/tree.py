"""The tree of units with its counts, in two queries and without recursion in the database."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.units.contexts import UnitNode
from models import Person, Post, Unit


def holders_of_posts() -> Any:
    """Return one row per post with the number of its active holders."""
    return (
        select(Person.post_id, func.count().label("holders"))
        .where(Person.active, Person.post_id.is_not(None))
        .group_by(Person.post_id)
        .subquery("holders")
    )


def vacant_places(holders: Any) -> ColumnElement[int]:
    """Return the empty places of a post, never below none."""
    empty = Post.formation - func.coalesce(holders.c.holders, 0)
    return case((empty > 0, empty), else_=0)


async def unit_nodes(db: AsyncSession, condition: ColumnElement[bool]) -> dict[int, UnitNode]:
    """Return all units that a condition keeps, each with the counts of itself and everything below it."""
    units = (
        await db.execute(
            select(Unit.id, Unit.key, Unit.name, Unit.short_name, Unit.parent_id)
            .where(Unit.active, condition)
            .order_by(Unit.position, Unit.name)
        )
    ).all()
    people = dict(
        (
            await db.execute(
                select(Person.unit_id, func.count())
                .where(Person.active, Person.unit_id.is_not(None))
                .group_by(Person.unit_id)
            )
        ).all()
    )
    holders = holders_of_posts()
    places = {
        row.unit_id: row
        for row in await db.execute(
            select(
                Post.unit_id,
                func.sum(Post.formation).label("formation"),
                func.sum(vacant_places(holders)).label("vacant"),
            )
            .outerjoin(holders, holders.c.post_id == Post.id)
            .where(Post.active)
            .group_by(Post.unit_id)
        )
    }
    below: dict[int | None, list[Any]] = defaultdict(list)
    known = {unit.id for unit in units}
    for unit in units:
        below[unit.parent_id if unit.parent_id in known else None].append(unit)
    nodes: dict[int, UnitNode] = {}

    def build(unit: Any) -> UnitNode:
        children = tuple(build(child) for child in below[unit.id])
        own = places.get(unit.id)
        node = UnitNode(
            key=unit.key,
            name=unit.name,
            short_name=unit.short_name or "",
            people=people.get(unit.id, 0) + sum(child.people for child in children),
            formation=int(own.formation if own else 0) + sum(child.formation for child in children),
            vacant=int(own.vacant if own else 0) + sum(child.vacant for child in children),
            children=children,
        )
        nodes[unit.id] = node
        return node

    for root in below[None]:
        build(root)
    return nodes


def subtree(nodes: list[tuple[int, int | None]], top: int) -> set[int]:
    """Return a unit and everything below it, from pairs of unit and parent."""
    below: dict[int | None, list[int]] = defaultdict(list)
    for unit_id, parent_id in nodes:
        below[parent_id].append(unit_id)
    found, waiting = set(), [top]
    while waiting:
        unit_id = waiting.pop()
        if unit_id not in found:
            found.add(unit_id)
            waiting += below[unit_id]
    return found
