"""Rounds, runs and pins: `/babak` and what lies below it. The proposal has its own module."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.access import WHOLE_CITY, Actor, access_round, allow
from app.database import WebDatabase
from app.planning import changes, forms, pin_queries, proposal_pages, queries, run_queries, service
from app.planning.frozen import CaseRefused
from app.web.forms import Form
from app.web.i18n import mark
from app.web.i18n import translate as _
from app.web.nav import ROUND, NavEntry
from app.web.page import Page, WebRequest, asked_block, go
from models import Plan, Run, TransferRound

READERS = ("planner", "advisory", "authority", "auditor")


@get("/babak", opt=allow(*READERS))
async def round_list(db: NamedDependency[AsyncSession], actor: NamedDependency[Actor]) -> Page:
    """List the rounds."""
    return Page(await queries.round_list(db, actor))


@get("/babak/baru", opt=allow("planner"))
async def new_round() -> Page:
    """Show the form of a new round."""
    return Page(queries.new_round(Form()))


@post("/babak", opt=allow("planner"), status_code=200)
async def open_round(
    request: WebRequest,
    db: NamedDependency[AsyncSession],
    actor: NamedDependency[Actor],
    form: NamedDependency[Form],
) -> Response[Any]:
    """Open a round."""
    wish = forms.read_round(form)
    if not form.is_valid:
        return Page(queries.new_round(form), status_code=422)
    opened = await service.open_round(db, actor, wish)
    return go(request, f"/babak/{opened.key}", _("Babak {name} dibuka.", name=opened.name))


@get("/babak/{key:str}", opt=allow(*READERS))
async def round_home(
    db: NamedDependency[AsyncSession], actor: NamedDependency[Actor], key: FromPath[str]
) -> Page:
    """Show a round."""
    transfer_round = await access_round(db, actor, key)
    return Page(await queries.round_home(db, actor, transfer_round, Form()))


@post("/babak/{key:str}/run", opt=allow("planner"), status_code=200)
async def start_run(
    request: WebRequest, actor: NamedDependency[Actor], form: NamedDependency[Form], key: FromPath[str]
) -> Response[Any]:
    """Freeze the inputs of a round and queue a run; contradictory inputs are refused with their faults."""
    database: WebDatabase = request.app.state.database
    wish = forms.read_run(form)
    refusals: tuple[str, ...] = ()
    async with database.read() as db:
        transfer_round = await access_round(db, actor, key)
    if transfer_round.status != "open":
        raise NotFoundException
    if form.is_valid:
        try:
            run_key = await service.start_run(database, actor, transfer_round, wish)
        except CaseRefused as refused:
            refusals = tuple(refused.sentences[:20])
        else:
            return go(request, f"/babak/{key}/run/{run_key}")
    async with database.read() as db:
        page = await queries.round_home(db, actor, transfer_round, form, refusals)
    return Page(page, status_code=422)


@get("/babak/{key:str}/run/{run_key:str}", opt=allow(*READERS))
async def run_page(
    request: WebRequest,
    db: NamedDependency[AsyncSession],
    actor: NamedDependency[Actor],
    key: FromPath[str],
    run_key: FromPath[str],
) -> Page:
    """Show a run; a fragment that finds the run ended asks for the whole page, whose actions have changed."""
    transfer_round = await access_round(db, actor, key)
    run = await run_queries.reach_run(db, transfer_round, run_key)
    everything = request.query_params.get("perbaikan") == "semua"
    page = await run_queries.run_page(db, actor, transfer_round, run, all_improvements=everything)
    has_ended = page.is_over and asked_block(request) is not None
    return Page(page, headers={"HX-Refresh": "true"} if has_ended else None)


@post("/babak/{key:str}/run/{run_key:str}/henti", opt=allow("planner"), status_code=200)
async def stop_run(
    request: WebRequest,
    db: NamedDependency[AsyncSession],
    actor: NamedDependency[Actor],
    key: FromPath[str],
    run_key: FromPath[str],
) -> Response[Any]:
    """Stop a run; its best plan is kept."""
    transfer_round = await access_round(db, actor, key)
    run = await run_queries.reach_run(db, transfer_round, run_key)
    if run.status in run_queries.OVER:
        return go(request, f"/babak/{key}/run/{run_key}", _("Perhitungan ini sudah berakhir."), "warn")
    await service.stop_run(db, actor, run)
    return go(
        request,
        f"/babak/{key}/run/{run_key}",
        _("Perhitungan diminta berhenti. Rencana terbaik tetap tersimpan."),
    )


@get("/babak/{key:str}/run/{run_key:str}/perubahan", opt=allow(*READERS))
async def run_changes(
    request: WebRequest, actor: NamedDependency[Actor], key: FromPath[str], run_key: FromPath[str]
) -> Page:
    """Show which inputs have changed since a run froze them."""
    database: WebDatabase = request.app.state.database
    async with database.read() as db:
        transfer_round = await access_round(db, actor, key)
        run = await run_queries.reach_run(db, transfer_round, run_key)
    return Page(await changes.changes_page(database, transfer_round, run))


@get("/babak/{key:str}/pin", opt=allow(*READERS))
async def pins(
    request: WebRequest,
    db: NamedDependency[AsyncSession],
    actor: NamedDependency[Actor],
    key: FromPath[str],
) -> Page:
    """Show the pins and exclusions of a round, and the form for the person that the address names."""
    transfer_round = await access_round(db, actor, key)
    return Page(await pin_queries.pins_page(db, actor, transfer_round, Form(), request.query_params))


@post("/babak/{key:str}/pin", opt=allow("planner"), status_code=200)
async def add_pin(
    request: WebRequest,
    db: NamedDependency[AsyncSession],
    actor: NamedDependency[Actor],
    form: NamedDependency[Form],
    key: FromPath[str],
) -> Response[Any]:
    """Pin a person to a post, or exclude the person from it."""
    transfer_round = await access_round(db, actor, key)
    if transfer_round.status != "open":
        raise NotFoundException
    wish = forms.read_pin(form, transfer_round.rounds)
    refusal = None
    if form.is_valid:
        try:
            await service.add_pin(db, actor, transfer_round, wish)
        except service.Refused as refused:
            refusal = pin_queries.refusal_sentence(str(refused))
        else:
            done = _("Pin dicatat; berlaku pada perhitungan berikutnya.")
            if wish.kind == "exclude":
                done = _("Pengecualian dicatat; berlaku pada perhitungan berikutnya.")
            return go(request, f"/babak/{key}/pin", done)
    page = await pin_queries.pins_page(db, actor, transfer_round, form, request.query_params, refusal)
    return Page(page, status_code=422)


@post("/babak/{key:str}/pin/{pin_key:str}/cabut", opt=allow("planner"), status_code=200)
async def remove_pin(
    request: WebRequest,
    db: NamedDependency[AsyncSession],
    actor: NamedDependency[Actor],
    key: FromPath[str],
    pin_key: FromPath[str],
) -> Response[Any]:
    """Take a pin or an exclusion back."""
    transfer_round = await access_round(db, actor, key)
    await service.remove_pin(db, actor, transfer_round, pin_key)
    return go(request, f"/babak/{key}/pin", _("Dicabut; berlaku pada perhitungan berikutnya."))


@post("/babak/{key:str}/bagikan", opt=allow("planner"), status_code=200)
async def share_plan(
    request: WebRequest,
    db: NamedDependency[AsyncSession],
    actor: NamedDependency[Actor],
    form: NamedDependency[Form],
    key: FromPath[str],
) -> Response[Any]:
    """Show a plan to the department heads; one whose inputs have changed is not shown."""
    transfer_round = await access_round(db, actor, key)
    wanted = select(Plan).where(Plan.key == form.typed("rencana"), Plan.round_id == transfer_round.id)
    plan = await db.scalar(wanted)
    if plan is None or not plan.is_lawful:
        raise NotFoundException
    run = (await db.scalars(select(Run).where(Run.id == plan.run_id))).one()
    target = f"/babak/{key}/usul?rencana={plan.key}"
    if await run_queries.staleness(db, transfer_round, run) is not None:
        sentence = _("Tidak dibagikan: masukan rencana ini sudah berubah. Jalankan perhitungan baru.")
        return go(request, target, sentence, "warn")
    await service.share_plan(db, actor, plan)
    return go(request, target, _("Kepala OPD kini melihat bagian usul yang menyangkut unitnya."))


async def _open_round(db: AsyncSession) -> TransferRound | None:
    """Return the open round that begins first."""
    return await db.scalar(
        select(TransferRound)
        .where(TransferRound.status == "open")
        .order_by(TransferRound.starts_on, TransferRound.id)
        .limit(1)
    )


@get("/jalankan", opt=allow(*READERS))
async def newest_run(request: WebRequest, db: NamedDependency[AsyncSession]) -> Response[Any]:
    """Lead to the newest run of the open round, or to the round that has none yet."""
    transfer_round = await _open_round(db)
    if transfer_round is None:
        return go(request, "/babak")
    newest = select(Run.key).where(Run.round_id == transfer_round.id).order_by(Run.id.desc()).limit(1)
    run_key = await db.scalar(newest)
    return go(request, f"/babak/{transfer_round.key}" + (f"/run/{run_key}" if run_key else ""))


@get("/usul", opt=allow(*READERS))
async def newest_proposal(request: WebRequest, db: NamedDependency[AsyncSession]) -> Response[Any]:
    """Lead to the proposal of the open round."""
    transfer_round = await _open_round(db)
    return go(request, "/babak" if transfer_round is None else f"/babak/{transfer_round.key}/usul")


ROUTES = [
    round_list,
    new_round,
    open_round,
    round_home,
    start_run,
    run_page,
    stop_run,
    run_changes,
    pins,
    add_pin,
    remove_pin,
    share_plan,
    newest_run,
    newest_proposal,
    *proposal_pages.ROUTES,
]
NAV = [
    NavEntry("rounds", mark("Babak mutasi"), "/babak", "arrow-repeat", WHOLE_CITY, group=ROUND, order=10),
    NavEntry("run", mark("Jalankan"), "/jalankan", "cpu", WHOLE_CITY, group=ROUND, order=30),
    NavEntry("proposal", mark("Usul mutasi"), "/usul", "arrow-left-right", WHOLE_CITY, group=ROUND, order=40),
]
