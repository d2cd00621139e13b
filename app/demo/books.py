"""The spreadsheets of the demo city, in the order in which a bureau would bring them."""

from pathlib import Path
from typing import Any

from app.demo.catalogue import LEVEL_WORDS, NATIONAL, TECHNICAL
from app.demo.city import City
from app.demo.dice import Dice
from app.demo.roster import HEADINGS, duk_sheet, siasn_rows
from app.demo.sheets import SheetPlan, write_book
from app.demo.spelling import long_date, plain_date
from app.demo.systems_book import system_sheets

POST_HEADINGS = (
    "KODE JABATAN", "NAMA JABATAN", "KODE UNIT", "NAMA UNIT", "JENIS JABATAN", "ESELON", "JENJANG", "NAMA JF",
    "KELAS JABATAN", "FORMASI", "PANGKAT TERENDAH", "PANGKAT TERTINGGI", "PENDIDIKAN MINIMAL", "BIDANG STUDI",
    "MEMIMPIN UNIT", "RAWAN KORUPSI", "PERSETUJUAN KHUSUS",
)  # fmt: skip
POST_KINDS = {
    "SENIOR_EXECUTIVE": "JPT Pratama", "ADMINISTRATOR": "Administrator", "SUPERVISOR": "Pengawas",
    "STAFF": "Pelaksana", "FUNCTIONAL_EXPERT": "Fungsional Keahlian",
    "FUNCTIONAL_SKILLED": "Fungsional Keterampilan",
}  # fmt: skip
DUK_HEADINGS = ("No", "Nama / NIP", "Gol/Ruang", "TMT", "Nama Jabatan", "Eselon", "TMT", "Thn", "Bln",
    "Jurusan",
                "Tingkat Ijazah", "Tgl Lahir", "Ket.")  # fmt: skip
DUK_GROUPS = ((2, 3, "Pangkat"), (4, 6, "Jabatan"), (7, 8, "Masa Kerja"), (9, 10, "Pendidikan"))
Rows = list[list[Any]]


def write_books(city: City, folder: Path, spared: set[str]) -> list[Path]:
    """Write all files into the folder and return them in the order of import."""
    folder.mkdir(parents=True, exist_ok=True)
    books: list[tuple[str, list[SheetPlan]]] = [
        ("01_unit_dan_kamus.xlsx", [_units(city), _competencies()]),
        ("02_peta_jabatan.xlsx", [_posts(city)]),
        ("03_siasn_data_utama.xlsx", [_roster(city, spared)]),
        ("04_riwayat_jabatan.xlsx", [_careers(city)]),
        (
            "05_kinerja_disiplin_talenta.xlsx",
            [_performance(city), _sanctions(city), _talent(city), _relations(city)],
        ),
        ("06_asesmen.xlsx", [_national(city), _technical(city)]),
        ("07_sistem_dan_peran.xlsx", system_sheets(city)),
        ("08_katalog_pelatihan.xlsx", _training(city)),
        ("09_duk_kominfo_dpmptsp.xlsx", [_duk(city)]),
    ]
    paths = []
    for name, sheets in books:
        path = folder / name
        write_book(path, sheets)
        paths.append(path)
    return paths


def write_later_roster(later: City, folder: Path, spared: set[str]) -> Path:
    """Write the roster of some days later and return its path."""
    path = folder / "10_nominatif_terbaru.xlsx"
    write_book(path, [_roster(later, spared)])
    return path


def _units(city: City) -> SheetPlan:
    headings = (
        "KODE UNIT",
        "NAMA UNIT",
        "SINGKATAN",
        "JENIS UNIT",
        "KODE INDUK",
        "PERANGKAT DAERAH",
        "URUTAN",
    )
    rows = [
        [unit.code, unit.name, unit.short, unit.kind, unit.parent or "", unit.is_department, number]
        for number, unit in enumerate(city.units, start=1)
    ]
    return SheetPlan("Unit organisasi", headings, rows, ("STRUKTUR ORGANISASI PEMERINTAH KOTA WANASARI",))


