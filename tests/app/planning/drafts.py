"""Stored plans for tests of pages, made by hand: no optimizer is asked."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from sqlalchemy import select

from app.database import Database
from app.planning.judgement import Judgement, PlannedMove, PlannedStay
from app.planning.publishing import store_plan
from models import Plan, Run, TransferRound

EMPTY_STATE = {
    "vacancies": [5, 5],
    "managerial_vacancies": [1, 1],
    "key_roles_empty": [0, 0],
    "overdue": [2, 2],
    "systems_broken": 0,
    "systems_kept": 2,
}


def planned(person: str, origin: str, target: str, **more) -> PlannedMove:
    """Make a lawful move of the first round."""
    values = {
        "person": person,
        "round_index": 0,
        "from_post": origin,
        "to_post": target,
        "kind": "rotation",
        "chain": 1,
        "place": 1,
        "chain_end": "vacancy",
        "value": 100,
        "fit_before": 70,
        "fit_after": 90,
        "checks": [
            {
                "code": "min_tenure",
                "state": "ok",
                "title": "Masa jabatan paling singkat",
                "title_en": "Shortest time in post",
                "article": "PP 11/2017 ps. 190 ayat (3)",
                "confidence": "C",
                "lawful_from": "2023-01-01",
                "facts": {"months": 75, "limit": 24},
            }
        ],
        "reasons": [{"code": "fills", "end": "vacancy"}],
    }
    return PlannedMove(**{**values, **more})


def draft(
    database: Database, moves: Sequence[PlannedMove], services: Sequence[PlannedStay] = (), **summary
) -> Plan:
    """Store an ended run of the city's round with a plan of these moves."""
    figures = {
        "moves": len(moves),
        "moves_by_round": [sum(move.round_index == number for move in moves) for number in range(6)],
        "chains": len({move.chain for move in moves}),
        "systems": 2,
        "key_roles": 2,
        "places": 10,
        "vacancies_today": 5,
        "holds": 0,
        "rounds": 6,
        "fit_before": 70,
        "fit_after": 90,
        "plan": EMPTY_STATE,
        "present": EMPTY_STATE,
        **summary,
    }
    judgement = Judgement(
        is_lawful=True,
        case_hash="c" * 64,
        plan_hash="d" * 64,
        plan_file=zlib.compress(b"{}"),
        value=1000,
        bound=1010,
        gap_ppm=9900,
        ledger={"fit": 1000},
        summary=figures,
        moves=list(moves),
        services=list(services),
    )
    with database.write() as session:
        transfer_round = session.scalars(select(TransferRound)).one()
        run = Run(
            round_id=transfer_round.id,
            profile="balanced",
            seconds=60,
            status="done",
            case_hash="c" * 64,
            case_file=zlib.compress(b"{}"),
            case_facts={
                "people": 4,
                "movable": 4,
                "posts": 5,
                "places": 10,
                "vacancies": 5,
                "systems": 2,
                "roles": 2,
                "key_roles": 2,
                "rules": 20,
                "holds": 0,
                "pins": 0,
                "exclusions": 0,
            },
            data_version=1,
        )
        session.add(run)
        session.flush()
        store_plan(session, run.id, judgement, whole=True)
        return session.scalars(select(Plan)).one()
