"""The sheets by which departments declare their systems, roles, needs, teams and wishes."""

from app.demo.city import City
from app.demo.sheets import SheetPlan
from app.demo.spelling import plain_date

STAGE_WORDS = {"concept": "Konsep", "analysis": "Analisis", "build": "Pembangunan", "test": "Uji coba",
               "rollout": "Penerapan"}  # fmt: skip
BUILDER_WORDS = {"own": "Sendiri", "vendor": "Vendor", "mixed": "Campuran"}


def system_sheets(city: City) -> list[SheetPlan]:
    """Return the sheets of the workbook of systems."""
    return [
        _systems(city),
        _roles(city),
        _needs(city),
        _services(city),
        _milestones(city),
        *_indicators(city),
        _holds(city),
    ]


def _systems(city: City) -> SheetPlan:
    names = {unit.code: unit.name for unit in city.units}
    headings = ("KODE SISTEM", "NAMA SISTEM", "PERANGKAT DAERAH", "JENIS SISTEM", "TUJUAN",
        "LAYANAN WARGA", "TAHAP",
                "DIBANGUN OLEH", "MULAI", "TARGET SELESAI", "NILAI PER BULAN")  # fmt: skip
    rows = [
        [
            system.code, system.name, names[system.department], system.kind, system.purpose, system.service,
            STAGE_WORDS[system.stage], BUILDER_WORDS[system.built_by], plain_date(system.start),
            plain_date(system.finish), system.value,
        ]
        for system in city.systems
    ]  # fmt: skip
    return SheetPlan("Sistem", headings, rows, ("SISTEM YANG SEDANG DIBANGUN",))


def _roles(city: City) -> SheetPlan:
    headings = ("KODE SISTEM", "KODE PERAN", "NAMA PERAN", "KEBUTUHAN PERSEN", "PERAN KUNCI", "MASA BELAJAR",
                "BABAK SERAH TERIMA")  # fmt: skip
    rows = [
        [system.code, role.code, role.name, role.needed, role.is_key, role.ramp, role.handover]
        for system in city.systems
        for role in system.roles
    ]
    return SheetPlan("Peran", headings, rows)


def _needs(city: City) -> SheetPlan:
    rows = [
        [system.code, role.code, code, level]
        for system in city.systems
        for role in system.roles
        for code, level in role.needs.items()
    ]
    return SheetPlan("Kebutuhan kompetensi", ("KODE SISTEM", "KODE PERAN", "KOMPETENSI", "LEVEL"), rows)


def _services(city: City) -> SheetPlan:
    headings = (
        "NIP",
        "NAMA",
        "KODE SISTEM",
        "KODE PERAN",
        "PORSI PERSEN",
        "MELALUI",
        "NOMOR SK TIM",
        "SEJAK",
    )
    rows = [
        [
            service.person.nip, service.person.name, system.code, role.code, service.share, service.via,
            service.decree, plain_date(service.since),
        ]
        for system in city.systems
        for role in system.roles
        for service in role.holders
    ]  # fmt: skip
    return SheetPlan("Petugas", headings, rows)


def _milestones(city: City) -> SheetPlan:
    rows = [
        [system.code, name, plain_date(planned), plain_date(actual)]
        for system in city.systems
        for name, planned, actual in system.milestones
    ]
    return SheetPlan("Tonggak", ("KODE SISTEM", "TONGGAK", "RENCANA", "TERCAPAI"), rows)


def _indicators(city: City) -> list[SheetPlan]:
    indicators = [
        [system.code, one.name, one.unit, "naik" if one.better == "up" else "turun", one.target]
        for system in city.systems
        for one in system.indicators
    ]
    readings = [
        [system.code, one.name, plain_date(day), value]
        for system in city.systems
        for one in system.indicators
        for day, value in one.readings
    ]
    return [
        SheetPlan("Indikator", ("KODE SISTEM", "INDIKATOR", "SATUAN", "ARAH BAIK", "TARGET"), indicators),
        SheetPlan("Nilai indikator", ("KODE SISTEM", "INDIKATOR", "TANGGAL", "NILAI"), readings),
    ]


def _holds(city: City) -> SheetPlan:
    rows = [
        [
            person.nip,
            person.name,
            system.code,
            role.code,
            reason,
            plain_date(first),
            plain_date(until),
            status,
        ]
        for person, system, role, reason, first, until, status in city.holds
    ]
    headings = ("NIP", "NAMA", "KODE SISTEM", "KODE PERAN", "ALASAN", "MULAI", "SAMPAI", "STATUS")
    return SheetPlan("Penahanan", headings, rows)
