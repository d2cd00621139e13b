"""The systems of the small city: one with every kind of risk, one without, one of the other department."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from models import (
    Hold,
    IndicatorReading,
    Milestone,
    Person,
    RoleNeed,
    RoleService,
    ServiceIndicator,
    System,
    SystemRole,
    Unit,
)

if TYPE_CHECKING:
    from tests.app.roster.city import Builder, City


def add_systems(
    builder: Builder, city: City, own: Unit, foreign: Unit, mine: list[Person], theirs: list[Person]
) -> None:
    """Add the systems with roles, holders, holds, milestones and indicators."""
    fast = _system(
        builder, own, "IZIN", "Izin Cepat", "licensing", 900, date(2027, 9, 30), date(2027, 12, 12)
    )
    lead = _role(
        builder, fast, "lead", "Pimpinan teknis", is_key=True, needs={"api_interop": 3, "infosec": 2}
    )
    owner = _role(builder, fast, "owner", "Pemilik produk", is_key=True, needed_percent=60)
    steward = _role(builder, fast, "steward", "Wali data", is_key=True, needs={"data_steward": 3})
    developer = _role(builder, fast, "dev", "Pengembang API", needs={"api_interop": 2})
    _serve(builder, mine[1], lead)
    _serve(builder, mine[2], owner, share=60)
    _serve(builder, mine[3], developer, share=80)
    _serve(builder, mine[4], steward, until=date(2026, 10, 1))
    builder.add(
        Hold(
            person_id=mine[1].id,
            role_id=lead.id,
            reason="Satu-satunya yang menguasai integrasi OSS.",
            from_date=date(2026, 11, 17),
            until=date(2027, 12, 12),
        )
    )
    builder.add(
        Hold(
            person_id=mine[2].id,
            role_id=owner.id,
            reason="Rilis tahap dua.",
            status="approved",
            from_date=date(2026, 11, 1),
            until=date(2027, 12, 31),
        )
    )
    calm = _system(builder, own, "PORTAL", "Portal Sekolah", "education", 200, date(2027, 2, 1), None)
    keeper = _role(builder, calm, "keeper", "Pengelola konten", is_key=True)
    for person in mine[9:12]:
        person.post_since, person.birth_date = date(2025, 2, 1), date(1990, 1, 1)
        person.employment_kind, person.contract_ends_on = "PNS", None
        _serve(builder, person, keeper)
    done = _system(builder, own, "SELESAI", "Arsip Digital", "archive", 100, date(2026, 3, 1), None)
    done.stage = "finished"
    other = _system(
        builder, foreign, "LAPOR", "Lapor Warga", "complaints", 500, date(2027, 5, 1), date(2027, 8, 1)
    )
    answer = _role(builder, other, "answer", "Admin aduan", is_key=True)
    _serve(builder, theirs[4], answer)
    city.system, city.foreign_system = fast.key, other.key


def _system(builder: Builder, unit: Unit, code, name, kind, value, planned, forecast) -> System:
    system = builder.add(
        System(
            code=code,
            name=name,
            unit_id=unit.id,
            kind=kind,
            stage="build",
            built_by="own",
            purpose="Satu pintu bagi warga.",
            service="Melayani 18.400 permohonan setahun.",
            started_on=date(2026, 7, 1),
            planned_finish=planned,
            forecast_p50=forecast and date(forecast.year, forecast.month - 2, 18),
            forecast_p80=forecast,
            value_per_month=value,
        )
    )
    for label, planned_on, actual_on in (
        ("SRS", date(2026, 10, 5), date(2026, 10, 6)),
        ("Rilis uji", date(2027, 1, 31), None),
        ("UAT", date(2027, 4, 15), None),
    ):
        builder.add(Milestone(system_id=system.id, name=label, planned_on=planned_on, actual_on=actual_on))
    indicator = builder.add(
        ServiceIndicator(
            system_id=system.id, name=f"Lama layanan {name}", unit="hari", better="down", target=5.0
        )
    )
    for month, value_read in enumerate((14.2, 14.0, 14.4, 13.1, 12.0, 11.4, 10.2, 9.1), 3):
        builder.add(
            IndicatorReading(indicator_id=indicator.id, read_on=date(2026, month, 1), value=value_read)
        )
    return system


def _role(builder: Builder, system: System, code, name, needs=None, **options) -> SystemRole:
    role = builder.add(SystemRole(system_id=system.id, code=code, name=name, ramp=[50], **options))
    for competency, level in (needs or {}).items():
        builder.add(RoleNeed(role_id=role.id, competency_id=builder.competencies[competency].id, level=level))
    return role


def _serve(builder: Builder, person: Person, role: SystemRole, share=100, until=None) -> None:
    builder.add(
        RoleService(person_id=person.id, role_id=role.id, share=share, since=date(2026, 7, 1), until=until)
    )
