"""
Makes the small city worth planning: a vacant post that one person fits best, her deputy, and weights.

Ani, a supervisor with a long time in post, fits the vacant post of the foreign department; Budi, one rank
below, fits the place that Ani leaves. Both may move on 1 April 2027.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.database import Database
from app.seeds import seed
from models import Assessment, Competency, Performance, Person, Post, PostHistory, PostStandard, Unit


@dataclass
class Borough:
    """Keys of what was added."""

    ani: str = ""
    budi: str = ""
    vacant: str = ""
    held: str = ""
    staff_post: str = ""


def settle(database: Database) -> Borough:
    """Add the people and the posts; the reference data come from the seeds."""
    borough = Borough()
    with database.write() as session:
        seed(session)
        first, second = session.scalars(select(Unit).where(Unit.is_department).order_by(Unit.id)).all()
        skill = session.scalars(select(Competency).order_by(Competency.id)).first()
        assert skill is not None
        vacant = _supervisor(second.id, "2.9", "Kepala Seksi Data dan Statistik Sektoral")
        held = _supervisor(first.id, "1.8", "Kepala Seksi Aplikasi")
        desk = Post(
            code="1.7",
            unit_id=first.id,
            title="Analis Layanan",
            kind="STAFF",
            formation=3,
            rank_min="III/a",
            rank_max="III/d",
            education_min="S1",
        )
        session.add_all([vacant, held, desk])
        session.flush()
        session.add_all(
            [
                PostStandard(post_id=vacant.id, competency_id=skill.id, level=4),
                PostStandard(post_id=held.id, competency_id=skill.id, level=2),
            ]
        )
        ani = _person("198001012005012001", "Ani Kusumawardhani Prawirodirdjo, S.Kom., M.T.", "III/d", held)
        budi = _person("198505052010011002", "Budi Santoso, S.T.", "III/c", desk)
        session.add_all([ani, budi])
        session.flush()
        for person, level, kind in ((ani, 4, "SUPERVISOR"), (budi, 3, "STAFF")):
            session.add_all(
                [
                    Assessment(
                        person_id=person.id,
                        competency_id=skill.id,
                        level=level,
                        source="assessment_centre",
                        assessed_on=date(2026, 1, 10),
                    ),
                    PostHistory(
                        person_id=person.id,
                        title="Jabatan lama",
                        kind=kind,
                        from_date=date(2012, 1, 1),
                        to_date=date(2020, 12, 31),
                    ),
                    PostHistory(
                        person_id=person.id, title="Jabatan kini", kind=kind, from_date=date(2021, 1, 1)
                    ),
                    *(Performance(person_id=person.id, year=year, predicate="baik") for year in (2024, 2025)),
                ]
            )
        borough.ani, borough.budi = ani.key, budi.key
        borough.vacant, borough.held, borough.staff_post = vacant.key, held.key, desk.key
    return borough


def _supervisor(unit_id: int, code: str, title: str) -> Post:
    return Post(
        code=code,
        unit_id=unit_id,
        title=title,
        kind="SUPERVISOR",
        echelon="IV.a",
        formation=1,
        rank_min="III/c",
        rank_max="III/d",
        education_min="D3",
        job_class=9,
    )


def _person(nip: str, name: str, rank: str, post: Post) -> Person:
    return Person(
        nip=nip,
        name=name,
        employment_kind="PNS",
        birth_date=date(int(nip[:4]), int(nip[4:6]), int(nip[6:8])),
        rank=rank,
        rank_since=date(2023, 4, 1),
        education_level="S1",
        education_field="Informatika",
        service_start=date(2010, 1, 1),
        unit_id=post.unit_id,
        post_id=post.id,
        post_since=date(2021, 1, 1),
    )
