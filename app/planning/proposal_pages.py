"""The proposal of a round: chains, table, systems, one page for a name, and the annex of the decree."""

from __future__ import annotations

import asyncio
import zlib
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from sqlalchemy.ext.asyncio import AsyncSession

from app import audit
from app.access import Actor, access_round, allow
from app.database import WebDatabase
from app.planning import annex, annex_rows, proposal_queries, proposal_views
from app.planning.plan_facts import reach_plan
from app.planning.proposal_contexts import NoProposalContext
from app.planning.rounds import round_facts
from app.planning.translate import price_without
from app.web.i18n import translate as _
from app.web.page import Page, WebRequest
from models import TransferRound

READERS = ("planner", "advisory", "authority", "auditor")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@get("/babak/{key:str}/usul", opt=allow(*READERS))
async def proposal(
    request: WebRequest,
    db: NamedDependency[AsyncSession],
    actor: NamedDependency[Actor],
    key: FromPath[str],
) -> Page:
    """Show a proposal in the view that the address asks for."""
    transfer_round = await access_round(db, actor, key)
    query = request.query_params
    plan = await reach_plan(db, transfer_round, query.get("rencana"))
    if plan is None:
        return Page(_no_proposal(transfer_round))
    view = query.get("tampilan")
    if view == "tabel":
        return Page(await proposal_views.table_page(db, actor, transfer_round, plan, query))
    if view == "sistem":
        return Page(await proposal_views.systems_page(db, actor, transfer_round, plan, query))
    return Page(await proposal_queries.proposal_page(db, actor, transfer_round, plan, query))


def _no_proposal(transfer_round: TransferRound) -> NoProposalContext:
    return NoProposalContext(
        title=_("Usul mutasi"),
        round=round_facts(transfer_round),
        explanation=_(
            "Belum ada usul. Jalankan perhitungan; usul tampil setelah pemeriksa mandiri menerimanya."
        ),
        href=f"/babak/{transfer_round.key}#jalankan",
        action=_("Jalankan perhitungan"),
    )


@get("/babak/{key:str}/nama/{move_key:str}", opt=allow(*READERS))
async def reason(
    request: WebRequest, actor: NamedDependency[Actor], key: FromPath[str], move_key: FromPath[str]
) -> Page:
    """Show the one page of a name; with `?harga=1` also the price of refusing it, which takes seconds."""
    database: WebDatabase = request.app.state.database
    price = None
    async with database.read() as db:
        transfer_round = await access_round(db, actor, key)
        wants_price = request.query_params.get("harga") == "1"
        falling = await proposal_views.falling_people(db, transfer_round, move_key) if wants_price else None
    if falling is not None:
        plan_text = zlib.decompress(falling.plan_file)
        price = await asyncio.to_thread(price_without, falling.case_file, plan_text, falling.people)
    async with database.read() as db:
        return Page(await proposal_views.reason_page(db, actor, transfer_round, move_key, price))


@get("/babak/{key:str}/lampiran.xlsx", opt=allow(*READERS))
async def annex_file(request: WebRequest, actor: NamedDependency[Actor], key: FromPath[str]) -> Response[Any]:
    """
    Give the annex of the decree as a workbook.

    It holds full civil servant numbers, so every export is written to the audit before the file leaves.
    """
    database: WebDatabase = request.app.state.database
    async with database.read() as db:
        transfer_round = await access_round(db, actor, key)
        plan = await reach_plan(db, transfer_round, request.query_params.get("rencana"))
        if plan is None:
            raise NotFoundException
        sheet = await annex_rows.annex_of(db, transfer_round, plan)
    content = await asyncio.to_thread(annex.write, sheet)
    async with database.write() as db:
        await audit.record(
            db,
            actor.by,
            "plan.annex",
            ("plan", plan.key),
            plan_hash=plan.plan_hash,
            rows=len(sheet.rows),
            stale=sheet.is_stale,
        )
    name = f"lampiran-sk-{transfer_round.starts_on.isoformat()}-{plan.plan_hash[:8]}.xlsx"
    return Response(
        content, media_type=XLSX, headers={"content-disposition": f'attachment; filename="{name}"'}
    )


ROUTES = [proposal, reason, annex_file]
