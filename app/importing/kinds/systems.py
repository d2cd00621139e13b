"""Systems under construction: roles, needs, who serves them, milestones, indicators, holds."""

from app.importing.kinds._base import Field, Kind
from app.importing.kinds.records import NAME, NIP
from app.importing.values import status
from app.importing.values.dates import read_date
from app.importing.values.lists import read_percents
from app.importing.values.text import read_code, read_integer, read_level, read_number, read_text, read_yes

SYSTEM = Field("system", read_code, ("kode sistem", "sistem"), required=True, vital=True)
ROLE = Field("role", read_code, ("kode peran", "peran"), required=True, vital=True)

SYSTEMS = Kind(
    code="systems",
    title="Sistem",
    title_en="Systems",
    needs=(("code",), ("name",), ("planned_finish",)),
    sheet_words=("sistem", "aplikasi", "spbe"),
    fields=(
        Field("code", read_code, ("kode sistem", "kode"), required=True, vital=True),
        Field("name", read_text, ("nama sistem", "nama aplikasi", "sistem"), required=True),
        Field("unit_code", read_code, ("kode unit", "kode opd", "unor id")),
        Field("unit_name", read_text, ("perangkat daerah", "opd", "nama unit", "unor nama", "pemilik")),
        Field("kind", read_code, ("jenis sistem", "jenis")),
        Field("purpose", read_text, ("tujuan", "kegunaan")),
        Field("service", read_text, ("layanan warga", "layanan", "manfaat warga")),
        Field("stage", status.one_of(status.STAGE, "stage"), ("tahap", "status pengembangan"), required=True),
        Field("built_by", status.one_of(status.BUILT_BY, "built_by"), ("dibangun oleh", "pengembang")),
        Field("started_on", read_date, ("mulai", "tanggal mulai")),
        Field("planned_finish", read_date, ("target selesai", "rencana selesai", "tanggal selesai"),
            required=True,
              vital=True),
        Field("value_per_month", read_integer, ("nilai per bulan", "nilai bagi warga per bulan")),
    ),
)  # fmt: skip

ROLES = Kind(
    code="roles",
    title="Peran pada sistem",
    title_en="System roles",
    needs=(("system",), ("code",), ("name",), ("needed_percent", "is_key")),
    sheet_words=("peran",),
    competency_columns=True,
    fields=(
        SYSTEM,
        Field("code", read_code, ("kode peran",), required=True, vital=True),
        Field("name", read_text, ("nama peran", "peran"), required=True),
        Field("needed_percent", read_integer, ("kebutuhan persen", "kebutuhan")),
        Field("is_key", read_yes, ("peran kunci", "kunci")),
        Field("ramp", read_percents, ("masa belajar", "ramp")),
        Field("handover_rounds", read_integer, ("babak serah terima", "serah terima")),
    ),
)

ROLE_NEEDS = Kind(
    code="role_needs",
    title="Kebutuhan kompetensi peran",
    title_en="Role needs",
    needs=(("system",), ("role",), ("competency",), ("level",)),
    sheet_words=("kebutuhan kompetensi", "kebutuhan peran"),
    fields=(
        SYSTEM,
        ROLE,
        Field("competency", read_code, ("kode kompetensi", "kompetensi"), required=True, vital=True),
        Field("level", read_level, ("level", "tingkat"), required=True, vital=True),
    ),
)

ROLE_SERVICE = Kind(
    code="role_service",
    title="Petugas peran",
    title_en="Service on roles",
    needs=(("nip",), ("system",), ("role",), ("since",)),
    sheet_words=("petugas", "pemegang peran", "tim kerja"),
    fields=(
        NIP,
        NAME,
        SYSTEM,
        ROLE,
        Field("share", read_integer, ("porsi persen", "porsi", "porsi waktu")),
        Field("via", status.one_of(status.VIA, "via"), ("melalui", "dasar penugasan")),
        Field("decree_no", read_text, ("nomor sk tim", "nomor sk", "no sk")),
        Field("since", read_date, ("sejak", "mulai", "tmt"), required=True, vital=True),
        Field("until", read_date, ("sampai", "selesai")),
    ),
)

MILESTONES = Kind(
    code="milestones",
    title="Tonggak sistem",
    title_en="Milestones",
    needs=(("system",), ("name",), ("planned_on",)),
    sheet_words=("tonggak", "milestone"),
    fields=(
        SYSTEM,
        Field("name", read_text, ("tonggak", "nama tonggak"), required=True, vital=True),
        Field("planned_on", read_date, ("rencana", "tanggal rencana"), required=True, vital=True),
        Field("actual_on", read_date, ("tercapai", "tanggal tercapai")),
    ),
)

INDICATORS = Kind(
    code="indicators",
    title="Indikator layanan",
    title_en="Service indicators",
    needs=(("system",), ("name",), ("unit",)),
    sheet_words=("indikator",),
    fields=(
        SYSTEM,
        Field("name", read_text, ("indikator", "nama indikator"), required=True, vital=True),
        Field("unit", read_text, ("satuan",), required=True),
        Field("better", status.one_of(status.BETTER, "better"), ("arah baik", "arah"), required=True),
        Field("target", read_number, ("target",)),
    ),
)

READINGS = Kind(
    code="readings",
    title="Nilai indikator",
    title_en="Indicator readings",
    needs=(("system",), ("indicator",), ("read_on",), ("value",)),
    sheet_words=("nilai indikator", "capaian"),
    fields=(
        SYSTEM,
        Field("indicator", read_text, ("indikator", "nama indikator"), required=True, vital=True),
        Field("read_on", read_date, ("tanggal", "tanggal nilai"), required=True, vital=True),
        Field("value", read_number, ("nilai", "capaian"), required=True, vital=True),
    ),
)

HOLDS = Kind(
    code="holds",
    title="Penahanan",
    title_en="Holds",
    needs=(("nip",), ("system",), ("role",), ("reason",), ("until",)),
    sheet_words=("penahanan", "tahan"),
    fields=(
        NIP,
        NAME,
        SYSTEM,
        ROLE,
        Field("reason", read_text, ("alasan",), required=True),
        Field("from_date", read_date, ("mulai", "sejak"), required=True, vital=True),
        Field("until", read_date, ("sampai",), required=True, vital=True),
        Field("status", status.one_of(status.HOLD_STATUS, "hold_status"), ("status", "keputusan")),
    ),
)
