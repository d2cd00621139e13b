"""Headings: synonyms, two rows with merged cells, titles above, sections, footers, several sheets."""

from pathlib import Path

import openpyxl
import pytest

from app.importing.parse import parse
from app.importing.refusal import FileRefused
from tests.app.importing.files import SIASN, duk, nip, person, roster, xlsx

TODAY = "2026-11-24"


def column(table, name):
    place = table.fields.index(name) + 1
    return [row[place] for row in table.rows]


def test_title_rows_above_the_heading_are_passed_over_and_tell_the_date_of_the_data(tmp_path):
    path = roster(tmp_path / "a.xlsx", [person(1)], ["EKSPOR DATA UTAMA", "Keadaan 19 November 2026"])
    parsed = parse(path, TODAY)
    assert parsed.as_of == "2026-11-19"
    assert parsed.tables[0].kind == "persons"
    assert parsed.tables[0].heading_row == 3
    assert parsed.tables[0].rows[0][0] == 4


@pytest.mark.parametrize(
    ("nip_heading", "name_heading"),
    [("nip", "nama_lengkap"), ("NIP_BARU", "Nama"), ("Nip Baru ", "NAMA PEGAWAI")],
)
def test_local_synonyms_are_recognised(tmp_path, nip_heading, name_heading):
    path = xlsx(tmp_path / "a.xlsx", [[nip_heading, name_heading, "tmt_jabatan", "nama_jabatan"],
                                      [nip(1), "Ani", "01-04-2019", "Analis"]])  # fmt: skip
    table = parse(path, TODAY).tables[0]
    assert set(table.fields) >= {"nip", "name", "post_since", "post_title"}


def test_a_duk_with_merged_headings_sections_and_footers_is_read(tmp_path):
    path = duk(
        tmp_path / "duk.xlsx",
        [
            ["DINAS KESEHATAN"],
            [1, f"Ani Lestari, S.Kep.\nNIP. {nip(1)}", "Penata (III/c)", "01-04-2022",
                "Perawat Ahli Muda", "-",
             "01-02-2021", 9, 3, ""],
            [2, f"Budi\n{nip(2)}", "Penata Tk.I (III/d)", "1 April 2022", "Kepala Bidang", "III.b",
                "01-01-0001", 9, 3, ""],
            ["Jumlah", "2 orang"],
            ["B. DINAS SOSIAL"],
            [1, f"Citra\n{nip(3)}", "III/a", "01/04/2022", "Pekerja Sosial Ahli Pertama", "-", 44562, 4,
                0, ""],
            [],
            ["Wanasari, 19 November 2026"],
            ["Kepala Badan Kepegawaian"],
        ],
    )  # fmt: skip
    parsed = parse(path, TODAY)
    table = parsed.tables[0]
    assert len(table) == 3
    assert column(table, "nip") == [nip(1), nip(2), nip(3)]
    assert column(table, "name") == ["Ani Lestari, S.Kep.", "Budi", "Citra"]
    assert column(table, "rank") == ["III/c", "III/d", "III/a"]
    assert column(table, "rank_since") == ["2022-04-01"] * 3
    assert column(table, "post_since") == ["2021-02-01", None, "2022-01-01"]
    assert column(table, "department_name") == ["DINAS KESEHATAN", "DINAS KESEHATAN", "DINAS SOSIAL"]
    assert [a.code for a in parsed.anomalies if a.severity == "warning"] == ["date_null"]


