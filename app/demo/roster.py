"""The roster as SIASN exports it, with the dirt that real exports carry, and a DUK of two departments."""

from datetime import date
from typing import Any

from app.demo.city import City
from app.demo.dice import Dice
from app.demo.shape import Person
from app.demo.spelling import TITLE_OF, long_date, loose_date, loose_nip, loose_rank, plain_date

HEADINGS = (
    "PNS ID", "NIP BARU", "NAMA", "GELAR DEPAN", "GELAR BELAKANG", "TANGGAL LAHIR", "JENIS KELAMIN",
    "AGAMA", "NIK",
    "JENIS PEGAWAI NAMA", "KEDUDUKAN HUKUM NAMA", "TMT CPNS", "AKHIR KONTRAK", "GOL AKHIR NAMA",
    "TMT GOLONGAN",
    "JENIS JABATAN NAMA", "JABATAN NAMA", "ESELON", "TMT JABATAN", "TMT PELANTIKAN",
    "TINGKAT PENDIDIKAN NAMA",
    "PENDIDIKAN NAMA", "UNOR NAMA", "UNOR INDUK NAMA", "KET. LAIN",
)  # fmt: skip
NUMERIC_NIPS, WRONG_BIRTHS, TWICE, REPEATED, WRONG_DATES = 10, 2, 3, 2, 2
NULL_DATES, SEX_DIFFERS, NO_FIELD, NO_LEVEL, OTHER_UNIT, START_DIFFERS = 39, 4, 13, 5, 22, 2
OLD_NAME = "Dinas Kominfo & Persandian"
LEVEL_WORDS = {
    "S1": "S-1/Sarjana",
    "S2": "S-2",
    "D3": "Diploma III/Sarjana Muda",
    "SMA": "SLTA",
    "D4": "Diploma IV",
}


def siasn_rows(city: City, spared: set[str]) -> list[list[Any]]:
    """Return the rows of the export; people whose NIP is spared keep clean rows."""
    dice = Dice(city.seed + 1)
    departments = {unit.code: unit.name for unit in city.units}
    lines = [_line(dice, person, departments, number) for number, person in enumerate(city.people)]
    return [[line[heading] for heading in HEADINGS] for line in _spoil(dice, city, lines, spared)]


def _line(dice: Dice, person: Person, departments: dict[str, str], number: int) -> dict[str, Any]:
    post = person.post
    kind = {"STAFF": "Jabatan Pelaksana"}.get(
        post.kind, "Jabatan Fungsional" if post.level else "Jabatan Struktural"
    )
    return {
        "PNS ID": f"A8ACA{number:05X}",
        "NIP BARU": loose_nip(dice, person.nip),
        "NAMA": person.name.upper(),
        "GELAR DEPAN": person.front,
        "GELAR BELAKANG": person.back,
        "TANGGAL LAHIR": loose_date(dice, person.birth),
        "JENIS KELAMIN": person.sex,
        "AGAMA": "disamarkan",
        # No region has this number: it only looks like a NIK.
        "NIK": f"3299{number:012d}",
        "JENIS PEGAWAI NAMA": person.employment,
        "KEDUDUKAN HUKUM NAMA": person.status,
        "TMT CPNS": loose_date(dice, person.start),
        "AKHIR KONTRAK": plain_date(person.contract_end),
        "GOL AKHIR NAMA": loose_rank(dice, person.rank),
        "TMT GOLONGAN": loose_date(dice, person.rank_since),
        "JENIS JABATAN NAMA": kind,
        "JABATAN NAMA": post.title,
        "ESELON": post.echelon,
        "TMT JABATAN": loose_date(dice, person.since),
        "TMT PELANTIKAN": plain_date(person.installed),
        "TINGKAT PENDIDIKAN NAMA": LEVEL_WORDS[person.education],
        "PENDIDIKAN NAMA": f"{person.education} {person.field_of_study}".upper(),
        "UNOR NAMA": post.unit.name,
        "UNOR INDUK NAMA": departments[post.unit.department],
        "KET. LAIN": dice.pick(("", 0.97), ("cek berkas", 0.03)),
        "_nip": person.nip,
        "_department": post.unit.department,
        "_level": post.level,
    }


