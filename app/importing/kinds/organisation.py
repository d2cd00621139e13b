"""The organisation: units, the post map with its formation, competency standards, the dictionary."""

from app.importing.kinds._base import Field, Kind
from app.importing.values import status
from app.importing.values.education import read_education
from app.importing.values.lists import read_list
from app.importing.values.posts import read_echelon, read_functional_level, read_post_kind
from app.importing.values.rank import read_rank
from app.importing.values.text import read_code, read_integer, read_level, read_text, read_yes

UNITS = Kind(
    code="units",
    title="Unit organisasi",
    title_en="Units",
    needs=(("code",), ("name",), ("parent", "is_department", "kind")),
    sheet_words=("unit", "unor", "struktur", "organisasi", "perangkat daerah"),
    fields=(
        Field(
            "code",
            read_code,
            ("kode unit", "unor id", "kode unor", "kode", "id unor"),
            required=True,
            vital=True,
        ),
        Field(
            "name",
            read_text,
            ("nama unit", "unor nama", "nama unor", "unit organisasi", "nama"),
            required=True,
        ),
        Field("short_name", read_text, ("singkatan", "nama singkat")),
        Field("kind", read_text, ("jenis unit", "jenis", "tipe unit")),
        Field(
            "parent", read_code, ("kode induk", "unor induk id", "kode unit induk", "induk", "unor atasan id")
        ),
        Field("is_department", read_yes, ("perangkat daerah", "opd", "is opd")),
        Field("position", read_integer, ("urutan", "no urut")),
    ),
)

POSTS = Kind(
    code="posts",
    title="Peta jabatan",
    title_en="Post map",
    needs=(("code", "unit_code", "unit_name"), ("title",), ("formation",)),
    sheet_words=("peta jabatan", "formasi", "jabatan", "abk", "anjab"),
    competency_columns=True,
    fields=(
        Field("code", read_code, ("kode jabatan", "jabatan id", "id jabatan"), vital=True),
        Field("title", read_text, ("nama jabatan", "jabatan nama", "jabatan"), required=True, vital=True),
        Field("unit_code", read_code, ("kode unit", "unor id", "kode unor")),
        Field("unit_name", read_text, ("nama unit", "unor nama", "unit organisasi", "unit kerja", "unor")),
        Field("department_name", read_text, ("perangkat daerah", "opd", "unor induk nama", "satuan kerja")),
        Field("kind", read_post_kind, ("jenis jabatan", "jenis jabatan nama")),
        Field("echelon", read_echelon, ("eselon", "eselon nama")),
        Field("functional_level", read_functional_level, ("jenjang", "jenjang jabatan")),
        Field("functional_family", read_text, ("rumpun jabatan", "rumpun", "nama jf", "jabatan fungsional")),
        Field("job_class", read_integer, ("kelas jabatan", "kelas")),
        Field("formation", read_integer, ("formasi", "jumlah formasi", "kebutuhan", "abk",
            "jumlah kebutuhan"),
              required=True, vital=True),
        Field("rank_min", read_rank, ("pangkat terendah", "golongan terendah", "gol terendah",
            "pangkat minimal")),
        Field("rank_max", read_rank, ("pangkat tertinggi", "golongan tertinggi", "gol tertinggi")),
        Field("education_min", read_education, ("pendidikan minimal", "syarat pendidikan",
            "pendidikan terendah")),
        Field("education_fields", read_list, ("bidang studi", "jurusan", "bidang pendidikan")),
        Field("leads_unit", read_yes, ("memimpin unit", "pimpinan unit", "kepala unit")),
        Field("high_risk", read_yes, ("rawan korupsi", "jabatan rawan", "rawan")),
        Field("special", status.one_of(status.SPECIAL, "special"), ("persetujuan khusus", "khusus")),
    ),
)  # fmt: skip

POST_STANDARDS = Kind(
    code="post_standards",
    title="Standar kompetensi jabatan",
    title_en="Competency standards",
    needs=(("post",), ("competency",), ("level",)),
    sheet_words=("standar kompetensi",),
    fields=(
        Field("post", read_code, ("kode jabatan", "jabatan id"), required=True, vital=True),
        Field(
            "competency",
            read_code,
            ("kode kompetensi", "kompetensi", "nama kompetensi"),
            required=True,
            vital=True,
        ),
        Field(
            "level",
            read_level,
            ("level", "tingkat", "level kompetensi", "syarat level"),
            required=True,
            vital=True,
        ),
    ),
)

COMPETENCIES = Kind(
    code="competencies",
    title="Kamus kompetensi",
    title_en="Competency dictionary",
    needs=(("code",), ("name",), ("family",)),
    sheet_words=("kamus kompetensi", "kompetensi"),
    fields=(
        Field("code", read_code, ("kode kompetensi", "kode"), required=True, vital=True),
        Field("name", read_text, ("nama kompetensi", "kompetensi", "nama"), required=True),
        Field("name_en", read_text, ("nama inggris", "nama kompetensi inggris", "english")),
        Field("family", status.one_of(status.FAMILY, "family"), ("kelompok", "jenis kompetensi", "rumpun"),
              required=True),
        Field("description", read_text, ("uraian", "definisi", "deskripsi")),
        *(
            Field(f"indicators_{level}", read_text, (f"indikator level {level}", f"level {level}"))
            for level in range(1, 6)
        ),
    ),
)  # fmt: skip
