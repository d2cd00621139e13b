"""The systems that the demo city builds: the mayor's own ones first, each with what citizens notice."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Blueprint:
    """A system before people serve it."""

    code: str
    name: str
    department: str
    kind: str
    stage: str
    months_since_start: int
    months_to_finish: int
    value: int
    team: str
    """Roles by code; an exclamation mark makes a role a key role."""
    service: str
    indicator: tuple[str, str, str, float, float, float]
    """Name, unit, better direction, value at first, value now, target."""
    built_by: str = "own"


def _plan(
    code: str, name: str, place: str, kind: str, stage: str, months: tuple[int, int], value: int, team: str,
    service: str, indicator: tuple[str, str, str, float, float, float], built_by: str = "own",
) -> Blueprint:  # fmt: skip
    return Blueprint(code, name, place, kind, stage, *months, value, team, service, indicator, built_by)


FULL = "owner! lead! dev data analyst trainer"
CORE = "owner! lead! dev data"
DATA = "owner! lead! engineer! steward security"
SMALL = "owner! lead! operator"
PAIR = "owner! lead!"
DESK = "owner lead! trainer"

SYSTEMS: tuple[Blueprint, ...] = (
    _plan("LAPOR", "Lapor Warga", "KOMINFO", "complaints", "build", (14, 13), 420, FULL,
          "Warga melaporkan keluhan dan aspirasi, dan melihat tindak lanjutnya",
          ("Keluhan selesai dalam 5 hari", "persen", "up", 46, 61, 90)),
    _plan("IZIN", "Izin Cepat", "DPMPTSP", "licensing", "test", (19, 9), 520, FULL,
          "Pelaku usaha mengurus izin tanpa datang ke kantor",
          ("Lama terbit izin", "hari", "down", 14, 8, 3)),
    _plan("MPP", "Mal Pelayanan Publik Digital", "DPMPTSP", "service_mall", "build", (11, 17), 460,
          "owner! lead! dev analyst trainer", "Satu antrean untuk 120 layanan dari 24 instansi",
          ("Waktu tunggu di mal pelayanan", "menit", "down", 74, 52, 20)),
    _plan("ASET", "Aset Daerah Terpadu", "BKAD", "asset", "build", (17, 12), 500,
          "owner! lead! dev data procurement", "Aset daerah tercatat, bersertifikat dan menghasilkan "
          "pendapatan",
          ("Aset bersertifikat", "persen", "up", 38, 49, 85), "mixed"),
    _plan("SATUDATA", "Wanasari Satu Data", "KOMINFO", "data_platform", "build", (20, 16), 560, DATA,
          "Satu data bersama, tidak ada perangkat daerah yang membangun datanya sendiri",
          ("Perangkat daerah yang berbagi data", "dari 36", "up", 7, 19, 36)),
    _plan("SPBE", "Layanan Perkantoran Terpadu", "KOMINFO", "egov_suite", "rollout", (26, 7), 300,
          "owner! lead! security trainer", "Surat, tanda tangan dan arsip elektronik untuk semua "
          "perangkat daerah",
          ("Surat selesai di hari yang sama", "persen", "up", 41, 72, 95)),
    _plan("DASBOR", "Dasbor Kota Cerdas", "BAPPERIDA", "dashboard", "analysis", (7, 20), 260,
          "owner! lead engineer! analyst", "Keputusan wali kota dengan angka yang sama dengan angka dinas",
          ("Indikator terbarui tiap pekan", "persen", "up", 12, 24, 90)),
    _plan("SEKOLAH", "Portal Sekolah", "PENDIDIKAN", "education", "test", (21, 8), 380, FULL,
          "Penerimaan murid, rapor dan kehadiran dalam satu tempat",
          ("Keluhan penerimaan murid", "per 1.000 pendaftar", "down", 38, 21, 5)),
    _plan("SEHAT", "Rekam Medis Puskesmas", "KESEHATAN", "health", "build", (15, 15), 480, FULL,
          "Riwayat pasien terbaca di semua puskesmas dan rumah sakit kota",
          ("Pasien dilayani di bawah 60 menit", "persen", "up", 52, 63, 85), "mixed"),
    _plan("HARGA", "Pantau Harga dan Daya Beli", "KUKMDAGIN", "purchasing_power", "build", (9, 14), 340,
          "owner! lead! data operator", "Harga pokok harian, operasi pasar tepat tempat",
          ("Hari sampai operasi pasar", "hari", "down", 11, 8, 3)),
    _plan("BANSOS", "Bantuan Tepat Sasaran", "SOSIAL", "social", "test", (18, 6), 440,
          "owner! lead! data steward", "Keluarga rentan menerima bantuan yang benar",
          ("Penerima tidak tepat", "persen", "down", 17, 11, 4)),
    _plan("PAJAK", "Pajak Daerah Daring", "BAPENDA", "revenue", "rollout", (28, 5), 430, FULL,
          "Warga membayar pajak dari ponsel", ("Wajib pajak membayar daring", "persen", "up", 22, 58, 80)),
    _plan("BPHTB", "BPHTB Elektronik", "BAPENDA", "revenue", "build", (10, 14), 250, CORE,
          "Bea perolehan tanah dan bangunan selesai dalam sehari",
          ("Lama validasi BPHTB", "hari", "down", 9, 6, 1)),
    _plan("ADMINDUK", "Adminduk di Kelurahan", "DUKCAPIL", "population", "rollout", (24, 6), 360,
          "owner! lead! operator trainer", "KTP, KK dan akta selesai di kelurahan",
          ("Permohonan selesai di kelurahan", "persen", "up", 31, 66, 95)),
    _plan("SIMPEG", "Kepegawaian Terpadu", "BKPSDM", "hr", "build", (13, 15), 220, CORE,
          "Data pegawai sama dengan SIASN", ("Anomali data pegawai", "per 1.000 orang", "down", 160, 97, 20)),
    _plan("TALENTA", "Peta Talenta", "BKPSDM", "hr", "analysis", (6, 18), 180, PAIR,
          "Promosi menurut kinerja dan potensi", ("Jabatan dengan calon siap", "persen", "up", 18, 24, 70)),
    _plan("EPLAN", "Perencanaan Terpadu", "BAPPERIDA", "planning", "rollout", (25, 4), 200, DESK,
          "Usulan warga terlacak sampai anggaran", ("Usulan yang terjawab", "persen", "up", 35, 62, 95)),
    _plan("KEUANGAN", "Keuangan Daerah Daring", "BKAD", "finance", "test", (22, 8), 260, CORE,
          "Pembayaran kepada rekanan tepat waktu", ("Lama pembayaran", "hari", "down", 21, 13, 5), "vendor"),
    _plan("PENGADAAN", "Katalog Pengadaan Lokal", "SETDA", "procurement", "build", (9, 13), 190,
          "owner! lead procurement!", "Usaha kecil setempat menjadi pemasok kota",
          ("Belanja kepada usaha kecil", "persen", "up", 27, 33, 50)),
    _plan("HUKUM", "Jaringan Dokumen Hukum", "SETDA", "legal", "rollout", (20, 3), 90, SMALL,
          "Warga membaca peraturan yang berlaku", ("Peraturan terunggah dalam 7 hari", "persen", "up", 44,
          78, 100)),
    _plan("RTRW", "Peta Tata Ruang Warga", "PUPR", "spatial", "build", (14, 13), 310,
          "owner! lead! gis data", "Warga tahu boleh membangun apa di mana",
          ("Lama keterangan rencana kota", "hari", "down", 12, 8, 2)),
    _plan("JALAN", "Jalan Kita", "PUPR", "infrastructure", "test", (16, 7), 240,
          "owner! lead! gis", "Lubang jalan dilaporkan dan ditutup",
          ("Lubang ditutup dalam 7 hari", "persen", "up", 33, 58, 90)),
    _plan("RUMAH", "Data Rumah Layak Huni", "PERKIM", "housing", "analysis", (6, 17), 170, "owner! lead gis",
          "Bantuan rumah menurut keadaan yang terbukti", ("Rumah terverifikasi", "persen", "up", 8, 15, 90)),
    _plan("KERJA", "Bursa Kerja Wanasari", "NAKER", "employment", "rollout", (21, 5), 280,
          "owner! lead! trainer", "Pencari kerja bertemu lowongan dan pelatihan",
          ("Pencari kerja ditempatkan", "orang per bulan", "up", 85, 142, 250)),
    _plan("ANAK", "Aduan Perempuan dan Anak", "PPPA", "social", "build", (8, 12), 210, SMALL,
          "Korban ditangani dalam satu hari", ("Aduan ditangani dalam 24 jam", "persen", "up", 54, 63, 98)),
    _plan("PANGAN", "Peta Kerawanan Pangan", "PANGAN", "food", "analysis", (7, 15), 200, "owner! lead data",
          "Bantuan pangan sebelum kekurangan terjadi", ("Kelurahan rawan tertangani", "persen", "up", 40,
          47, 90)),
    _plan("SAMPAH", "Sampah Terpilah", "LH", "environment", "build", (10, 13), 220, "owner! lead! operator",
          "Jadwal angkut terbuka, bank sampah tercatat", ("Sampah terpilah", "persen", "up", 14, 22, 50)),
    _plan("UDARA", "Pantau Udara Kota", "LH", "environment", "test", (12, 5), 130, PAIR,
          "Warga tahu mutu udara hari ini", ("Titik pantau aktif", "titik", "up", 3, 9, 12)),
    _plan("KB", "Keluarga Siaga", "PPKB", "population", "build", (9, 12), 180, SMALL,
          "Keluarga berisiko tengkes didampingi", ("Anak tengkes", "persen", "down", 18.4, 15.2, 10)),
    _plan("TRAYEK", "Angkot Tepat Waktu", "PERHUBUNGAN", "transport", "build", (12, 14), 260,
          "owner! lead! gis", "Waktu tunggu angkutan terlihat di halte",
          ("Waktu tunggu angkutan", "menit", "down", 23, 18, 8)),
    _plan("PARKIR", "Parkir Elektronik", "PERHUBUNGAN", "transport", "rollout", (23, 4), 210, DESK,
          "Retribusi parkir masuk kas daerah", ("Retribusi parkir", "juta rupiah per bulan", "up", 410,
          690, 1100),
          "vendor"),
    _plan("MINAT", "Peluang Investasi", "DPMPTSP", "licensing", "analysis", (5, 16), 150, PAIR,
          "Penanam modal menemukan lahan dan syaratnya", ("Minat menjadi izin", "persen", "up", 11, 13, 30)),
    _plan("OLAHRAGA", "Pesan Gelanggang", "DISPORA", "booking", "rollout", (15, 3), 70, SMALL,
          "Warga memesan lapangan secara adil", ("Jam gelanggang terpakai", "persen", "up", 38, 61, 80)),
    _plan("WISATA", "Jelajah Wanasari", "DISPARBUD", "tourism", "test", (13, 6), 140, PAIR,
          "Pengunjung tinggal lebih lama dan belanja di usaha kecil",
          ("Lama tinggal", "hari", "up", 1.2, 1.5, 2.2)),
    _plan("ARSIP", "Arsip Elektronik Kota", "ARPUS", "archive", "build", (16, 12), 160,
        "owner! lead! archivist",
          "Berkas warga ditemukan dalam hitungan menit", ("Berkas ditemukan dalam 1 jam", "persen", "up",
          29, 47, 90)),
    _plan("DAMKAR", "Tanggap 112", "DAMKAR", "emergency", "test", (17, 6), 390, "owner! lead! operator",
          "Satu nomor darurat, regu terdekat berangkat", ("Waktu tanggap", "menit", "down", 19, 14, 8)),
    _plan("BENCANA", "Peringatan Dini Longsor", "BPBD", "emergency", "build", (11, 13), 350,
        "owner! lead! gis",
          "Warga lereng diberi tahu sebelum tanah bergerak", ("Kelurahan lereng terpantau", "persen",
          "up", 20, 41, 100)),
    _plan("TERTIB", "Patroli Tertib", "SATPOLPP", "order", "analysis", (5, 14), 90, PAIR,
          "Aduan ketertiban dijawab dengan patroli", ("Aduan ketertiban terjawab", "persen", "up", 48, 52,
          85)),
    _plan("RSUD", "Antrean RSUD", "RSUD", "health", "rollout", (19, 4), 370, "owner! lead! operator trainer",
          "Pasien datang pada jamnya", ("Waktu tunggu rawat jalan", "menit", "down", 142, 96, 45)),
    _plan("AUDIT", "Tindak Lanjut Temuan", "INSPEKTORAT", "audit", "build", (8, 11), 150,
        "owner! lead audit!",
          "Temuan pemeriksaan selesai, bukan berulang", ("Temuan selesai", "persen", "up", 61, 70, 95)),
)  # fmt: skip