def test_two_heading_rows_of_a_csv_need_no_merged_cells(tmp_path):
    path = tmp_path / "duk.csv"
    lines = [
        "No;Nama;NIP;Pangkat;;Jabatan;",
        ";;;Gol/Ruang;TMT;Nama;TMT",
        f"1;Ani;{nip(1)};III/c;01-04-2022;Camat;01-02-2024",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    table = parse(path, TODAY).tables[0]
    assert column(table, "rank_since") == ["2022-04-01"]
    assert column(table, "post_since") == ["2024-02-01"]


def test_a_heading_repeated_on_each_page_is_no_person(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", [SIASN, person(1), SIASN, person(2)])
    assert len(parse(path, TODAY).tables[0]) == 2


def test_a_nip_in_a_column_headed_name_alone_is_found(tmp_path):
    path = xlsx(
        tmp_path / "a.xlsx",
        [["No", "Nama", "Jabatan", "Golongan"], [1, f"Ani\nNIP {nip(1)}", "Camat", "IV/a"]],
    )
    assert column(parse(path, TODAY).tables[0], "nip") == [nip(1)]


def test_several_sheets_of_a_workbook_are_read_hidden_ones_are_marked(tmp_path):
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "Petunjuk"
    first.append(["Isi lembar berikut"])
    people = book.create_sheet("Nominatif")
    people.append(["NIP", "Nama", "Jabatan"])
    people.append([nip(1), "Ani", "Camat"])
    appraisals = book.create_sheet("Kinerja")
    appraisals.append(["NIP", "Tahun", "Predikat Kinerja"])
    appraisals.append([nip(1), 2025, "Sangat Baik"])
    appraisals.sheet_state = "hidden"
    path = tmp_path / "a.xlsx"
    book.save(path)
    parsed = parse(path, TODAY)
    assert [(table.kind, table.hidden) for table in parsed.tables] == [
        ("persons", False),
        ("performance", True),
    ]
    assert parsed.skipped_sheets == ["Petunjuk"]


@pytest.mark.parametrize(
    ("kind", "headings"),
    [
        ("units", ["KODE UNIT", "NAMA UNIT", "KODE INDUK"]),
        ("posts", ["KODE JABATAN", "NAMA JABATAN", "KODE UNIT", "FORMASI", "Integritas", "Kerja sama"]),
        ("competencies", ["KODE", "NAMA KOMPETENSI", "KELOMPOK"]),
        ("assessments", ["NIP", "NAMA", "TANGGAL ASESMEN", "Integritas", "Kerja sama", "Komunikasi",
            "TOTAL", "JPM (%)"]),
        ("assessments", ["NIP", "KOMPETENSI", "LEVEL", "TANGGAL ASESMEN"]),
        ("performance", ["NIP", "NAMA", "TAHUN", "HASIL KERJA", "PERILAKU KERJA"]),
        ("sanctions", ["NIP", "NAMA", "TINGKAT HUKUMAN", "JENIS HUKUMAN", "TMT HUKUMAN"]),
        ("post_history", ["NIP", "NAMA", "JABATAN", "UNOR", "TMT JABATAN", "SAMPAI", "NOMOR SK"]),
        ("systems", ["KODE SISTEM", "NAMA SISTEM", "PERANGKAT DAERAH", "TAHAP", "TARGET SELESAI"]),
        ("roles", ["KODE SISTEM", "KODE PERAN", "NAMA PERAN", "KEBUTUHAN PERSEN", "PERAN KUNCI"]),
        ("role_needs", ["KODE SISTEM", "KODE PERAN", "KOMPETENSI", "LEVEL"]),
        ("role_service", ["NIP", "NAMA", "KODE SISTEM", "KODE PERAN", "SEJAK"]),
        ("holds", ["NIP", "KODE SISTEM", "KODE PERAN", "ALASAN", "MULAI", "SAMPAI"]),
        ("courses", ["KODE PELATIHAN", "NAMA PELATIHAN", "CARA", "JP"]),
        ("course_sessions", ["KODE PELATIHAN", "MULAI", "SELESAI", "KURSI"]),
        ("course_outcomes", ["KODE PELATIHAN", "KOMPETENSI", "DARI LEVEL", "KE LEVEL"]),
    ],
)  # fmt: skip
def test_each_kind_is_known_by_its_headings(tmp_path, kind, headings):
    path = xlsx(tmp_path / "a.xlsx", [headings, ["x"] * len(headings)])
    assert parse(path, TODAY).tables[0].kind == kind


def test_columns_are_read_unused_unknown_or_refused_and_none_is_dropped(tmp_path):
    path = roster(tmp_path / "a.xlsx", [person(1)])
    columns = {one.heading: one for one in parse(path, TODAY).tables[0].columns}
    assert set(columns) == set(SIASN)
    assert columns["NIP BARU"].state == "read"
    assert columns["PNS ID"].state == "unused"
    assert columns["KET. LAIN"].state == "unknown"
    assert (columns["NIK"].state, columns["NIK"].reason) == ("refused", "nik")
    assert (columns["AGAMA"].state, columns["AGAMA"].reason) == ("refused", "religion")


@pytest.mark.parametrize(
    "heading", ["NIK", "No. KTP", "Agama", "Status Perkawinan", "Nama Suami/Istri", "Jumlah Anak",
    "Gaji Pokok", "NPWP",
                "No. BPJS", "Alamat Rumah", "Nomor HP", "E-mail", "No Rekening Bank", "Golongan Darah"],
)  # fmt: skip
def test_private_columns_are_refused_entry_by_their_heading(tmp_path, heading):
    path = xlsx(tmp_path / "a.xlsx", [["NIP", "Nama", heading], [nip(1), "Ani", "rahasia besar"]])
    parsed = parse(path, TODAY)
    state = parsed.tables[0].columns[2].state
    assert state == "refused" if heading != "E-mail" else state in ("refused", "unknown")
    assert "rahasia besar" not in repr(parsed)


def test_a_column_full_of_niks_is_refused_whatever_its_heading(tmp_path):
    rows = [["NIP", "Nama", "Identitas"], *[[nip(k), f"Ani {k}", f"329900000000{k:04d}"] for k in range(4)]]
    parsed = parse(xlsx(tmp_path / "a.xlsx", rows), TODAY)
    assert parsed.tables[0].columns[2].state == "refused"
    assert "3299" not in repr(parsed)


def test_a_nik_in_the_nip_column_is_not_kept(tmp_path):
    parsed = parse(xlsx(tmp_path / "a.xlsx", [["NIP", "Nama"], ["3299123456789012", "Ani"]]), TODAY)
    assert parsed.anomalies[0].code == "nip_is_nik"
    assert "3299123456789012" not in repr(parsed)


def test_a_file_without_a_known_table_is_refused(tmp_path):
    with pytest.raises(FileRefused, match="No table"):
        parse(xlsx(tmp_path / "a.xlsx", [["Menu", "Harga"], ["Soto", 12000]]), TODAY)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_csv_is_read_in_every_encoding_and_with_every_separator(tmp_path, encoding, separator):
    rows = [
        ("NIP", "NAMA", "JABATAN"),
        (f"'{nip(1)}", "Ana Café", "Camat"),
        (nip(2), '"Budi, S.Kom"', "Lurah"),
    ]
    path = Path(tmp_path / "a.csv")
    path.write_bytes("\r\n".join(separator.join(row) for row in rows).encode(encoding))
    table = parse(path, TODAY).tables[0]
    assert column(table, "nip") == [nip(1), nip(2)]
    assert column(table, "name") == ["Ana Café", "Budi, S.Kom"]