def _spoil(dice: Dice, city: City, lines: list[dict[str, Any]], spared: set[str]) -> list[dict[str, Any]]:
    plain = [line for line in lines if line["_nip"] not in spared]
    chosen = iter(dice.sample(plain, 200))
    for _ in range(NUMERIC_NIPS):
        line = next(chosen)
        line["NIP BARU"] = float(line["_nip"])
    for _ in range(WRONG_BIRTHS):
        line = next(chosen)
        line["NIP BARU"] = f"{line['_nip'][:4]}0231{line['_nip'][8:]}"
    for _ in range(WRONG_DATES):
        next(chosen)["TMT JABATAN"] = "31-06-2025"
    for _ in range(NULL_DATES):
        next(chosen)["TMT JABATAN"] = "01-01-0001"
    for _ in range(SEX_DIFFERS):
        line = next(chosen)
        line["JENIS KELAMIN"] = "P" if line["JENIS KELAMIN"] == "L" else "L"
    for _ in range(NO_FIELD):
        line = next(chosen)
        line["TINGKAT PENDIDIKAN NAMA"] = f"{LEVEL_WORDS['S1'].split('/')[0].replace('-', '')} -"
        line["PENDIDIKAN NAMA"] = ""
    for _ in range(START_DIFFERS):
        line = next(chosen)
        year = int(line["_nip"][8:12])
        line["TMT CPNS"] = f"01-03-{year + 1}"
    for line in dice.some(
        [one for one in plain if one["_level"] == "Ahli Muda" and "Analis" in one["JABATAN NAMA"]], NO_LEVEL
    ):
        line["JABATAN NAMA"] = line["JABATAN NAMA"].removesuffix(f" {line['_level']}")
    for line in dice.some([one for one in plain if one["_department"] == "KOMINFO"], OTHER_UNIT):
        line["UNOR INDUK NAMA"] = OLD_NAME
    doubled: list[dict[str, Any]] = []
    for _ in range(TWICE):
        line = next(chosen)
        doubled.append({**line, "JABATAN NAMA": "Pengadministrasi Perkantoran", "TMT JABATAN": "02-01-2026"})
    doubled += [dict(next(chosen)) for _ in range(REPEATED)]
    return lines + doubled


def duk_sheet(city: City) -> tuple[list[str], list[list[Any]]]:
    """Return title lines and rows of a DUK: sections by department, NIP below the name."""
    titles = [
        "DAFTAR URUT KEPANGKATAN PEGAWAI NEGERI SIPIL",
        "PEMERINTAH KOTA WANASARI",
        f"KEADAAN {long_date(city.as_of).upper()}",
    ]
    rows: list[list[Any]] = []
    for department in ("KOMINFO", "DPMPTSP"):
        name = next(unit.name for unit in city.units if unit.code == department)
        rows.append([name.upper()])
        members = [
            person
            for person in city.people
            if person.post.unit.department == department and person.employment == "PNS"
        ]
        members.sort(key=lambda person: (person.rank, person.rank_since), reverse=True)
        for number, person in enumerate(members, start=1):
            rows.append(_duk_row(number, person, city.as_of))
        rows.append(["Jumlah", f"{len(members)} orang"])
    rows.append([])
    rows.append([f"Wanasari, {long_date(city.as_of)}"])
    rows.append(["Kepala Badan Kepegawaian dan Pengembangan Sumber Daya Manusia"])
    return titles, rows


def _duk_row(number: int, person: Person, as_of: date) -> list[Any]:
    name = " ".join(part for part in (person.front, person.name) if part)
    name = f"{name}, {person.back}" if person.back else name
    title = TITLE_OF[person.rank].title().replace("Tk I", "Tk. I")
    months = (as_of.year - person.start.year) * 12 + as_of.month - person.start.month
    return [
        number, f"{name}\nNIP. {person.nip}", f"{title} ({person.rank})", plain_date(person.rank_since),
        person.post.title, person.post.echelon or "-", plain_date(person.since), months // 12, months % 12,
        person.field_of_study, person.education, plain_date(person.birth), "",
    ]  # fmt: skip
