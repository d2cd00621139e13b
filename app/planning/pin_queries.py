"""Reads for pins and exclusions."""

from __future__ import annotations

from collections.abc import Mapping

from litestar.exceptions import NotFoundException
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.access import Actor
from app.planning.contexts import PinLine, PinsContext
from app.planning.rounds import PLANNER, date_of, round_facts
from app.web.formats import date_short
from app.web.forms import Form
from app.web.i18n import translate as _
from models import Account, Person, Pin, Post, TransferRound, Unit


async def pin_lines(db: AsyncSession, transfer_round: TransferRound) -> tuple[PinLine, ...]:
    """Return the pins and exclusions of a round."""
    rows = await db.execute(
        select(
            Pin.key,
            Pin.kind,
            Pin.round_index,
            Pin.reason,
            Pin.made_at,
            Person.key.label("person_key"),
            Person.name.label("person"),
            Post.title.label("post"),
            Unit.name.label("unit"),
            Account.display_name,
        )
        .join(Person, Person.id == Pin.person_id)
        .join(Post, Post.id == Pin.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .join(Account, Account.id == Pin.made_by, isouter=True)
        .where(Pin.round_id == transfer_round.id)
        .order_by(Pin.id.desc())
    )
    return tuple(
        PinLine(
            key=row.key,
            kind=row.kind,
            person_key=row.person_key,
            person=row.person,
            post=row.post,
            unit=row.unit,
            from_date=None if row.round_index is None else date_of(transfer_round, row.round_index),
            reason=row.reason,
            made_by=row.display_name,
            made_at=row.made_at,
        )
        for row in rows
    )


async def pins_page(
    db: AsyncSession,
    actor: Actor,
    transfer_round: TransferRound,
    form: Form,
    query: Mapping[str, str],
    refusal: str | None = None,
) -> PinsContext:
    """Return the pins of a round with the form for the person and post that the address or the form names."""
    person_key = form.typed("pegawai") or str(query.get("pegawai", ""))
    post_key = form.typed("jabatan") or str(query.get("jabatan", ""))
    person = (
        await db.execute(
            select(Person.key, Person.name, Post.key.label("post_key"), Post.title, Unit.name.label("unit"))
            .join(Post, Post.id == Person.post_id, isouter=True)
            .join(Unit, Unit.id == Post.unit_id, isouter=True)
            .where(Person.key == person_key)
        )
    ).one_or_none()
    if person_key and person is None:
        raise NotFoundException
    # Without a post in the address the wish is that the person stays where he or she is.
    post_key = post_key or (person.post_key or "" if person else "")
    post = (
        await db.execute(
            select(Post.key, Post.title, Unit.name.label("unit"))
            .join(Unit, Unit.id == Post.unit_id)
            .where(Post.key == post_key)
        )
    ).one_or_none()
    kind = form.typed("jenis") or str(query.get("jenis", "pin"))
    return PinsContext(
        title=_("Pin dan pengecualian"),
        round=round_facts(transfer_round),
        pins=await pin_lines(db, transfer_round),
        form=form,
        person_key=person.key if person else "",
        person=person.name if person else "",
        person_post=f"{person.title}, {person.unit}" if person and person.title else "",
        post_key=post.key if post else "",
        post=f"{post.title}, {post.unit}" if post else "",
        kind=kind if kind in {"pin", "exclude"} else "pin",
        round_dates=tuple(
            (str(number), date_short(date_of(transfer_round, number)))
            for number in range(transfer_round.rounds)
        ),
        may_plan=actor.role == PLANNER and transfer_round.status == "open",
        refusal=refusal,
    )


def refusal_sentence(code: str) -> str:
    """Say why a pin or an exclusion cannot be recorded."""
    return {
        "pinned_already": _("Orang ini sudah dipin pada babak ini. Cabut pin itu lebih dahulu."),
        "contradicts": _("Sudah ada pin atau pengecualian untuk orang dan jabatan yang sama."),
    }[code]
