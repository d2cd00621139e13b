"""The words of the import's screens for stored codes, in the language of the request."""

from app.importing.kinds import BY_CODE, LEVEL_PREFIX
from app.web.i18n import language
from app.web.i18n import translate as _


def kind_title(code: str) -> str:
    """Return the name of a kind of table."""
    kind = BY_CODE[code]
    return kind.title if language() == "id" else kind.title_en


def field_title(kind: str, name: str) -> str:
    """Return how a field is called in exported files."""
    if name.startswith(LEVEL_PREFIX):
        return _("level {competency}", competency=name.removeprefix(LEVEL_PREFIX))
    return BY_CODE[kind].field(name).headings[0]


def refusal_reason(reason: str) -> str:
    """Return why a column may not enter."""
    return {
        "nik": _("nomor kependudukan"),
        "religion": _("agama"),
        "family": _("data keluarga"),
        "salary": _("penghasilan"),
        "tax": _("nomor pajak"),
        "insurance": _("nomor jaminan sosial"),
        "address": _("alamat"),
        "contact": _("nomor dan alamat kontak"),
        "bank": _("rekening"),
        "ethnicity": _("suku"),
        "health": _("data kesehatan"),
        "politics": _("pilihan politik"),
    }[reason]


def status_words(status: str) -> tuple[str, str, str]:
    """Return tone, icon and word of a batch's state."""
    return {
        "previewed": ("primary", "eye", _("menunggu keputusan")),
        "committed": ("ok", "check2", _("ditulis")),
        "discarded": ("neutral", "slash-circle", _("dibatalkan")),
        "refused": ("bad", "exclamation-triangle-fill", _("ditolak")),
    }[status]


def severity_words(severity: str) -> tuple[str, str]:
    """Return tone and word of a finding."""
    return {
        "refused": ("bad", _("ditolak")),
        "warning": ("warn", _("peringatan")),
        "note": ("neutral", _("catatan")),
    }[severity]


def decision_refusal(code: str) -> str:
    """Return why a decision on a preview could not be carried out."""
    return {
        "already_decided": _("Impor ini sudah diputuskan lebih dulu. Tidak ada yang ditulis dua kali."),
        "no_way_back": _(
            "Impor ini tidak dapat dikembalikan lagi: data sudah berubah atau sudah dibekukan sesudahnya."
        ),
        "in_use": _("Impor ini tidak dapat dikembalikan: orang yang dibawanya sudah dipakai data lain."),
        "data_changed": _(
            "Data berubah sejak pratinjau ini dibuat. Unggah berkasnya lagi; tidak ada yang ditulis."
        ),
    }[code]
