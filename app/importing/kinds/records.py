"""What is known of a person beyond the main data: assessments, performance, sanctions, careers, training."""

from app.importing.kinds._base import Field, Kind
from app.importing.values import status
from app.importing.values.dates import read_date
from app.importing.values.nip import read_nip
from app.importing.values.posts import read_echelon, read_functional_level, read_post_kind
from app.importing.values.text import read_code, read_integer, read_level, read_text

NIP = Field("nip", read_nip, ("nip", "nip baru"), required=True, vital=True)
NAME = Field("person_name", read_text, ("nama", "nama pegawai", "nama lengkap"))

ASSESSMENTS = Kind(
    code="assessments",
    title="Hasil asesmen kompetensi",
    title_en="Competency assessments",
    needs=(("nip",), ("assessed_on",), ("level", "level:")),
    sheet_words=("asesmen", "assessment", "uji kompetensi", "hasil penilaian kompetensi"),
    competency_columns=True,
    fields=(
        NIP,
        NAME,
        Field("competency", read_code, ("kode kompetensi", "kompetensi", "nama kompetensi")),
        Field("level", read_level, ("level", "level kompetensi", "hasil", "nilai level")),
        Field("source", status.one_of(status.SOURCE, "source"), ("sumber", "metode", "jenis penilaian")),
        Field("assessed_on", read_date, ("tanggal asesmen", "tanggal penilaian", "tgl asesmen", "tanggal uji",
              "tanggal"), required=True, vital=True),
        Field("valid_until", read_date, ("berlaku sampai", "masa berlaku")),
        Field("assessed_by", read_text, ("penilai", "lembaga penilai", "asesor")),
        Field("evidence", read_text, ("bukti", "nomor sertifikat", "no sertifikat", "keterangan bukti")),
    ),
)  # fmt: skip

PERFORMANCE = Kind(
    code="performance",
    title="Kinerja",
    title_en="Performance",
    needs=(("nip",), ("year",), ("predicate", "result")),
    sheet_words=("kinerja", "skp"),
    fields=(
        NIP,
        NAME,
        Field("year", read_integer, ("tahun", "tahun penilaian", "tahun kinerja"), required=True, vital=True),
        Field("period", status.one_of(status.PERIOD, "period"), ("periode", "triwulan", "periode penilaian")),
        Field("result", status.one_of(status.EXPECTATION, "expectation"), ("hasil kerja", "hasil kinerja",
              "rating hasil kerja")),
        Field("behaviour", status.one_of(status.EXPECTATION, "expectation"), ("perilaku kerja", "perilaku",
              "rating perilaku")),
        Field("predicate", status.one_of(status.PREDICATE, "predicate"), ("predikat kinerja", "predikat",
              "kuadran kinerja", "kuadran kinerja nilai")),
    ),
)  # fmt: skip

SANCTIONS = Kind(
    code="sanctions",
    title="Hukuman disiplin",
    title_en="Sanctions",
    needs=(("nip",), ("kind",), ("from_date",), ("level",)),
    sheet_words=("hukuman", "disiplin", "sanksi"),
    fields=(
        NIP,
        NAME,
        Field("level", status.one_of(status.SANCTION_LEVEL, "sanction_level"), ("tingkat hukuman", "tingkat"),
              required=True, vital=True),
        Field("kind", read_text, ("jenis hukuman", "hukuman disiplin", "hukuman"), required=True),
        Field("from_date", read_date, ("tmt hukuman", "mulai", "tmt mulai", "tanggal mulai"), required=True,
              vital=True),
        Field("to_date", read_date, ("sampai", "tmt selesai", "tanggal selesai", "akhir hukuman")),
    ),
)  # fmt: skip

POST_HISTORY = Kind(
    code="post_history",
    title="Riwayat jabatan",
    title_en="Post history",
    needs=(("nip",), ("title",), ("from_date",), ("to_date", "decree_no")),
    sheet_words=("riwayat jabatan", "riwayat", "rw jabatan"),
    fields=(
        NIP,
        NAME,
        Field("title", read_text, ("nama jabatan", "jabatan", "jabatan nama"), required=True, vital=True),
        Field("unit_name", read_text, ("nama unor", "unor nama", "unit organisasi", "unit kerja", "unor")),
        Field("kind", read_post_kind, ("jenis jabatan", "jenis jabatan nama")),
        Field("echelon", read_echelon, ("eselon", "eselon nama", "eselon id")),
        Field("functional_level", read_functional_level, ("jenjang", "jenjang jabatan")),
        Field("from_date", read_date, ("tmt jabatan", "tmt mulai", "mulai"), required=True, vital=True),
        Field("to_date", read_date, ("sampai", "tmt selesai", "tanggal selesai")),
        Field("decree_no", read_text, ("nomor sk", "no sk", "nomorsk")),
    ),
)  # fmt: skip

TRAINING_RECORDS = Kind(
    code="training_records",
    title="Riwayat pelatihan",
    title_en="Training attended",
    needs=(("nip",), ("name",), ("hours",), ("ended_on",)),
    sheet_words=("riwayat pelatihan", "diklat", "kursus", "pelatihan"),
    fields=(
        NIP,
        NAME,
        Field("kind", read_code, ("kode jenis pelatihan", "jenis pelatihan", "jenis diklat")),
        Field("name", read_text, ("nama pelatihan", "nama kursus", "nama diklat", "latihan struktural nama"),
              required=True, vital=True),
        Field("hours", read_integer, ("jumlah jam", "jp", "jam pelajaran"), required=True, vital=True),
        Field("ended_on", read_date, ("tanggal selesai", "tanggal selesai kursus", "tgl selesai"),
            required=True,
              vital=True),
        Field("started_on", read_date, ("tanggal mulai", "tanggal kursus", "tgl mulai")),
        Field("certificate_no", read_text, ("nomor sertifikat", "nomor sertipikat", "no sertifikat")),
        Field("competency", read_code, ("kode kompetensi", "kompetensi")),
    ),
)  # fmt: skip

RELATIONS = Kind(
    code="relations",
    title="Hubungan keluarga yang dinyatakan",
    title_en="Declared relations",
    needs=(("nip",), ("other",), ("kind",)),
    sheet_words=("hubungan", "benturan kepentingan"),
    fields=(
        NIP,
        NAME,
        Field("other", read_nip, ("nip kerabat", "nip terkait", "nip lain"), required=True, vital=True),
        Field(
            "kind", status.one_of(status.RELATION, "relation"), ("hubungan", "jenis hubungan"), required=True
        ),
    ),
)

TALENT_BOXES = Kind(
    code="talent_boxes",
    title="Kotak talenta",
    title_en="Talent boxes",
    needs=(("nip",), ("year",), ("box",)),
    sheet_words=("talenta", "kotak talenta", "nine box"),
    fields=(
        NIP,
        NAME,
        Field("year", read_integer, ("tahun",), required=True, vital=True),
        Field("box", read_integer, ("kotak", "kotak talenta", "box"), required=True, vital=True),
    ),
)