def _competencies() -> SheetPlan:
    headings = ("KODE KOMPETENSI", "NAMA KOMPETENSI", "NAMA INGGRIS", "KELOMPOK", "URAIAN",
                *(f"INDIKATOR LEVEL {level}" for level in range(1, 6)))  # fmt: skip
    rows = [
        [code, name, english, "Teknis", about, *(words.format(name=name.lower()) for words in LEVEL_WORDS)]
        for code, (name, english, about) in TECHNICAL.items()
    ]
    return SheetPlan("Kamus kompetensi", headings, rows, ("KAMUS KOMPETENSI TEKNIS",))


def _posts(city: City) -> SheetPlan:
    codes = (*NATIONAL, *TECHNICAL)
    rows = [
        [
            post.code, post.title, post.unit.code, post.unit.name, POST_KINDS[post.kind], post.echelon,
                post.level,
            post.family, post.job_class, post.formation, post.rank_min, post.rank_max, post.education_min,
            "; ".join(post.education_fields), post.leads_unit, post.high_risk, post.special,
            *(post.standard.get(code, "") for code in codes),
        ]
        for post in city.posts
    ]  # fmt: skip
    titles = ("PETA JABATAN DAN STANDAR KOMPETENSI", f"Keadaan {long_date(city.as_of)}")
    return SheetPlan("Peta jabatan", (*POST_HEADINGS, *codes), rows, titles)


def _roster(city: City, spared: set[str]) -> SheetPlan:
    titles = (
        "EKSPOR DATA UTAMA ASN",
        "Instansi: Pemerintah Kota Wanasari",
        f"Keadaan {long_date(city.as_of)}",
    )
    return SheetPlan("Data utama", HEADINGS, siasn_rows(city, spared), titles)


def _careers(city: City) -> SheetPlan:
    headings = ("NIP", "NAMA", "NAMA JABATAN", "NAMA UNOR", "JENIS JABATAN", "ESELON", "JENJANG",
        "TMT JABATAN", "SAMPAI",
                "NOMOR SK")  # fmt: skip
    rows = [
        [
            person.nip, person.name, line.title, line.unit, POST_KINDS[line.kind], line.echelon, line.level,
            plain_date(line.first), plain_date(line.last), line.decree,
        ]
        for person in city.people
        for line in person.career
    ]  # fmt: skip
    return SheetPlan("Riwayat jabatan", headings, rows)


def _performance(city: City) -> SheetPlan:
    headings = ("NIP", "NAMA", "TAHUN", "PERIODE", "HASIL KERJA", "PERILAKU KERJA")
    rows: Rows = [
        [person.nip, person.name, year, period, result, behaviour]
        for person in city.people
        for (year, period), (result, behaviour) in sorted(person.predicates.items())
    ]
    return SheetPlan("Kinerja", headings, rows)


def _sanctions(city: City) -> SheetPlan:
    headings = ("NIP", "NAMA", "TINGKAT HUKUMAN", "JENIS HUKUMAN", "TMT HUKUMAN", "SAMPAI")
    rows = [
        [
            line.person.nip,
            line.person.name,
            line.level,
            line.kind,
            plain_date(line.first),
            plain_date(line.last),
        ]
        for line in city.sanctions
    ]
    return SheetPlan("Hukuman disiplin", headings, rows)


def _talent(city: City) -> SheetPlan:
    rows = [
        [person.nip, person.name, city.as_of.year - 1, person.talent_box]
        for person in city.people
        if person.talent_box is not None
    ]
    return SheetPlan("Kotak talenta", ("NIP", "NAMA", "TAHUN", "KOTAK"), rows)


def _relations(city: City) -> SheetPlan:
    rows = [[one.nip, one.name, other.nip, kind] for one, other, kind in city.relations]
    return SheetPlan("Hubungan", ("NIP", "NAMA", "NIP KERABAT", "HUBUNGAN"), rows)


