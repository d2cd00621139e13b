"""What single cells mean: NIP, dates, ranks, education, posts and words, clean and dirty."""

from datetime import date, datetime

import pytest

from app.importing.values import Context
from app.importing.values.dates import read_date
from app.importing.values.education import read_education, read_field_of_study
from app.importing.values.lists import read_list, read_percents
from app.importing.values.nip import nip_facts, nip_inside, read_nip
from app.importing.values.posts import kind_from, read_echelon, read_functional_level, read_post_kind
from app.importing.values.rank import RANKS, read_rank
from app.importing.values.status import EMPLOYMENT, LEGAL, PREDICATE, SEX, one_of, predicate_from
from app.importing.values.text import read_integer, read_level, read_number, read_yes

NOW = Context(today="2026-11-24")
NIP = "198609262015051001"


@pytest.mark.parametrize(
    "cell",
    [
        NIP,
        f"'{NIP}",
        "19860926 201505 1 001",
        "19860926.201505.1.001",
        f" {NIP}\u00a0",
        f"NIP. {NIP}",
        f"\ufeff{NIP}",
    ],
)
def test_a_nip_is_read_from_every_usual_spelling(cell):
    assert read_nip(cell, NOW) == (NIP, None)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (None, "nip_empty"),
        ("  ", "nip_empty"),
        (1.98609262015051e17, "nip_as_number"),
        ("1,98609E+17", "nip_as_number"),
        ("1.98609E+17", "nip_as_number"),
        ("198609262015051000", "nip_as_number"),
        ("130123456", "nip_old"),
        ("3201234567890123", "nip_is_nik"),
        ("19860926201505100", "nip_length"),
        ("198602312015051001", "nip_birth"),
        ("202009262026051001", "nip_age"),
        ("194009261965051001", "nip_age"),
        ("198609262015151001", "nip_month"),
        ("198609262015001001", "nip_month"),
        ("198609262031051001", "nip_year"),
        ("198609262015053001", "nip_sex_digit"),
        ("belum ada", "nip_not_digits"),
        ("١٩٨٦٠٩٢٦٢٠١٥٠٥١٠٠١", "nip_not_digits"),
    ],
)
def test_a_wrong_nip_names_its_fault(cell, code):
    value, flaw = read_nip(cell, NOW)
    assert value is None
    assert flaw is not None
    assert flaw.code == code


def test_a_late_appointment_is_only_a_warning():
    value, flaw = read_nip("196009262010051001", NOW)
    assert value == "196009262010051001"
    assert flaw is not None
    assert flaw.code == "nip_order"


def test_the_digits_of_a_nip_tell_birth_appointment_sex_and_kind():
    assert nip_facts(NIP) == (date(1986, 9, 26), 2015, 5, "M", False)
    assert nip_facts("199204032022212005") == (date(1992, 4, 3), 2022, None, "F", True)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"Dedi Kurnia, S.Kom.\nNIP. {NIP}", "Dedi Kurnia, S.Kom."),
        (f"Dedi Kurnia\n{NIP}", "Dedi Kurnia"),
        ("Dedi Kurnia / 19860926 201505 1 001", "Dedi Kurnia"),
    ],
)
def test_a_nip_on_the_second_line_of_the_name_is_found(text, name):
    found = nip_inside(text)
    assert found is not None
    assert found[0] == name
    assert read_nip(found[1], NOW).value == NIP


@pytest.mark.parametrize(
    "cell",
    ["01-04-2019", "1 April 2019", "01/04/2019", "2019-04-01", "1.4.2019", "01-Apr-2019", "1 Apr 2019",
        "2019-04-01 00:00:00",
     "Bogor, 1 April 2019", 43556.0, "43556", date(2019, 4, 1), datetime.fromisoformat("2019-04-01T07:30")],
)  # fmt: skip
def test_a_date_is_read_in_every_spelling(cell):
    assert read_date(cell, NOW) == ("2019-04-01", None)


def test_a_serial_number_counts_from_1904_in_a_workbook_of_a_mac():
    assert read_date(42094.0, Context(epoch_1904=True)).value == "2019-04-01"


