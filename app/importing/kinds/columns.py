"""Columns that are known and not read, and columns that may not enter at all."""

import re

from app.importing.kinds._base import plain

UNUSED = {
    "no", "nomor", "no urut", "pns id", "nip lama", "tempat lahir", "tempat lahir id", "tempat lahir nama",
    "jenis pegawai id", "kedudukan hukum id", "kartu asn virtual", "nomor sk cpns", "tanggal sk cpns",
    "nomor sk pns", "tanggal sk pns", "tmt pns", "gol awal id", "gol awal nama", "mk tahun", "mk bulan",
    "masa kerja", "masa kerja thn", "masa kerja bln", "masa kerja tahun", "masa kerja bulan",
    "jenis jabatan id",
    "tingkat pendidikan id", "pendidikan id", "tahun lulus", "kpkn", "kpkn id", "kpkn nama", "lokasi kerja",
    "lokasi kerja id", "lokasi kerja nama", "unor induk id", "instansi induk", "instansi induk id",
    "instansi induk nama", "instansi kerja", "instansi kerja id", "instansi kerja nama", "satuan kerja id",
    "tmt pensiun", "bup", "tanggal bup", "usia", "umur", "no sk", "nomor sk", "tanggal sk", "ruang",
    "total", "jpm",
    "jpm persen", "kategori", "saran pengembangan", "latihan jabatan nama", "latihan jabatan thn",
    "latihan jabatan jml jam", "pendidikan nama tempat", "pendidikan lulus tahun", "catatan mutasi",
    "gol akhir id",
    "pangkat nama", "nama induk", "nama unit induk", "nama sistem", "nama peran", "nama pelatihan",
    "nama kompetensi", "pemangku", "bezetting", "jumlah pemangku", "selisih", "agama id nama", "eselon id",
}  # fmt: skip

REFUSED_WORDS = {
    "nik": "nik", "ktp": "nik", "kk": "nik",
    "agama": "religion",
    "kawin": "family", "perkawinan": "family", "suami": "family", "istri": "family", "isteri": "family",
    "anak": "family", "keluarga": "family", "tanggungan": "family", "pasangan": "family",
    "gaji": "salary", "gapok": "salary", "penghasilan": "salary", "tunjangan": "salary",
    "npwp": "tax", "bpjs": "insurance", "taspen": "insurance", "askes": "insurance", "karis": "family",
    "karsu": "family",
    "alamat": "address", "hp": "contact", "telp": "contact", "telepon": "contact", "email": "contact",
    "handphone": "contact", "whatsapp": "contact", "wa": "contact",
    "rekening": "bank", "bank": "bank",
    "suku": "ethnicity", "darah": "health", "kesehatan": "health", "penyakit": "health",
    "disabilitas": "health",
    "partai": "politics",
}  # fmt: skip
"""Words that mark a column with data that planning does not need and the law protects, and which."""

NIK_CELL = re.compile(r"^['\s]*\d{16}$")


def refused_reason(heading: str) -> str | None:
    """Return what a heading would bring in that may not be stored, or nothing."""
    for word in plain(heading).split():
        if word in REFUSED_WORDS:
            return REFUSED_WORDS[word]
    return None


def is_unused(heading: str) -> bool:
    """Tell whether the column is known and simply not needed."""
    return plain(heading) in UNUSED


def looks_like_nik(cells: list[str]) -> bool:
    """Tell whether most of the cells are sixteen digits, whatever the heading says."""
    filled = [cell for cell in cells if cell.strip()]
    return len(filled) >= 3 and sum(bool(NIK_CELL.match(cell)) for cell in filled) * 2 > len(filled)