def _national(city: City) -> SheetPlan:
    dice = Dice(city.seed + 2)
    headings = ("NIP", "NAMA", "TANGGAL ASESMEN", "SUMBER", "PENILAI", *NATIONAL)
    rows: Rows = []
    for person in city.people:
        centre = person.post.kind != "STAFF" and person.post.family not in (
            "Guru",
            "Guru Kelas",
            "Perawat",
            "Bidan",
        )
        day = _day(dice, city)
        source = ("Asesmen", "Pusat Penilaian BKPSDM") if centre else ("Atasan", "Atasan langsung")
        rows.append(
            [person.nip, person.name, day, *source, *(person.levels.get(code, 1) for code in NATIONAL)]
        )
    return SheetPlan("Hasil asesmen", headings, rows, ("HASIL PENILAIAN KOMPETENSI",))


def _technical(city: City) -> SheetPlan:
    dice = Dice(city.seed + 3)
    headings = ("NIP", "NAMA", "KOMPETENSI", "LEVEL", "SUMBER", "TANGGAL ASESMEN", "BUKTI")
    rows: Rows = []
    for person in city.people:
        for code, level in person.levels.items():
            if code in NATIONAL or level == 0:
                continue
            source = dice.pick(("Sertifikat", 0.35), ("Atasan", 0.5), ("Penilaian diri", 0.15))
            proof = f"SERT-{dice.randint(1000, 9999)}/{city.as_of.year - dice.randint(0, 2)}"
            proof = proof if source == "Sertifikat" else ""
            rows.append([person.nip, person.name, code, level, source, _day(dice, city), proof])
    return SheetPlan("Asesmen teknis", headings, rows)


def _day(dice: Dice, city: City) -> str:
    year = city.as_of.year - dice.randint(0, 2)
    return f"{dice.randint(1, 28):02d}-{dice.randint(1, 10):02d}-{year}"


def _training(city: City) -> list[SheetPlan]:
    courses = SheetPlan(
        "Katalog pelatihan",
        ("KODE PELATIHAN", "NAMA PELATIHAN", "JENIS PELATIHAN", "CARA", "PENYELENGGARA", "JP",
            "BIAYA PER ORANG",
         "MULAI KAPAN SAJA", "LAMA HARI", "PRASYARAT"),
        [
            [course.code, course.name, course.kind, course.mode, course.provider, course.hours, course.cost,
             course.self_paced, course.duration_days, "; ".join(course.prerequisites)]
            for course in city.courses
        ],
    )  # fmt: skip
    outcomes = SheetPlan(
        "Hasil pelatihan",
        ("KODE PELATIHAN", "KOMPETENSI", "DARI LEVEL", "KE LEVEL"),
        [
            [course.code, code, low, high]
            for course in city.courses
            for code, (low, high) in course.lifts.items()
        ],
    )
    sessions = SheetPlan(
        "Jadwal pelatihan",
        ("KODE PELATIHAN", "MULAI", "SELESAI", "KURSI", "KURSI TERISI", "TEMPAT"),
        [
            [course.code, plain_date(first), plain_date(last), seats, taken, "Balai Diklat Wanasari"]
            for course in city.courses
            for first, last, seats, taken in course.sessions
        ],
    )
    records = SheetPlan(
        "Riwayat pelatihan",
        ("NIP", "NAMA", "NAMA PELATIHAN", "JENIS PELATIHAN", "JP", "TANGGAL SELESAI", "NOMOR SERTIFIKAT",
            "KOMPETENSI"),
        [
            [person.nip, person.name, course.name, course.kind, course.hours, plain_date(day),
             f"PLT-{number:05d}/{day.year}", next(iter(course.lifts))]
            for number, (person, course, day) in enumerate(city.attended, start=1)
        ],
    )  # fmt: skip
    return [courses, outcomes, sessions, records]


def _duk(city: City) -> SheetPlan:
    titles, rows = duk_sheet(city)
    return SheetPlan("DUK", DUK_HEADINGS, rows, titles, DUK_GROUPS)