@pytest.mark.parametrize(
    "cell", ["01-01-0001", "0001-01-01", "00-00-0000", "01/01/0001", 0.0, "0001-01-01T00:00:00"]
)
def test_a_null_date_is_empty_and_noted(cell):
    value, flaw = read_date(cell, NOW)
    assert value is None
    assert flaw is not None
    assert flaw.code == "date_null"


@pytest.mark.parametrize(
    ("cell", "code"),
    [("31-06-2025", "date_impossible"), ("29-02-2023", "date_impossible"), ("04/25/2019", "date_month_first"),
     ("01-04-19", "date_short_year"), ("segera", "date_unreadable"), ("01-04-1819", "date_far"),
     (99_999.0, "date_unreadable"), ("1 Foo 2019", "date_unreadable")],
)  # fmt: skip
def test_a_date_that_does_not_exist_is_not_guessed(cell, code):
    value, flaw = read_date(cell, NOW)
    assert value is None
    assert flaw is not None
    assert flaw.code == code


@pytest.mark.parametrize("cell", [None, "", "-", "nihil", " "])
def test_an_empty_date_is_no_finding(cell):
    assert read_date(cell, NOW) == (None, None)


def test_the_29_february_of_a_leap_year_exists():
    assert read_date("29-02-2024", NOW).value == "2024-02-29"


@pytest.mark.parametrize(
    "cell",
    ["III/d", "III.d", "IIId", "III d", "III/D", "iii/d", "Penata Tk.I, III/d",
        "Penata Tingkat I (III/d)", "Penata Tk. I",
     "Penata Tk.I\nIII/d", "34", 34.0, "3/d"],
)  # fmt: skip
def test_a_rank_is_read_in_every_spelling(cell):
    assert read_rank(cell, NOW).value == "III/d"


def test_each_of_the_seventeen_ranks_reads_as_itself():
    assert [read_rank(rank, NOW) for rank in RANKS] == [(rank, None) for rank in RANKS]
    assert len(RANKS) == 17


@pytest.mark.parametrize(
    ("cell", "grade"), [("IX", "IX"), ("9", "IX"), ("Gol. VII", "VII"), ("XVII", "XVII")]
)
def test_a_pppk_grade_is_a_roman_number(cell, grade):
    assert read_rank(cell, NOW).value == grade


@pytest.mark.parametrize("cell", ["V/a", "III/f", "IV/f", "tinggi", "99"])
def test_an_unknown_rank_is_not_guessed(cell):
    value, flaw = read_rank(cell, NOW)
    assert value is None
    assert flaw is not None
    assert flaw.code == "rank_unknown"


def test_a_title_that_contradicts_its_rank_is_a_warning():
    value, flaw = read_rank("Pembina (III/d)", NOW)
    assert value == "III/d"
    assert flaw is not None
    assert flaw.code == "rank_title_differs"


@pytest.mark.parametrize(
    ("cell", "level"),
    [("S-1/Sarjana", "S1"), ("S1", "S1"), ("Strata 2", "S2"), ("S-2", "S2"), ("Diploma III/Sarjana Muda",
        "D3"),
     ("D-IV", "D4"), ("SLTA Kejuruan", "SMA"), ("SMK", "SMA"), ("SLTP", "SMP"), ("40", "S1"),
         ("S3 Ilmu Komputer", "S3"),
     ("D.II", "D2")],
)  # fmt: skip
def test_a_level_of_education_is_read(cell, level):
    assert read_education(cell, NOW).value == level


def test_an_education_without_its_field_is_a_warning():
    value, flaw = read_education("S1 -", NOW)
    assert value == "S1"
    assert flaw is not None
    assert flaw.code == "education_field_missing"


@pytest.mark.parametrize(
    ("cell", "field"),
    [("S-1 TEKNIK INFORMATIKA", "Teknik Informatika"), ("Magister Teknik Informatika", "Teknik Informatika"),
     ("Ilmu Hukum", "Ilmu Hukum"), ("S1", None)],
)  # fmt: skip
def test_a_field_of_study_loses_the_level_before_it(cell, field):
    assert read_field_of_study(cell, NOW).value == field


