"""Reads for one run: where it stands, its curve, its frozen inputs, and its best plan beside the present."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from litestar.exceptions import NotFoundException
from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.access import Actor
from app.planning import run_curve, words
from app.planning.blame import blame_lines
from app.planning.contexts import Comparison, Improvement, RunContext, Stage, Staleness
from app.planning.judgement import gap_ppm
from app.planning.rounds import PLANNER, moves_now, roster_version, round_facts
from app.planning.verdict_queries import shown_verdict
from app.web.formats import number, percent
from app.web.i18n import translate as _
from models import Account, DataVersion, Hold, Move, Plan, Run, RunPoint, TransferRound, utc_now

OVER = frozenset({"done", "stopped", "failed"})
PHASES = ("read", "paths", "bound", "plan", "improve", "verify", "certify")
COURT = "court"
"""Stage of a run that has no lawful plan; others do not show it."""
SHOWN_IMPROVEMENTS = 6


async def reach_run(db: AsyncSession, transfer_round: TransferRound, key: str) -> Run:
    """Return a run of a round, or say that there is none."""
    run = await db.scalar(select(Run).where(Run.key == key, Run.round_id == transfer_round.id))
    if run is None:
        raise NotFoundException
    return run


async def run_page(
    db: AsyncSession, actor: Actor, transfer_round: TransferRound, run: Run, *, all_improvements: bool = False
) -> RunContext:
    """Return the page of a run."""
    facts = round_facts(transfer_round)
    points = (
        await db.execute(
            select(
                RunPoint.elapsed_ms,
                RunPoint.attempt,
                RunPoint.phase,
                RunPoint.value,
                RunPoint.bound,
                RunPoint.note,
            )
            .where(RunPoint.run_id == run.id)
            .order_by(RunPoint.elapsed_ms, RunPoint.id)
        )
    ).all()
    plan = (
        await db.execute(
            select(
                Plan.id,
                Plan.key,
                Plan.value,
                Plan.bound,
                Plan.certified_at,
                Plan.summary,
                Plan.verified_at,
            ).where(Plan.run_id == run.id)
        )
    ).one_or_none()
    has_rows = plan is not None and await db.scalar(select(Move.id).where(Move.plan_id == plan.id).limit(1))
    requested_by = await db.scalar(select(Account.display_name).where(Account.id == run.requested_by))
    waiting = await db.scalar(select(func.count()).select_from(Hold).where(Hold.status == "requested"))
    is_over = run.status in OVER
    now = utc_now()
    has_worker = run.status != "running" or (run.lease_until is not None and run.lease_until >= now)
    state, word = words.run_state(run.status, has_worker=has_worker)
    elapsed = None
    if run.started_at is not None:
        elapsed = ((run.finished_at or now) - run.started_at).total_seconds()
    summary: dict[str, Any] = plan.summary if plan else {}
    value = plan.value if plan else None
    # While it runs the best bound counts; once ended, the one of the plan: certified, or else its own claim.
    bounds = [plan.bound] if plan and is_over else [point.bound for point in points]
    bound = _lowest(bounds)
    gap = gap_ppm(value, bound) if value is not None else None
    shown = await shown_verdict(db, transfer_round, run)
    curve, rows = run_curve.draw(points, elapsed or 0.0, run.seconds, is_over=is_over)
    return RunContext(
        title=_title(run, is_over),
        round=facts,
        key=run.key,
        status=run.status,
        state=state,
        word=word,
        profile=words.profile_name(run.profile),
        seconds=run.seconds,
        seed=run.seed,
        is_over=is_over,
        stop_requested=run.stop_requested,
        elapsed=elapsed,
        value=value,
        value_gain=_gain(points, elapsed or 0.0),
        bound=bound,
        gap_ppm=gap,
        certified_at=plan.certified_at if plan else None,
        moves=summary.get("moves"),
        moves_now=moves_now(summary),
        chains=summary.get("chains"),
        rules=run.case_facts.get("rules", 0),
        verified_at=plan.verified_at if plan else None,
        curve=curve,
        curve_rows=rows,
        stages=_stages(points, run),
        requested_at=run.requested_at,
        requested_by=requested_by,
        fingerprint=run.case_hash,
        facts=run.case_facts,
        left_out=tuple(
            words.left_out_name(kind, count)
            for kind, count in run.case_facts.get("left_out", {}).items()
            if count
        ),
        waiting_holds=waiting or 0,
        stale=await staleness(db, transfer_round, run),
        comparisons=comparisons(summary),
        improvements=_improvements(points, None if all_improvements else SHOWN_IMPROVEMENTS),
        plan_key=plan.key if plan else None,
        plan_has_rows=bool(has_rows),
        ended_because=words.end_of_run(run.message),
        blame=() if shown else await blame_lines(db, run.message),
        verdict=shown,
        may_plan=actor.role == PLANNER,
        attempt=run.attempt,
    )


def _title(run: Run, is_over: bool) -> str:
    profile = words.profile_name(run.profile)
    if not is_over:
        return _("{profile}: sedang dihitung", profile=profile)
    ended = {
        "done": _("{profile}: selesai", profile=profile),
        "stopped": _("{profile}: dihentikan", profile=profile),
        "failed": _("{profile}: gagal", profile=profile),
    }
    return ended[run.status]


async def staleness(db: AsyncSession, transfer_round: TransferRound, run: Run) -> Staleness | None:
    """Say what raised the roster's version since the inputs of a run were frozen; None while nothing did."""
    if run.data_version == await roster_version(db):
        return None
    rows = await db.execute(
        select(DataVersion.cause, func.count())
        .where(DataVersion.version > run.data_version)
        .group_by(DataVersion.cause)
        .order_by(func.count().desc())
    )
    causes = tuple((cause_name(row[0]), row[1]) for row in rows)
    return Staleness(
        changes=sum(count for _cause, count in causes),
        causes=causes,
        href=f"/babak/{transfer_round.key}/run/{run.key}/perubahan",
    )


