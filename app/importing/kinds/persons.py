"""Persons: the SIASN export, the local SIMPEG lists, and the seniority list (DUK)."""

from app.importing.kinds._base import Field, Kind
from app.importing.values import status
from app.importing.values.dates import read_date
from app.importing.values.education import read_education, read_field_of_study
from app.importing.values.nip import read_nip
from app.importing.values.posts import read_echelon, read_functional_level, read_post_kind
from app.importing.values.rank import read_rank
from app.importing.values.text import read_code, read_text

NAME_WITH_NIP = "name_nip"
"""A column that holds the name and, on its second line, the NIP."""

PERSONS = Kind(
    code="persons",
    title="Pegawai",
    title_en="Persons",
    needs=(("nip", NAME_WITH_NIP), ("name", NAME_WITH_NIP)),
    sheet_words=("pegawai", "nominatif", "duk", "daftar urut kepangkatan", "data utama", "asn", "roster"),
    fields=(
        Field(
            "nip", read_nip, ("nip baru", "nip", "nip 18", "nip pegawai", "nomor induk pegawai", "ni pppk",
            "nip ni pppk", "nip nippk", "no induk pegawai", "nip nipppk"), required=True, vital=True,
            remembered=False,
        ),
        Field(
            NAME_WITH_NIP, read_text, ("nama nip", "nama dan nip", "nama lengkap nip", "nama pegawai nip",
            "nama nip pangkat", "nama tempat tgl lahir nip"), remembered=False,
        ),
        Field(
            "name", read_text, ("nama", "nama lengkap", "nama pegawai", "nama asn", "nama pns",
            "nama dan gelar",
            "nama lengkap dengan gelar"), required=True, vital=True, remembered=False,
        ),
        Field("front_title", read_text, ("gelar depan", "gelar dpn")),
        Field("back_title", read_text, ("gelar belakang", "gelar blk")),
        Field("birth_date", read_date, ("tanggal lahir", "tgl lahir", "tgl lahir usia", "lahir"),
            remembered=False),
        Field("sex", status.one_of(status.SEX, "sex"), ("jenis kelamin", "l p", "jk", "kelamin", "sex")),
        Field(
            "employment_kind", status.one_of(status.EMPLOYMENT, "employment"),
            ("jenis pegawai nama", "jenis pegawai", "jenis asn", "status kepegawaian", "status cpns pns",
             "status pegawai", "jenis kepegawaian"),
        ),
        Field(
            "legal_status", status.one_of(status.LEGAL, "legal"),
            ("kedudukan hukum nama", "kedudukan hukum", "kedudukan pns nama", "status aktif",
                "kedudukan asn"),
        ),
        Field(
            "service_start", read_date, ("tmt cpns", "tmt cpns pppk", "tmt pengangkatan", "tmt masuk",
            "tmt pppk"),
        ),
        Field("contract_ends_on", read_date, ("akhir kontrak", "kontrak berakhir", "tmt akhir kontrak",
              "tanggal akhir perjanjian", "masa perjanjian sampai")),
        Field(
            "rank", read_rank, ("gol akhir nama", "golongan", "gol ruang", "gol", "pangkat gol ruang",
            "pangkat golongan", "nama golongan", "gol akhir", "golongan ruang", "golru", "pangkat gol",
            "pangkat golongan ruang", "pangkat", "gol ruang akhir", "pangkat nama", "gol akhir id"),
        ),
        Field(
            "rank_since", read_date, ("tmt golongan", "tmt gol akhir", "tmt pangkat", "pangkat tmt",
            "tmt gol",
            "tmt gol ruang", "pangkat golongan tmt", "pangkat gol ruang tmt", "tmt kp"),
        ),
        Field(
            "post_kind", read_post_kind, ("jenis jabatan nama", "jenis jabatan", "jenis jab",
            "kelompok jabatan"),
        ),
        Field("post_code", read_code, ("jabatan id", "kode jabatan", "id jabatan", "kd jabatan")),
        Field(
            "post_title", read_text, ("jabatan nama", "nama jabatan", "jabatan", "jabatan aktif",
            "jabatan terakhir",
            "jabatan sekarang", "jabatan nama jabatan"),
        ),
        Field(
            "echelon", read_echelon, ("eselon", "eselon nama", "jabatan eselon", "esl", "ese", "eselon level",
            "eselon id"),
        ),
        Field(
            "functional_level", read_functional_level, ("jenjang", "jenjang jabatan", "asn jenjang jabatan",
            "jabatan jenjang"),
        ),
        Field(
            "post_since", read_date, ("tmt jabatan", "jabatan tmt", "tmt jab", "tmt eselon",
            "terhitung mulai jabatan",
            "tmt jabatan terakhir"), vital=True,
        ),
        Field("installed_on", read_date, ("tmt pelantikan", "tanggal pelantikan", "tgl pelantikan")),
        Field("education_level", read_education, ("tingkat pendidikan nama", "tingkat pendidikan",
              "pendidikan tingkat ijazah", "tk pendidikan", "pendidikan terakhir", "pendidikan tingkat",
              "jenjang pendidikan", "ijazah", "tkt pendidikan")),
        Field("education_field", read_field_of_study, ("pendidikan nama", "jurusan", "program studi",
            "bidang studi",
              "pendidikan jurusan", "nama pendidikan", "prodi", "pendidikan")),
        Field("unit_code", read_code, ("unor id", "kd unor", "kode unor", "kode unit", "unit id", "id unor")),
        Field(
            "unit_name", read_text, ("unor nama", "unor", "unit organisasi", "unit kerja", "nama unor",
            "nama unit",
            "unit organisasi nama", "satker", "sub unit", "bidang"),
        ),
        # Local systems write the path to the unit in levels; the deepest one that is filled counts.
        *(
            Field(f"unit_{level}", read_text, (f"unor {level}", f"unit kerja {level}", f"unor level {level}"))
            for level in (2, 3, 4)
        ),
        Field(
            "department_name", read_text, ("unor induk nama", "unor induk", "perangkat daerah", "opd", "skpd",
            "instansi satuan kerja", "satuan kerja nama", "satuan kerja", "nama opd", "satuan kerja induk",
            "unor 1", "dinas", "unit kerja induk"),
        ),
    ),
)  # fmt: skip
