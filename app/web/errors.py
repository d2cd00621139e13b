"""What a visitor sees when a request fails: a sentence in their language, and nothing about the insides.

Nothing of the request is repeated in the answer. A crash gets a reference number that stands in the log too.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import quote

import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException, NotAuthorizedException

from app.web import session
from app.web.context import PageContext
from app.web.gate import ForgedRequest, RoleRefused
from app.web.i18n import set_language
from app.web.i18n import translate as _
from app.web.page import Page

log = structlog.get_logger("tuntas.web")


@dataclass(frozen=True, kw_only=True)
class ErrorContext(PageContext):
    """What failed, what is safe, and what can be done."""

    template: ClassVar[str] = "errors/error.html"

    status: int
    explanation: str
    advice: str
    reference: str | None = None


def _not_found() -> ErrorContext:
    return ErrorContext(
        title=_("Halaman tidak ada"),
        status=404,
        explanation=_("Alamat ini tidak ada, atau bukan bagian dari data yang boleh Anda buka."),
        advice=_("Periksa alamatnya, atau mulai dari pencarian."),
    )


def _refused() -> ErrorContext:
    return ErrorContext(
        title=_("Halaman ini untuk peran lain"),
        status=403,
        explanation=_("Akun Anda masuk dengan benar, tetapi perannya tidak membuka halaman ini."),
        advice=_("Bila tugas Anda memerlukannya, minta pengelola akun di BKPSDM menyesuaikan peran."),
    )


def _forged() -> ErrorContext:
    return ErrorContext(
        title=_("Perubahan tidak disimpan"),
        status=403,
        explanation=_("Permintaan ini bukan dari halaman Anda yang masih berlaku. Data tidak berubah."),
        advice=_("Muat ulang halaman asalnya, lalu kirim sekali lagi."),
    )


def _too_large() -> ErrorContext:
    return ErrorContext(
        title=_("Kiriman terlalu besar"),
        status=413,
        explanation=_("Isi yang dikirim melebihi batas halaman ini. Data tidak berubah."),
        advice=_("Kirim berkas yang lebih kecil, atau bagi menjadi beberapa berkas."),
    )


def _busy() -> ErrorContext:
    return ErrorContext(
        title=_("Terlalu banyak permintaan"),
        status=429,
        explanation=_("Permintaan dari akun atau alamat ini datang terlalu cepat. Data tidak berubah."),
        advice=_("Tunggu sebentar, lalu coba lagi."),
    )


def _malformed(status: int) -> ErrorContext:
    return ErrorContext(
        title=_("Permintaan tidak dapat dibaca"),
        status=status,
        explanation=_("Bentuk permintaan ini tidak sesuai dengan halamannya. Data tidak berubah."),
        advice=_("Kembali ke halaman sebelumnya dan ulangi dari sana."),
    )


def _crash(reference: str) -> ErrorContext:
    return ErrorContext(
        title=_("Tidak dapat diselesaikan"),
        status=500,
        explanation=_("Permintaan Anda tidak selesai, dan data tidak berubah karenanya."),
        advice=_("Coba lagi, atau sebut nomor {number} kepada pengelola.", number=reference),
        reference=reference,
    )


def _context_for(error: HTTPException) -> ErrorContext:
    """Choose the sentence for a failed request by its status."""
    if isinstance(error, ForgedRequest):
        return _forged()
    known = {403: _refused, 404: _not_found, 405: _not_found, 413: _too_large, 429: _busy}
    make = known.get(error.status_code)
    return make() if make else _malformed(error.status_code)


def _wants_json(request: Request) -> bool:
    accept = request.headers.get("accept", "")
    return "application/json" in accept and "text/html" not in accept


def _answer(request: Request, context: ErrorContext) -> Response:
    if _wants_json(request):
        content = {"status": context.status, "title": context.title, "detail": context.explanation}
        return Response(content, status_code=context.status, media_type="application/json")
    is_fragment = request.headers.get("hx-request") == "true"
    return Page(context, status_code=context.status, block="message" if is_fragment else None)


def _speak(request: Request) -> None:
    """Take the language from the cookie when the gate, which normally does, was not reached."""
    if "facts" not in request.scope["state"]:
        chosen = session.read_cookie(request.cookies, session.LANGUAGE, request.app.state.settings)
        set_language(chosen or "")


def login_needed(request: Request[Any, Any, Any], _error: NotAuthorizedException) -> Response[Any]:
    """Send a visitor to the login page and remember the way back; a script is told so, not redirected."""
    _speak(request)
    if request.headers.get("hx-request") == "true":
        return Response(None, status_code=401, headers={"hx-redirect": "/masuk"}, media_type="text/html")
    if _wants_json(request):
        return Response({"status": 401}, status_code=401, media_type="application/json")
    may_return = request.method == "GET" and request.url.path != "/"
    way_back = f"?lanjut={quote(request.url.path)}" if may_return else ""
    return Response(None, status_code=303, headers={"location": f"/masuk{way_back}"})


def refused_request(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    """Answer a request that was refused: by its address, its sender, its form or its size."""
    if error.status_code >= 500:
        return crashed(request, error)
    _speak(request)
    if isinstance(error, ForgedRequest | RoleRefused):
        actor = request.scope.get("user")
        log.warning(
            "refused",
            reason=type(error).__name__,
            route=request.scope.get("path_template"),
            account=actor.key if actor else None,
        )
    return _answer(request, _context_for(error))


def crashed(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """Answer a crash: write it to the log under a number, and give the visitor only the number."""
    _speak(request)
    reference = secrets.token_hex(3).upper()
    log.error("crashed", reference=reference, route=request.scope.get("path_template"), exc_info=error)
    return _answer(request, _crash(reference))


HANDLERS: dict[int | type[Exception], Any] = {
    NotAuthorizedException: login_needed,
    HTTPException: refused_request,
    Exception: crashed,
}
