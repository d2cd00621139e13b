"""A person's own pages."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.ext.asyncio import AsyncSession

from app.access import Actor, allow
from app.clock import today
from app.me import queries, reach
from app.training import service
from app.training.translate import path_for
from app.web.forms import Form
from app.web.i18n import mark
from app.web.i18n import translate as _
from app.web.nav import OWN, NavEntry
from app.web.page import Page, WebRequest, go

# Whoever works here is also a member of staff; an account without a person finds nothing.
OWNERS = allow("planner", "advisory", "authority", "head", "staff", "auditor")


@get("/saya", opt=OWNERS)
async def profile(db: NamedDependency[AsyncSession], actor: NamedDependency[Actor]) -> Page:
    """Show the own profile."""
    return Page(await queries.profile(db, actor, today()))


@get("/saya/pelatihan", opt=OWNERS)
async def training(
    request: WebRequest, db: NamedDependency[AsyncSession], actor: NamedDependency[Actor]
) -> Page:
    """Show the training path for the chosen preference."""
    return await _training_page(request, db, actor, str(request.query_params.get("pilihan", "")))


async def _training_page(
    request: WebRequest, db: AsyncSession, actor: Actor, wish: str, *, has_changed: bool = False
) -> Page:
    choice = wish if wish in queries.CHOICES else "tercepat"
    own, material = await queries.training_material(db, actor, today())
    # The solver works while no transaction is open; a rollback would empty the rows already read.
    await db.commit()
    plan = await path_for(material, queries.CHOICES[choice]) if material.targets else None
    context = await queries.training_page(db, own, material, plan, choice, today(), has_changed=has_changed)
    return Page(context, status_code=409 if has_changed else 200)


@post("/saya/pelatihan", opt=OWNERS, status_code=200)
async def put_forward(
    request: WebRequest, actor: NamedDependency[Actor], form: NamedDependency[Form]
) -> Response[Any]:
    """Put the path that was shown before the superior; one that has changed since is shown again."""
    database = request.app.state.database
    choice = form.choice("pilihan", queries.CHOICES, "tercepat")
    async with database.read() as db:
        _own, material = await queries.training_material(db, actor, today())
    plan = await path_for(material, queries.CHOICES[choice or "tercepat"])
    if not plan.steps or form.typed("sidik") != plan.fingerprint:
        async with database.read() as db:
            return await _training_page(request, db, actor, choice, has_changed=True)
    async with database.write() as db:
        await service.put_forward(db, actor, plan)
    return go(request, f"/saya/pelatihan?pilihan={choice}", _("Jalur diajukan kepada atasan Anda."))


@post("/saya/pelatihan/{key:str}/tarik", opt=OWNERS)
async def withdraw(
    request: WebRequest,
    db: NamedDependency[AsyncSession],
    actor: NamedDependency[Actor],
    key: FromPath[str],
) -> Response[None]:
    """Take back a path that nobody has answered."""
    await service.withdraw(db, actor, key)
    return go(request, "/saya/pelatihan", _("Jalur ditarik kembali."))


@get("/saya/jabatan", opt=OWNERS)
async def posts(db: NamedDependency[AsyncSession], actor: NamedDependency[Actor]) -> Page:
    """Show when a move is possible, and the posts of the next step."""
    return Page(await reach.posts_page(db, actor, today()))


@get("/saya/data", opt=OWNERS)
async def record(db: NamedDependency[AsyncSession], actor: NamedDependency[Actor]) -> Page:
    """Show the own record as it is stored, and who opened it."""
    return Page(await queries.record_page(db, actor, today()))


ROUTES = [profile, training, put_forward, withdraw, posts, record]
STAFF = frozenset({"staff"})
NAV = [
    NavEntry("me-profile", mark("Profil"), "/saya", "person", STAFF, group=OWN, order=10),
    NavEntry("me-training", mark("Pelatihan"), "/saya/pelatihan", "mortarboard", STAFF, group=OWN, order=20),
    NavEntry("me-posts", mark("Jabatan"), "/saya/jabatan", "signpost-split", STAFF, group=OWN, order=30),
    NavEntry("me-record", mark("Data saya"), "/saya/data", "file-earmark-text", STAFF, group=OWN, order=40),
]
