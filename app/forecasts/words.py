"""What the parts of a forecast are called on screen."""

from __future__ import annotations

from app.web.formats import number
from app.web.i18n import mark
from app.web.i18n import translate as _

FEATURES = {
    "planned_months": mark("Lama menurut rencana"),
    "months_left": mark("Bulan tersisa sampai target"),
    "months_overdue": mark("Bulan lewat target"),
    "months_behind": mark("Bulan tertinggal dari rencana"),
    "stages_left": mark("Tahap tersisa"),
    "size": mark("Ukuran tim (orang penuh)"),
    "vendor_months": mark("Sisa bulan bila dikerjakan vendor"),
    "mixed_months": mark("Sisa bulan bila dikerjakan campuran"),
    "lost_before": mark("Bulan layanan kunci yang sudah hilang"),
    "lost_ahead": mark("Bulan layanan kunci yang akan hilang"),
}
METHODS = {
    "model": mark("Model ini"),
    "reference_class": mark("Kelas acuan"),
    "plan": mark("Tanggal rencana"),
}
BASES = {
    "model": mark("Menurut model yang dilatih dari riwayat sistem lain."),
    "reference_class": mark(
        "Menurut keterlambatan sistem yang sudah selesai (kelas acuan); model dimatikan."
    ),
    "plan": mark("Sama dengan tanggal rencana: riwayat terlalu sedikit untuk perkiraan."),
}
VERDICTS = {
    "": mark("Dipakai: lebih tepat daripada pembanding terbaik, dan P80 mencakup sesering yang dikatakan."),
    "few_systems": mark("Dimatikan: terlalu sedikit sistem dengan hasil yang diketahui."),
    "not_better": mark("Dimatikan: tidak lebih tepat daripada pembanding terbaik."),
    "under_covered": mark("Dimatikan: P80 mencakup jelas kurang dari empat di antara lima sistem."),
}


def feature(name: str) -> str:
    """Name a feature."""
    return _(FEATURES[name])


def value(amount: float | None) -> str:
    """Write the value of a feature."""
    return "–" if amount is None else number(amount, 1)
