"""The pages of the import: upload, preview, decision, and the lists behind the figures."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from anyio import to_thread
from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.access import Actor, allow
from app.audit import record
from app.clock import today
from app.config import IMPORT_BODY_LIMIT, Settings
from app.database import Database, WebDatabase
from app.importing import change_queries, preview_queries, queries, service
from app.importing.anomaly_book import anomaly_book
from app.importing.export import export_book
from app.importing.gone import REACHES
from app.importing.refusal import FileRefused
from app.importing.service import ImportRefused
from app.importing.undo import undo
from app.importing.words import decision_refusal
from app.web.forms import Form
from app.web.i18n import language, mark
from app.web.i18n import translate as _
from app.web.nav import DATA, NavEntry
from app.web.page import Page, WebRequest, go
from models import ImportAnomaly

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _open(request: WebRequest) -> Database:
    settings: Settings = request.app.state.settings
    return Database(settings.database_url)


@get("/impor", opt=allow("planner"))
async def import_list(request: WebRequest, db: NamedDependency[AsyncSession]) -> Page:
    """Show the upload form and the imports so far."""
    return Page(await queries.import_list(db, request.query_params, Form()))


@post("/impor", opt=allow("planner"), status_code=200, request_max_body_size=IMPORT_BODY_LIMIT)
async def upload(
    request: WebRequest, actor: NamedDependency[Actor], form: NamedDependency[Form]
) -> Response[Any]:
    """Read a file and show what it would change; nothing is written but the preview."""
    file = form.file("berkas")
    reach = form.choice("cakupan", REACHES, "auto")
    if form.is_valid and file is not None:
        try:
            key = await _read(request, actor, file, reach)
        except FileRefused as refusal:
            form.refuse("berkas", refusal.sentence(language()))
        else:
            return go(request, f"/impor/{key}")
    web: WebDatabase = request.app.state.database
    async with web.read() as db:
        return Page(await queries.import_list(db, {}, form), status_code=422)


async def _read(request: WebRequest, actor: Actor, file: UploadFile, reach: str) -> str:
    body = await file.read()
    database = _open(request)
    day = today()

    def work() -> str:
        with tempfile.TemporaryDirectory(prefix="tuntas-impor-") as folder:
            path = Path(folder) / "berkas"
            path.write_bytes(body)
            return service.preview(database, path, Path(file.filename).name, actor.by, day, reach)

    try:
        return await to_thread.run_sync(work)
    finally:
        database.close()


@get("/impor/{key:str}", opt=allow("planner"))
async def preview(request: WebRequest, db: NamedDependency[AsyncSession], key: FromPath[str]) -> Page:
    """Show a preview, a finished import, or why a file was refused."""
    batch = await queries.access_batch(db, key)
    if batch.status == "refused":
        return Page(await queries.refused_file(db, batch))
    return Page(await preview_queries.preview(db, batch, request.query_params))


@get("/impor/{key:str}/perubahan", opt=allow("planner"))
async def change_list(request: WebRequest, db: NamedDependency[AsyncSession], key: FromPath[str]) -> Page:
    """List the rows that change, field by field."""
    batch = await queries.access_batch(db, key)
    if batch.status == "refused":
        raise NotFoundException
    return Page(await change_queries.change_list(db, batch, request.query_params))


@get("/impor/{key:str}/anomali.xlsx", opt=allow("planner"))
async def anomaly_file(db: NamedDependency[AsyncSession], key: FromPath[str]) -> Response[bytes]:
    """Give the anomalies as a workbook with one sheet for each department."""
    batch = await queries.access_batch(db, key)
    rows = await db.scalars(
        select(ImportAnomaly).where(ImportAnomaly.batch_id == batch.id).order_by(ImportAnomaly.id)
    )
    body = anomaly_book(list(rows), language())
    name = f"anomali-{batch.key}.xlsx"
    return Response(body, media_type=XLSX, headers={"content-disposition": f'attachment; filename="{name}"'})


@post("/impor/ekspor", opt=allow("planner"), status_code=200)
async def export(
    request: WebRequest, db: NamedDependency[AsyncSession], actor: NamedDependency[Actor]
) -> Response[bytes]:
    """Give all data as the workbook that the import reads back; who took it is recorded."""
    database = _open(request)

    def work() -> bytes:
        with database.read() as session:
            return export_book(session)

    try:
        body = await to_thread.run_sync(work)
    finally:
        database.close()
    await record(db, actor.by, "import.export", None, size=len(body))
    name = f"tuntas-{today().isoformat()}.xlsx"
    return Response(body, media_type=XLSX, headers={"content-disposition": f'attachment; filename="{name}"'})


@post("/impor/{key:str}/tulis", opt=allow("planner"), status_code=200)
async def write(request: WebRequest, actor: NamedDependency[Actor], key: FromPath[str]) -> Response[Any]:
    """Write what the preview showed."""
    return await _decide(request, key, service.commit, actor, _("Perubahan ditulis."))


@post("/impor/{key:str}/batal", opt=allow("planner"), status_code=200)
async def discard(request: WebRequest, actor: NamedDependency[Actor], key: FromPath[str]) -> Response[Any]:
    """Throw a preview away."""
    return await _decide(
        request, key, service.discard, actor, _("Pratinjau dibatalkan; tidak ada yang ditulis.")
    )


@post("/impor/{key:str}/kembalikan", opt=allow("planner"), status_code=200)
async def take_back(request: WebRequest, actor: NamedDependency[Actor], key: FromPath[str]) -> Response[Any]:
    """Take the newest import back."""
    return await _decide(request, key, undo, actor, _("Data dikembalikan seperti sebelum impor ini."))


async def _decide(request: WebRequest, key: str, verb: Any, actor: Actor, done: str) -> Response[Any]:
    database = _open(request)
    try:
        await to_thread.run_sync(verb, database, key, actor.by)
    except ImportRefused as refusal:
        if refusal.code == "unknown":
            raise NotFoundException from refusal
        return go(request, f"/impor/{key}", decision_refusal(refusal.code), "bad")
    finally:
        database.close()
    return go(request, f"/impor/{key}", done)


ROUTES = [import_list, upload, preview, change_list, anomaly_file, export, write, discard, take_back]
NAV = [
    NavEntry(
        "importing",
        mark("Impor data"),
        "/impor",
        "file-earmark-arrow-up",
        frozenset({"planner"}),
        group=DATA,
        order=10,
    )
]
