"""The switch of language, kept in a cookie so that fragments and error pages speak it too."""

from __future__ import annotations

from litestar import Response, post
from litestar.di import NamedDependency
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from app import audit
from app.access import public
from app.web import session
from app.web.forms import Form
from app.web.headers import ONE_YEAR
from app.web.i18n import DEFAULT_LANGUAGE, LANGUAGES
from app.web.page import WebRequest, go
from app.web.ways import own_path
from models import Account


@post("/bahasa", opt=public())
async def choose_language(
    request: WebRequest, db: NamedDependency[AsyncSession], form: NamedDependency[Form]
) -> Response[None]:
    """Remember the language of this browser, and of the account if somebody is signed in."""
    chosen = form.choice("bahasa", LANGUAGES, otherwise=DEFAULT_LANGUAGE)
    actor = request.auth.actor
    if actor is not None and actor.language != chosen:
        await db.execute(update(Account).where(Account.id == actor.account_id).values(language=chosen))
        await audit.record(db, actor.by, "account.language", ("account", actor.key), language=chosen)
    response = go(request, own_path(form.typed("lanjut")))
    settings = request.app.state.settings
    response.cookies.append(session.make_cookie(session.LANGUAGE, chosen, settings, max_age=ONE_YEAR))
    return response


ROUTES = [choose_language]
