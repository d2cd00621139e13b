"""Learns: keeps the histories of a file, trains, and writes model and forecasts in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select, tuple_
from sqlalchemy.orm import Session

from app.audit import By, record_sync
from app.database import Database
from app.forecasts.facts import facts_on, reviews
from app.forecasts.gathering import from_files, records, sources
from app.forecasts.translate import ReadTable, Trained, foretell, train
from models import DataVersion, LearnedModel, System, SystemForecast, SystemHistory


@dataclass(frozen=True)
class Learned:
    """What a training left behind."""

    key: str
    trained: Trained
    forecasts: int
    without: int
    """Systems under way whose start is unknown or not before the plan date: they keep their plan date."""


def keep_histories(database: Database, table: ReadTable, source: str, by: By) -> int:
    """Keep the histories of a file; a row of the same system and review takes the place of the older one."""
    with database.write() as db:
        places = [(facts.system, facts.reviewed_on) for facts in table.facts]
        for start in range(0, len(places), 400):
            part = places[start : start + 400]
            db.execute(
                delete(SystemHistory).where(tuple_(SystemHistory.system, SystemHistory.reviewed_on).in_(part))
            )
        db.add_all(SystemHistory(source=source, **vars(facts)) for facts in table.facts)
        db.flush()
        record_sync(db, by, "forecast.histories", rows=len(table.facts), source=source)
    return len(table.facts)


def learn(database: Database, by: By, today: date) -> Learned:
    """Train on all that is known before today, and forecast every system under way."""
    with database.read() as db:
        own = records(db)
        read = from_files(db)
        files = sources(db)
    seen = [facts for record in own for facts in reviews(record, today)]
    trained = train([*read, *seen], today)
    with database.write() as db:
        model = LearnedModel(
            kind="finish",
            known_on=today,
            basis=trained.basis,
            from_files=len(read),
            from_records=len(seen),
            sources=files,
            document=trained.document,
        )
        db.add(model)
        db.flush()
        made = {}
        for record in own:
            if record.finished_on is None and record.started_on <= today:
                made[record.key] = foretell(trained.document, facts_on(record, today, is_today=True))
        db.execute(delete(SystemForecast))
        without = 0
        for system in db.scalars(select(System)):
            found = made.get(system.key)
            system.forecast_p50 = found.p50 if found else None
            system.forecast_p80 = found.p80 if found else None
            if found is None:
                without += system.stage != "finished"
                continue
            db.add(
                SystemForecast(
                    system_id=system.id,
                    model_id=model.id,
                    made_on=today,
                    basis=found.basis,
                    p50=found.p50,
                    p80=found.p80,
                    drivers=found.drivers,
                )
            )
        _raise_version(db)
        db.flush()
        record_sync(
            db, by, "forecast.learn", ("learned_model", model.key), basis=trained.basis, forecasts=len(made)
        )
        return Learned(model.key, trained, len(made), without)


def _raise_version(db: Session) -> None:
    """Say that cases made before are older: finish dates and prices have changed."""
    last = db.scalars(select(DataVersion).order_by(DataVersion.version.desc()).limit(1)).first()
    # What the roster says is as old as it was.
    version, as_of = (last.version, last.as_of) if last else (0, None)
    db.add(DataVersion(version=version + 1, cause="forecast", as_of=as_of))
