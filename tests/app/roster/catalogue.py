"""The competencies and the training catalogue of the small city."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from models import Competency, Course, CourseOutcome, CoursePrerequisite, CourseSession

if TYPE_CHECKING:
    from tests.app.roster.city import Builder

TECHNICAL = [
    ("api_interop", "Integrasi dan API", "Integration and API"),
    ("data_steward", "Tata kelola data", "Data stewardship"),
    ("business_analysis", "Analisis proses bisnis", "Business process analysis"),
    ("infosec", "Keamanan informasi", "Information security"),
]


def technical_competencies(builder: Builder) -> None:
    """Add the technical competencies beside the nine national ones."""
    for code, name, name_en in TECHNICAL:
        if code not in builder.competencies:
            builder.competencies[code] = builder.add(
                Competency(code=code, name=name, name_en=name_en, family="technical")
            )


def add_courses(builder: Builder) -> None:
    """Add a catalogue that closes most gaps of the small city."""
    basis = _course(
        builder,
        "ELEARN-API",
        "Dasar integrasi dan API",
        "ELEARN",
        "online",
        8,
        [("api_interop", 0, 2)],
        self_paced=True,
        duration_days=14,
    )
    advanced = _course(
        builder,
        "TECH-API",
        "Integrasi layanan lanjutan",
        "TECH",
        "online",
        20,
        [("api_interop", 2, 3)],
        provider="Pusdiklat Komdigi",
        cost=1_500_000,
        sessions=[(date(2027, 2, 8), date(2027, 2, 19), 20, 3), (date(2027, 8, 2), date(2027, 8, 13), 20, 0)],
    )
    builder.add(CoursePrerequisite(course_id=advanced.id, required_id=basis.id))
    _course(
        builder,
        "TECH-PROBIS",
        "Pemetaan proses bisnis tingkat 3",
        "TECH",
        "classroom",
        24,
        [("business_analysis", 1, 3)],
        provider="BPSDM Provinsi",
        cost=2_000_000,
        sessions=[(date(2027, 1, 12), date(2027, 1, 14), 30, 26)],
    )
    _course(
        builder,
        "ELEARN-DATA",
        "Satu data untuk semua",
        "ELEARN",
        "online",
        6,
        [("data_steward", 0, 2)],
        self_paced=True,
        duration_days=10,
    )
    _course(
        builder,
        "MENTOR-UBAH",
        "Mendampingi pimpinan teknis",
        "MENTOR",
        "work",
        12,
        [("MPB", 1, 3)],
        self_paced=True,
        duration_days=60,
    )
    _course(
        builder,
        "KLAS-KOM",
        "Komunikasi publik",
        "TECH",
        "classroom",
        16,
        [("KOM", 1, 3), ("PPB", 1, 3)],
        provider="BPSDM Provinsi",
        cost=1_000_000,
        sessions=[(date(2027, 3, 1), date(2027, 3, 3), 30, 10), (date(2027, 6, 7), date(2027, 6, 9), 30, 0)],
    )


def _course(builder: Builder, code, name, kind, mode, hours, outcomes, sessions=(), **options) -> Course:
    course = builder.add(Course(code=code, name=name, kind=kind, mode=mode, hours=hours, **options))
    for competency, low, high in outcomes:
        builder.add(
            CourseOutcome(
                course_id=course.id,
                competency_id=builder.competencies[competency].id,
                from_level=low,
                to_level=high,
            )
        )
    for starts_on, ends_on, seats, taken in sessions:
        builder.add(
            CourseSession(
                course_id=course.id,
                starts_on=starts_on,
                ends_on=ends_on,
                seats=seats,
                seats_taken=taken,
                place="Kampus BPSDM",
            )
        )
    return course
