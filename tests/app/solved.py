"""
The small city with a round that was really solved: a run through the queue, its plan, and two wishes.

Frozen, solved, verified and stored by the same code that does it for a bureau.
"""

from __future__ import annotations

from sqlalchemy import select

from app.database import Database
from app.planning.translate import freeze_roster, gather, terms_of
from app.runs.worker import Worker
from models import Account, Move, Person, Pin, Plan, Post, Run, TransferRound, utc_now
from tests.app.city import City
from tests.app.planning.borough import settle


def solve_round(database: Database, city: City) -> None:
    """Add people worth moving, solve the city's round, share its plan, and note the keys in the city."""
    borough = settle(database)
    with database.write() as session:
        transfer_round = session.scalars(select(TransferRound)).one()
        planner = session.scalars(select(Account).where(Account.login == "planner")).one()
        bound = Pin(
            round_id=transfer_round.id,
            kind="exclude",
            person_id=session.scalars(select(Person.id).where(Person.key == borough.budi)).one(),
            post_id=session.scalars(select(Post.id).where(Post.key == borough.vacant)).one(),
            reason="Belum siap memimpin seksi data",
            made_by=planner.id,
        )
        session.add(bound)
        session.flush()
        city.pin = bound.key
    with database.read() as session:
        transfer_round = session.scalars(select(TransferRound)).one()
        frozen = freeze_roster(gather(session, terms_of(transfer_round, "continuity")))
    with database.write() as session:
        run = Run(
            round_id=transfer_round.id,
            profile="continuity",
            seconds=10,
            status="queued",
            case_hash=frozen.fingerprint,
            case_file=frozen.content,
            case_facts=frozen.facts,
            data_version=frozen.data_version,
        )
        session.add(run)
        session.flush()
        city.run = run.key
    Worker(database, pause=0.05).work(until_idle=True)
    with database.write() as session:
        plan = session.scalars(select(Plan)).one()
        plan.shared_at = utc_now()
        city.move = (
            session.scalars(select(Move.key).where(Move.plan_id == plan.id).order_by(Move.id)).first() or ""
        )
        assert city.move, "the small city's plan moves nobody"
