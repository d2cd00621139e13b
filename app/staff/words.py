"""The words for codes of the roster, in the language of the request."""

from __future__ import annotations

from app.web.i18n import translate as _


def post_kind(code: str | None) -> str:
    """Name a kind of post."""
    return {
        "SENIOR_EXECUTIVE": _("Pimpinan tinggi pratama"),
        "ADMINISTRATOR": _("Administrator"),
        "SUPERVISOR": _("Pengawas"),
        "STAFF": _("Pelaksana"),
        "FUNCTIONAL_EXPERT": _("Fungsional keahlian"),
        "FUNCTIONAL_SKILLED": _("Fungsional keterampilan"),
    }.get(code or "", "")


def employment(code: str) -> str:
    """Name a kind of employment."""
    return _("PPPK paruh waktu") if code == "PPPK_PART_TIME" else code


def source(code: str) -> str:
    """Name the source of an assessment."""
    return {
        "assessment_centre": _("pusat penilaian"),
        "certificate": _("sertifikat"),
        "superior": _("penilaian atasan"),
        "self": _("penilaian sendiri"),
        "inferred": _("dugaan"),
    }.get(code, code)


def predicate(code: str) -> str:
    """Name a performance predicate."""
    return {
        "sangat_baik": _("Sangat baik"),
        "baik": _("Baik"),
        "butuh_perbaikan": _("Butuh perbaikan"),
        "kurang": _("Kurang"),
        "sangat_kurang": _("Sangat kurang"),
    }.get(code, code)


def sanction_level(code: str) -> str:
    """Name the weight of a sanction."""
    return {"light": _("ringan"), "medium": _("sedang"), "heavy": _("berat")}.get(code, code)


def family(code: str) -> str:
    """Name a family of competencies."""
    return {
        "managerial": _("Manajerial"),
        "sociocultural": _("Sosial kultural"),
        "technical": _("Teknis"),
    }.get(code, code)


def via(code: str) -> str:
    """Name the way in which a role is served."""
    return _("tim kerja") if code == "team" else _("dari jabatan")
