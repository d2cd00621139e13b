"""The words of a risk: its cause with a date, and the decision that mends it."""

from __future__ import annotations

from datetime import date

from app.systems.risk import Risk
from app.web.formats import date_short
from app.web.i18n import translate as _


def cause(risk: Risk, today: date) -> str:
    """Say why a system is at risk."""
    day = date_short(risk.on)
    if risk.cause == "vacant":
        if risk.on is None:
            return _("{role} belum ada pemegang", role=risk.role_name)
        return _("{role} kosong sejak {day}", role=risk.role_name, day=day)
    words = {"role": risk.role_name, "person": risk.person_name, "day": day}
    if risk.cause == "retires":
        return _("{role}, {person}, pensiun {day}", **words)
    if risk.cause == "contract_ends":
        return _("Kontrak {person}, {role}, berakhir {day}", **words)
    if risk.on is not None and risk.on <= today:
        return _("{role}, {person}, melewati waktu terlama sejak {day}", **words)
    return _("{role}, {person}, mencapai waktu terlama {day}", **words)


def decision(risk: Risk) -> str:
    """Name the decision that mends the cause."""
    if risk.cause == "vacant":
        return _("Cari pengisi peran")
    if risk.cause == "retires":
        return _("Siapkan pengganti")
    if risk.cause == "contract_ends":
        return _("Perpanjang kontrak")
    if risk.hold_status == "requested":
        return _("Putuskan penahanan")
    if risk.hold_status == "approved":
        return _("Perpanjang penahanan")
    return _("Pertimbangkan penahanan")


def decision_href(system_key: str, risk: Risk) -> str:
    """Return where the decision is prepared."""
    if risk.cause == "move_due" and risk.hold_status:
        return f"/sistem/{system_key}#penahanan"
    return f"/sistem/{system_key}#peran-{risk.role_key}"


def stage(code: str) -> str:
    """Name a stage."""
    return {
        "concept": _("Gagasan"),
        "analysis": _("Analisis"),
        "build": _("Bangun"),
        "test": _("Uji terima"),
        "rollout": _("Terap bertahap"),
        "finished": _("Selesai"),
    }.get(code, code)


def builder(code: str) -> str:
    """Say who builds."""
    return {
        "own": _("dibangun sendiri"),
        "vendor": _("dibangun penyedia"),
        "mixed": _("dibangun sendiri bersama penyedia"),
    }.get(code, code)
