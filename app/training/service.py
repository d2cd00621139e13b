"""What is done with a training path: put forward, withdrawn, approved, returned."""

from __future__ import annotations

from litestar.exceptions import NotFoundException
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.access import Actor, own_people
from app.audit import record
from app.training.plan import PathPlan
from models import Person, TrainingPath, utc_now

DECISIONS = {"approve": "approved", "return": "returned"}


async def put_forward(db: AsyncSession, actor: Actor, plan: PathPlan) -> TrainingPath:
    """Store a path for the superior to answer; one that still waits is withdrawn."""
    waiting = await db.scalars(
        select(TrainingPath).where(
            TrainingPath.person_id == actor.person_id, TrainingPath.status == "proposed"
        )
    )
    for older in waiting:
        older.status, older.decided_at = "withdrawn", utc_now()
        await record(db, actor.by, "training_path.withdraw", ("training_path", older.key), replaced=True)
    path = TrainingPath(person_id=actor.person_id, preference=plan.preference, steps=plan.stored())
    db.add(path)
    await db.flush()
    await record(
        db,
        actor.by,
        "training_path.put_forward",
        ("training_path", path.key),
        preference=plan.preference,
        courses=[step.course for step in plan.steps],
        hours=plan.hours,
    )
    return path


async def withdraw(db: AsyncSession, actor: Actor, key: str) -> None:
    """Take back an own path that nobody has answered yet."""
    path = await db.scalar(
        select(TrainingPath).where(
            TrainingPath.key == key,
            TrainingPath.person_id == actor.person_id,
            TrainingPath.status == "proposed",
        )
    )
    if path is None:
        raise NotFoundException
    path.status, path.decided_at = "withdrawn", utc_now()
    await record(db, actor.by, "training_path.withdraw", ("training_path", path.key), replaced=False)


async def decide(db: AsyncSession, actor: Actor, key: str, decision: str) -> str:
    """Approve or return a path of one of the own people; return the person's name."""
    found = (
        await db.execute(
            select(TrainingPath, Person.name, Person.id)
            .join(Person, Person.id == TrainingPath.person_id)
            .where(
                TrainingPath.key == key,
                TrainingPath.status == "proposed",
                own_people(actor),
                # Nobody answers the own wish.
                Person.id != (actor.person_id or 0),
            )
        )
    ).one_or_none()
    if found is None:
        raise NotFoundException
    path, name, _ = found
    path.status, path.decided_at = DECISIONS[decision], utc_now()
    await record(
        db, actor.by, f"training_path.{decision}", ("training_path", path.key), preference=path.preference
    )
    return str(name)
