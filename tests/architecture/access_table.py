"""Who may call which route: one row per route, and the reason why the access test covers them all.

A row is (method, path, roles, own). `roles` names the roles that the route admits, `*` is every signed-in
account and `public` everybody. `own` tells whose things the path's key names: with "unit", "person", "post"
or "system" the test calls the route with a key of the own department and with one of a foreign department,
which must look like a key that does not exist. "" means that the path has no key, or one that is not bound
to a department; "round" and "hold" take the key of the small city. A path with several keys names them in
order, with "?" for one that the small city lacks; "run", "move" and "pin" are those of its solved round. Each
area has its own section.
"""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """One route."""

    method: str
    path: str
    roles: str
    own: str = ""


ROWS: tuple[Row, ...] = (
    # The frame
    Row("GET", "/", "*"),
    Row("GET", "/healthz", "public"),
    Row("GET", "/favicon.ico", "public"),
    Row("GET", "/s/{version:str}/{name:path}", "public"),
    Row("POST", "/bahasa", "public"),
    # Login
    Row("GET", "/masuk", "public"),
    Row("POST", "/masuk", "public"),
    Row("POST", "/keluar", "*"),
    Row("GET", "/sesi", "*"),
    Row("POST", "/sesi/akhiri", "*"),
    Row("POST", "/sesi/sandi", "*"),
    # Dashboard
    Row("GET", "/dasbor", "planner advisory authority auditor"),
    Row("GET", "/dasbor/kalender", "planner advisory authority auditor"),
    Row("GET", "/dasbor/kompetensi", "planner advisory authority auditor"),
    Row("GET", "/dampak", "planner advisory authority auditor"),
    # Roster, units, systems, search
    Row("GET", "/pegawai", "planner advisory authority head auditor"),
    Row("GET", "/pegawai/nip", "planner advisory authority head auditor"),
    Row("POST", "/pegawai/nip", "planner advisory authority head auditor"),
    Row("GET", "/pegawai/{key:str}", "planner advisory authority head auditor", own="person"),
    Row("POST", "/pegawai/{key:str}/nip", "planner auditor", own="person"),
    Row("POST", "/pegawai/{key:str}/disiplin", "planner auditor", own="person"),
    Row("GET", "/unit", "planner advisory authority head auditor"),
    Row("GET", "/unit/{key:str}", "planner advisory authority head auditor", own="unit"),
    Row("GET", "/jabatan", "planner advisory authority head auditor"),
    Row("GET", "/jabatan/{key:str}", "planner advisory authority head auditor", own="post"),
    Row("GET", "/sistem", "planner advisory authority head auditor"),
    Row("GET", "/sistem/{key:str}", "planner advisory authority head staff auditor", own="system"),
    Row("GET", "/sistem/{key:str}/tahan", "head", own="system"),
    Row("POST", "/sistem/{key:str}/tahan", "head", own="system"),
    Row("POST", "/sistem/{key:str}/penahanan/{hold_key:str}/{verb:str}", "authority", own="system hold ?"),
    Row("GET", "/model", "planner advisory authority auditor"),
    Row("GET", "/sistem/baru", "planner head"),
    Row("POST", "/sistem/baru", "planner head"),
    Row("GET", "/sistem/{key:str}/ubah", "planner head", own="system"),
    Row("POST", "/sistem/{key:str}/ubah", "planner head", own="system"),
    Row("GET", "/cari", "planner advisory authority head auditor"),
    Row("GET", "/kesinambungan", "planner advisory authority head auditor"),
    # Catalogue of competencies
    Row("GET", "/kompetensi", "planner advisory authority head staff auditor"),
    # Import
    Row("GET", "/impor", "planner"),
    Row("POST", "/impor", "planner"),
    Row("POST", "/impor/ekspor", "planner"),
    Row("GET", "/impor/{key:str}", "planner"),
    Row("GET", "/impor/{key:str}/perubahan", "planner"),
    Row("GET", "/impor/{key:str}/anomali.xlsx", "planner"),
    Row("POST", "/impor/{key:str}/tulis", "planner"),
    Row("POST", "/impor/{key:str}/batal", "planner"),
    Row("POST", "/impor/{key:str}/kembalikan", "planner"),
    # Department desk
    Row("GET", "/opd", "head"),
    Row("GET", "/opd/{key:str}", "planner advisory authority head auditor", own="unit"),
    Row("POST", "/opd/pelatihan/{key:str}/setuju", "head"),
    Row("POST", "/opd/pelatihan/{key:str}/kembalikan", "head"),
    # Own pages, training
    Row("GET", "/saya", "planner advisory authority head staff auditor"),
    Row("GET", "/saya/pelatihan", "planner advisory authority head staff auditor"),
    Row("POST", "/saya/pelatihan", "planner advisory authority head staff auditor"),
    Row("POST", "/saya/pelatihan/{key:str}/tarik", "planner advisory authority head staff auditor"),
    Row("GET", "/saya/jabatan", "planner advisory authority head staff auditor"),
    Row("GET", "/saya/data", "planner advisory authority head staff auditor"),
    Row("GET", "/pelatihan", "planner advisory authority auditor"),
    # Rounds, runs, proposals
    Row("GET", "/babak", "planner advisory authority auditor"),
    Row("GET", "/babak/baru", "planner"),
    Row("POST", "/babak", "planner"),
    Row("GET", "/babak/{key:str}", "planner advisory authority auditor", own="round"),
    Row("POST", "/babak/{key:str}/run", "planner", own="round"),
    Row("GET", "/babak/{key:str}/run/{run_key:str}", "planner advisory authority auditor", own="round run"),
    Row("POST", "/babak/{key:str}/run/{run_key:str}/henti", "planner", own="round run"),
    Row(
        "GET",
        "/babak/{key:str}/run/{run_key:str}/perubahan",
        "planner advisory authority auditor",
        own="round run",
    ),
    Row("GET", "/babak/{key:str}/pin", "planner advisory authority auditor", own="round"),
    Row("POST", "/babak/{key:str}/pin", "planner", own="round"),
    Row("POST", "/babak/{key:str}/pin/{pin_key:str}/cabut", "planner", own="round pin"),
    Row("POST", "/babak/{key:str}/bagikan", "planner", own="round"),
    Row("GET", "/babak/{key:str}/usul", "planner advisory authority auditor", own="round"),
    Row(
        "GET", "/babak/{key:str}/nama/{move_key:str}", "planner advisory authority auditor", own="round move"
    ),
    Row("GET", "/babak/{key:str}/lampiran.xlsx", "planner advisory authority auditor", own="round"),
    Row("GET", "/jalankan", "planner advisory authority auditor"),
    Row("GET", "/usul", "planner advisory authority auditor"),
)