def cause_name(cause: str) -> str:
    """Name what raised the roster's version."""
    known = {
        "import": _("impor"),
        "hold": _("keputusan penahanan"),
        "role": _("perubahan peran sistem"),
        "system": _("perubahan sistem"),
        "demo": _("kota contoh"),
    }
    return next((name for start, name in known.items() if cause.startswith(start)), cause)


def _lowest(bounds: Sequence[int | None]) -> int | None:
    return min((bound for bound in bounds if bound is not None), default=None)


def _gain(points: Sequence[Row[*tuple[Any, ...]]], elapsed: float) -> int | None:
    """Return by how much the value rose in the last minute."""
    values = [(point.elapsed_ms / 1000, point.value) for point in points if point.value is not None]
    if not values:
        return None
    before = [value for at, value in values if at <= elapsed - 60]
    return max(value for _at, value in values) - max(before) if before else None


def _stages(points: Sequence[Row[*tuple[Any, ...]]], run: Run) -> tuple[Stage, ...]:
    """Return the stages with the time at which each was reached and the last word on it."""
    first: dict[str, float] = {}
    note: dict[str, str] = {}
    for point in points:
        first.setdefault(point.phase, point.elapsed_ms / 1000)
        if point.note:
            note[point.phase] = point.note
    # The verifier works beside the search; what the search does is the current stage.
    current = next((point.phase for point in reversed(points) if point.phase != "verify"), None)
    facts = run.case_facts
    note["read"] = _(
        "{people} pegawai, {posts} jabatan", people=facts.get("people", 0), posts=facts.get("posts", 0)
    )
    is_over = run.status in OVER
    stages = []
    for phase in [*PHASES, *([COURT] if COURT in first else [])]:
        if phase in first:
            state = "here" if phase == current and not is_over else "done"
        else:
            state = (
                "skipped"
                if is_over or any(later in first for later in PHASES[PHASES.index(phase) :])
                else "next"
            )
        stages.append(
            Stage(
                name=words.stage_name(phase),
                note=run_curve.note_in_words(note.get(phase)) if phase in first or phase == "read" else "",
                at=first.get(phase),
                state=state,
            )
        )
    return tuple(stages)


def _improvements(points: Sequence[Row[*tuple[Any, ...]]], limit: int | None) -> tuple[Improvement, ...]:
    """Return the better plans that the run found, the last one first."""
    found: list[Improvement] = []
    best: int | None = None
    for point in points:
        if point.value is None or (best is not None and point.value <= best):
            continue
        gained = point.value - best if best is not None else None
        best = point.value
        note = run_curve.note_in_words(point.note)
        if not note:
            note = _("rencana utuh pertama") if gained is None else _("naik {n} poin", n=gained)
        found.append(
            Improvement(
                at=point.elapsed_ms / 1000,
                value=point.value,
                gap_ppm=gap_ppm(point.value, point.bound),
                note=note,
            )
        )
    found.reverse()
    return tuple(found if limit is None else found[:limit])


def comparisons(summary: dict[str, Any]) -> tuple[Comparison, ...]:
    """Set the plan beside the present: what happens when nobody is moved at all."""
    if "plan" not in summary:
        return ()
    plan, present = summary["plan"], summary["present"]
    fit_note = _("dari {n} mutasi", n=summary["moves"])
    rows = [
        (
            _("Sistem dengan semua peran kunci terisi"),
            present["systems_kept"],
            plan["systems_kept"],
            1,
            _("dari {n}", n=summary["systems"]),
        ),
        (
            _("Peran kunci tanpa orang, terburuk"),
            max(present["key_roles_empty"]),
            max(plan["key_roles_empty"]),
            -1,
            _("dari {n}", n=summary["key_roles"]),
        ),
        (
            _("Jabatan lowong pada TMT"),
            present["vacancies"][0],
            plan["vacancies"][0],
            -1,
            _("dari {n} tempat", n=summary["places"]),
        ),
        (
            _("Jabatan lowong pada babak terakhir"),
            present["vacancies"][-1],
            plan["vacancies"][-1],
            -1,
            _("termasuk yang pensiun"),
        ),
        (
            _("Jabatan manajerial lowong pada TMT"),
            present["managerial_vacancies"][0],
            plan["managerial_vacancies"][0],
            -1,
            "",
        ),
        (_("Lewat masa jabatan terlama pada TMT"), present["overdue"][0], plan["overdue"][0], -1, _("orang")),
    ]
    shown = [
        Comparison(
            label=label,
            present=number(before),
            planned=number(after),
            note=note,
            is_better=None if before == after else (after - before) * sign > 0,
        )
        for label, before, after, sign, note in rows
    ]
    if summary.get("fit_after") is not None:
        shown.append(
            Comparison(
                label=_("Kesesuaian orang yang pindah, rata-rata"),
                present=percent(summary["fit_before"]),
                planned=percent(summary["fit_after"]),
                note=fit_note,
                is_better=summary["fit_after"] > summary["fit_before"],
            )
        )
    return tuple(shown)
