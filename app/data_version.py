"""The version of the data: raised by every change that plans are computed from."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models import DataVersion


async def raise_version(db: AsyncSession, cause: str) -> None:
    """Note in the running transaction that the data have changed; runs computed before become stale."""
    version = await db.scalar(select(func.max(DataVersion.version))) or 0
    as_of = await db.scalar(select(DataVersion.as_of).where(DataVersion.version == version))
    db.add(DataVersion(version=version + 1, cause=cause, as_of=as_of))
