"""Pages for logging in and out, the own sessions and the own password."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import Any

from litestar import Response, get, post
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from sqlalchemy.ext.asyncio import AsyncSession

from app.access import Actor, public, signed_in
from app.config import Settings
from app.login import queries, service
from app.login.contexts import LoginContext
from app.login.hashing import refusal
from app.web import session
from app.web.address import client_address
from app.web.forms import Form
from app.web.i18n import translate as _
from app.web.page import Page, WebRequest, go
from app.web.ways import own_path

LOGGED_OUT = '"cache", "storage"'
"""What the browser forgets at logout. Cookies are not named: the language is to stay."""


def _door(form: Form, way_back: str, refusal: str | None = None, status: int = 200) -> Page:
    context = LoginContext(title=_("Masuk"), form=form, way_back=way_back, refusal=refusal)
    return Page(context, status_code=status)


def _wait_sentence(wait: timedelta) -> str:
    seconds = math.ceil(wait.total_seconds())
    if seconds > 90:
        return _("Terlalu banyak percobaan. Coba lagi dalam {n} menit.", n=math.ceil(seconds / 60))
    return _("Terlalu banyak percobaan. Coba lagi dalam {n} detik.", n=seconds)


def _session_cookie(request: WebRequest, token: str) -> Cookie:
    return session.make_cookie(session.SESSION, token, request.app.state.settings)


@get("/masuk", opt=public(), sync_to_thread=False)
def login(request: WebRequest) -> Response[Any]:
    """Show the door; whoever is inside already goes on."""
    way_back = own_path(request.query_params.get("lanjut", ""))
    if request.auth.actor is not None:
        return go(request, way_back)
    return _door(Form(), way_back)


@post("/masuk", opt=public(), status_code=200)
async def log_in(request: WebRequest, form: NamedDependency[Form]) -> Response[Any]:
    """Open a session, or say alike for every reason that the pair does not fit."""
    settings: Settings = request.app.state.settings
    name, password = form.text("nama", longest=60), form.secret("sandi")
    way_back = own_path(form.typed("lanjut"))
    if not form.is_valid:
        return _door(form, way_back, status=422)
    old_token = session.read_cookie(request.cookies, session.SESSION, settings)
    address = client_address(request, settings)
    outcome = await service.log_in(request.app.state.database, name, password, address, old_token)
    if outcome.wait > timedelta():
        return _door(form, way_back, _wait_sentence(outcome.wait), status=429)
    if outcome.token is None:
        return _door(form, way_back, _("Nama akun dan kata sandi tidak cocok."), status=422)
    response = go(request, way_back)
    response.cookies.append(_session_cookie(request, outcome.token))
    response.cookies.append(session.make_cookie(session.VISITOR, "", settings, max_age=0))
    return response


@post("/keluar", opt=signed_in())
async def log_out(request: WebRequest, db: NamedDependency[AsyncSession]) -> Response[None]:
    """End the session, and let the browser forget what it kept."""
    settings: Settings = request.app.state.settings
    await service.log_out(db, request.user, request.auth.secret)
    response = go(request, "/masuk")
    response.headers["clear-site-data"] = LOGGED_OUT
    response.cookies.append(session.make_cookie(session.SESSION, "", settings, max_age=0))
    return response


async def _sessions_page(request: WebRequest, db: AsyncSession, form: Form, status: int = 200) -> Page:
    state = request.app.state
    context = await queries.own_sessions(
        db, request.user, request.auth.secret, state.settings, state.activity, form
    )
    return Page(context, status_code=status)


@get("/sesi", opt=signed_in())
async def sessions(request: WebRequest, db: NamedDependency[AsyncSession]) -> Page:
    """Show the own living sessions and the form for a new password."""
    return await _sessions_page(request, db, Form())


@post("/sesi/akhiri", opt=signed_in())
async def end_other_sessions(
    request: WebRequest, db: NamedDependency[AsyncSession], actor: NamedDependency[Actor]
) -> Response[None]:
    """End all other sessions of the account."""
    ended = await service.end_other_sessions(db, actor, request.auth.secret)
    return go(request, "/sesi", _("{n} sesi lain diakhiri.", n=ended))


@post("/sesi/sandi", opt=signed_in(), status_code=200)
async def change_password(
    request: WebRequest, actor: NamedDependency[Actor], form: NamedDependency[Form]
) -> Response[Any]:
    """Set a new password; all sessions end and this browser gets a new one."""
    database = request.app.state.database
    old, new, again = form.secret("lama"), form.secret("baru"), form.secret("ulang")
    if form.is_valid:
        reason = refusal(new, actor.login, actor.name)
        if reason:
            form.refuse("baru", reason)
        elif new != again:
            form.refuse("ulang", _("Berbeda dari kata sandi baru di atas."))
    token = await service.change_password(database, actor, old, new) if form.is_valid else None
    if token is None:
        form.refuse("lama", _("Kata sandi sekarang tidak cocok.")) if form.is_valid else None
        async with database.read() as db:
            return await _sessions_page(request, db, form, status=422)
    response = go(request, "/sesi")
    response.cookies.append(_session_cookie(request, token))
    return response


ROUTES = [login, log_in, log_out, sessions, end_other_sessions, change_password]
