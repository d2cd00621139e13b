"""The training catalogue: courses, what they lift, and their dated sessions."""

from app.importing.kinds._base import Field, Kind
from app.importing.values import status
from app.importing.values.dates import read_date
from app.importing.values.lists import read_list
from app.importing.values.text import read_code, read_integer, read_level, read_text, read_yes

COURSE = Field("course", read_code, ("kode pelatihan",), required=True, vital=True)

COURSES = Kind(
    code="courses",
    title="Katalog pelatihan",
    title_en="Training catalogue",
    needs=(("code",), ("name",), ("hours",), ("mode", "kind")),
    sheet_words=("katalog pelatihan", "pelatihan", "katalog"),
    fields=(
        Field("code", read_code, ("kode pelatihan", "kode"), required=True, vital=True),
        Field("name", read_text, ("nama pelatihan", "pelatihan"), required=True),
        Field("kind", read_code, ("jenis pelatihan", "jenis")),
        Field("mode", status.one_of(status.MODE, "mode"), ("cara", "moda", "metode"), required=True),
        Field("provider", read_text, ("penyelenggara",)),
        Field("hours", read_integer, ("jp", "jumlah jam", "jam pelajaran"), required=True, vital=True),
        Field("cost", read_integer, ("biaya per orang", "biaya")),
        Field("self_paced", read_yes, ("mulai kapan saja", "mandiri")),
        Field("duration_days", read_integer, ("lama hari", "durasi hari")),
        Field("prerequisites", read_list, ("prasyarat", "kode prasyarat")),
    ),
)

COURSE_OUTCOMES = Kind(
    code="course_outcomes",
    title="Hasil pelatihan",
    title_en="Course outcomes",
    needs=(("course",), ("competency",), ("to_level",)),
    sheet_words=("hasil pelatihan",),
    fields=(
        COURSE,
        Field("competency", read_code, ("kode kompetensi", "kompetensi"), required=True, vital=True),
        Field("from_level", read_level, ("dari level", "level awal")),
        Field("to_level", read_level, ("ke level", "level akhir"), required=True, vital=True),
    ),
)

COURSE_SESSIONS = Kind(
    code="course_sessions",
    title="Jadwal pelatihan",
    title_en="Course sessions",
    needs=(("course",), ("starts_on",), ("ends_on",), ("seats",)),
    sheet_words=("jadwal pelatihan", "jadwal"),
    fields=(
        COURSE,
        Field("starts_on", read_date, ("mulai", "tanggal mulai"), required=True, vital=True),
        Field("ends_on", read_date, ("selesai", "tanggal selesai"), required=True, vital=True),
        Field("seats", read_integer, ("kursi", "jumlah kursi", "kuota"), required=True, vital=True),
        Field("seats_taken", read_integer, ("kursi terisi", "terisi")),
        Field("place", read_text, ("tempat", "lokasi")),
    ),
)
