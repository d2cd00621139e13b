"""The words of rounds and runs on the screen: states, profiles, stages, kinds of move, ends of runs."""

from __future__ import annotations

from app.web.i18n import translate as _

PROFILES = ("continuity", "balanced", "fit", "fewest_moves")
"""Weight profiles in the order in which they are offered."""


def profile_name(code: str) -> str:
    """Name a weight profile; one that an installation has added shows its code."""
    return {
        "continuity": _("Kesinambungan dulu"),
        "balanced": _("Seimbang"),
        "fit": _("Kesesuaian dulu"),
        "fewest_moves": _("Mutasi paling sedikit"),
    }.get(code, code)


def profile_meaning(code: str) -> str:
    """Say in one sentence what a weight profile puts first."""
    return {
        "continuity": _("Orang kunci tetap pada sistemnya; kesesuaian dan kekosongan sesudahnya."),
        "balanced": _("Kesinambungan, kesesuaian, dan kekosongan ditimbang setara."),
        "fit": _("Jabatan mendapat orang yang paling memenuhi standarnya."),
        "fewest_moves": _("Hanya mutasi yang hasilnya jelas melebihi gangguannya."),
    }.get(code, "")


def run_state(status: str, *, has_worker: bool = True) -> tuple[str, str]:
    """Return chip state and word for the status of a run."""
    if status == "running" and not has_worker:
        return "warn", _("menunggu pekerja")
    return {
        "queued": ("neutral", _("menunggu giliran")),
        "running": ("primary", _("sedang dihitung")),
        "done": ("ok", _("selesai")),
        "stopped": ("warn", _("dihentikan")),
        "failed": ("bad", _("gagal")),
    }[status]


def stage_name(phase: str) -> str:
    """Name a stage of a run."""
    return {
        "read": _("Masukan dibaca dan dikunci"),
        "paths": _("Jalur karier disusun"),
        "bound": _("Batas atas dibuktikan"),
        "plan": _("Rencana utuh dibentuk"),
        "improve": _("Rencana diperbaiki"),
        "verify": _("Pemeriksa mandiri"),
        "certify": _("Batas disertifikasi"),
        "court": _("Sidang aturan"),
    }[phase]


def kind_name(kind: str) -> str:
    """Name a kind of move."""
    return {"rotation": _("rotasi"), "promotion": _("promosi"), "diagonal": _("diagonal")}[kind]


def end_of_run(message: str | None) -> str | None:
    """Explain how a run ended; None when there is nothing to explain."""
    if not message:
        return None
    code, _sign, rest = message.partition(":")
    known = {
        "worker_lost": _(
            "Pekerja hilang berulang kali saat menghitung. Biasanya memori habis; periksa, lalu ulangi."
        ),
        "solver_stuck": _(
            "Penghitung tidak berhenti pada waktunya dan diakhiri. Rencana sejauh itu tersimpan."
        ),
        "solver_died": _(
            "Penghitung berakhir mendadak (kode {code}). Rencana sejauh itu tersimpan.", code=rest
        ),
        "out_of_memory": _(
            "Memori untuk satu perhitungan habis. Naikkan TUNTAS_SOLVER_MEMORY_MB atau kurangi babak."
        ),
        "verifier_refused": _(
            "Pemeriksa mandiri menolak rencana karena aturan {rule}. Rencana itu tidak ditampilkan.",
            rule=rest,
        ),
        "no_plan": _("Belum ada rencana utuh sampai waktu habis. Beri waktu lebih lama lalu jalankan lagi."),
        "no_lawful_plan": (
            _("Tidak ada rencana yang sah; sudah dibuktikan dengan dua cara. Penyebabnya tertulis di bawah.")
            if rest.startswith("proven")
            else _("Tidak ditemukan rencana yang sah; belum terbukti tidak ada. Sebabnya tertulis di bawah.")
        ),
        "internal": _("Terjadi kesalahan pada program; catatan peladen memuat rinciannya."),
        "stopped_early": _("Dihentikan sebelum mulai."),
    }
    return known.get(code, message)


def change_name(kind: str) -> str:
    """Name a kind of input that changed."""
    return {
        "persons": _("pegawai"),
        "posts": _("jabatan"),
        "units": _("unit"),
        "systems": _("sistem"),
        "services": _("penugasan peran"),
        "holds": _("penahanan"),
        "pins": _("pin"),
        "exclusions": _("pengecualian"),
        "settings": _("aturan"),
        "windows": _("jendela hukum"),
        "competencies": _("kompetensi"),
        "weights": _("bobot"),
        "horizon": _("jangka babak"),
    }.get(kind, kind)


def left_out_name(kind: str, count: int) -> str:
    """Say what of the roster the case could not carry, and how it was told instead."""
    return {
        "holds_without_service": _("{n} penahanan atas peran yang tidak dijabat orangnya dilewati", n=count),
        "pins_of_people_who_left": _(
            "{n} pin atas orang atau jabatan yang sudah tidak ada dilewati", n=count
        ),
        "services_beyond_full_time": _(
            "{n} orang bertugas lebih dari penuh waktu; bagian tugasnya diskala", n=count
        ),
        "units_below_themselves": _("{n} unit yang tercatat di bawah dirinya sendiri", n=count),
        "posts_with_unreadable_rank_band": _("{n} jabatan tanpa rentang pangkat yang terbaca", n=count),
        "posts_with_unreadable_education": _("{n} jabatan tanpa syarat pendidikan yang terbaca", n=count),
        "people_with_unreadable_rank": _(
            "{n} pegawai dengan pangkat yang tidak terbaca dianggap belum diketahui", n=count
        ),
        "people_with_unreadable_education": _(
            "{n} pegawai dengan pendidikan yang tidak terbaca dianggap belum diketahui", n=count
        ),
        "sanctions_that_end_before_they_begin": _("{n} hukuman disiplin berakhir sebelum mulai", n=count),
        "settings_of_rules_kept_by_people": _(
            "{n} aturan dijaga lewat dokumen dan sidang, bukan oleh perhitungan", n=count
        ),
        "settings_that_cannot_be_read": _("{n} pengaturan aturan tidak terbaca dan dilewati", n=count),
    }.get(kind, kind)