@pytest.mark.parametrize(
    "cell", ["II.b", "II/b", "IIb", "22", "Eselon II.b", "II-B"],
)  # fmt: skip
def test_an_echelon_is_read_in_every_spelling(cell):
    assert read_echelon(cell, NOW).value == "II.b"


@pytest.mark.parametrize("cell", ["-", "Non Eselon", "99", None])
def test_a_post_without_echelon_has_none(cell):
    assert read_echelon(cell, NOW) == (None, None)


def test_kind_echelon_and_level_give_the_exact_kind_of_post():
    assert kind_from("STRUCTURAL", "III.a", None, "Camat Cibening") == "ADMINISTRATOR"
    assert kind_from("FUNCTIONAL", None, None, "Perawat Mahir") == "FUNCTIONAL_SKILLED"
    assert kind_from(None, None, None, "Guru Ahli Pertama") == "FUNCTIONAL_EXPERT"
    assert kind_from("STRUCTURAL", None, None, "Kepala Dinas Kesehatan") == "SENIOR_EXECUTIVE"
    assert kind_from(None, None, None, "Pengadministrasi Perkantoran") is None
    assert read_post_kind("Jabatan Fungsional Umum", NOW).value == "STAFF"
    assert read_post_kind("JPT Pratama", NOW).value == "SENIOR_EXECUTIVE"
    assert read_functional_level("Muda", NOW).value == "Ahli Muda"


def test_closed_lists_know_their_spellings_and_refuse_others():
    assert one_of(EMPLOYMENT, "x")("PPPK Paruh Waktu", NOW).value == "PPPK_PART_TIME"
    assert one_of(EMPLOYMENT, "x")("CPNS", NOW).value == "CPNS"
    assert one_of(SEX, "x")("Perempuan", NOW).value == "P"
    assert one_of(SEX, "x")("M", NOW).value == "L"
    assert one_of(LEGAL, "x")("PNS Aktif", NOW).value == "aktif"
    assert one_of(LEGAL, "x")("Pemberhentian sementara", NOW).value == "diberhentikan sementara"
    flaw = one_of(PREDICATE, "predicate")("92,5", NOW).flaw
    assert flaw is not None
    assert flaw.code == "word_unknown"


def test_the_predicate_follows_from_result_and_behaviour():
    assert predicate_from("above", "above") == "sangat_baik"
    assert predicate_from("above", "expected") == "baik"
    assert predicate_from("expected", "above") == "baik"
    assert predicate_from("below", "above") == "butuh_perbaikan"
    assert predicate_from("above", "below") == "kurang"
    assert predicate_from("below", "below") == "sangat_kurang"
    assert predicate_from(None, "above") is None


@pytest.mark.parametrize(
    ("cell", "number"),
    [("1.250", 1250.0), ("3,5", 3.5), ("Rp 22.900.000", 22_900_000.0), ("12 JP", 12.0), (7.0, 7.0)],
)
def test_numbers_are_read_as_offices_write_them(cell, number):
    assert read_number(cell, NOW).value == number


def test_a_count_is_whole_and_not_negative():
    assert read_integer("3", NOW).value == 3
    assert read_integer("3,5", NOW).value is None
    assert read_integer("-1", NOW).value is None


def test_levels_yes_and_lists():
    assert [read_level(cell, NOW).value for cell in (3.0, "Level 4", "Mumpuni", "-", "6")] == [
        3,
        4,
        4,
        None,
        None,
    ]
    assert [read_yes(cell, NOW).value for cell in ("ya", "x", None, "tidak", "mungkin")] == [
        True,
        True,
        False,
        False,
        None,
    ]
    assert read_list("Hukum; Manajemen\nAkuntansi", NOW).value == "Hukum;Manajemen;Akuntansi"
    assert read_percents("50%; 80", NOW).value == "50;80"
    assert read_percents("150", NOW).flaw is not None
