"""The preview: what would change, row by row, with counts that add up and nobody lost by mistake."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from app.audit import SYSTEM
from app.importing import service
from app.importing.limits import DEFAULT
from app.importing.parse import parse
from app.importing.refusal import FileRefused
from models import AuditEntry, DataVersion, ImportBatch, Person, Post, PostHistory, Unit
from tests.app.importing.conftest import TODAY, batch_of, findings
from tests.app.importing.files import nip, person, roster, xlsx


def counts(database, key, kind="persons"):
    return batch_of(database, key).counts["kinds"][kind]


def test_a_first_roster_makes_its_units_and_posts(database, load, tmp_path):
    load(database, roster(tmp_path / "a.xlsx", [person(1), person(2)]))
    with database.read() as db:
        units = {unit.name: unit for unit in db.scalars(select(Unit))}
        post = db.scalars(select(Post)).one()
    assert units["Dinas Komunikasi dan Informatika"].is_department
    assert units["Bidang Aplikasi"].department_id == units["Dinas Komunikasi dan Informatika"].id
    assert (post.kind, post.functional_level, post.functional_family) == (
        "FUNCTIONAL_EXPERT",
        "Ahli Muda",
        "Pranata Komputer",
    )
    assert post.formation == 2


def test_people_get_the_posts_of_the_post_map(office, load, tmp_path):
    load(office, roster(tmp_path / "a.xlsx", [person(1)]))
    with office.read() as db:
        found = db.execute(
            select(Person.nip, Person.name, Post.code, Unit.code)
            .join(Post, Post.id == Person.post_id)
            .join(Unit, Unit.id == Person.unit_id)
        ).one()
    assert tuple(found) == (nip(1), "Pegawai B1", "K2", "KOMINFO.1")


def test_nothing_is_written_by_a_preview(office, load, tmp_path):
    load(office, roster(tmp_path / "a.xlsx", [person(1)]), write=False)
    with office.read() as db:
        assert db.scalar(select(func.count()).select_from(Person)) == 0


def test_the_counts_of_a_file_add_up_to_its_rows(office, load, tmp_path):
    load(office, roster(tmp_path / "a.xlsx", [person(k) for k in range(10)]))
    rows = [person(k) for k in range(8)]
    rows[0] = person(0, GOL_AKHIR_NAMA="III/d")
    rows[1] = person(1, NIP_BARU=1.98609262015051e17)
    rows[2] = person(2, TMT_JABATAN="31-06-2025")
    rows[3] = person(3, TMT_JABATAN="01-01-0001")
    rows += [person(50), person(51)]
    key = load(office, roster(tmp_path / "b.xlsx", rows), write=False)
    found = counts(office, key)
    assert found["untouched"] + found["changed"] + found["new"] + found["refused"] == found["rows"] == 10
    assert (found["changed"], found["new"], found["refused"], found["warned"]) == (1, 2, 2, 1)
    assert found["gone"] == 2


def test_a_person_whose_row_is_refused_is_not_gone(office, load, tmp_path):
    load(office, roster(tmp_path / "a.xlsx", [person(k) for k in range(4)]))
    rows = [
        person(0),
        person(1, NIP_BARU=float(nip(1))),
        person(2, NIP_BARU="1,98609E+17"),
        person(3, TMT_JABATAN="31-06-2025"),
    ]
    key = load(office, roster(tmp_path / "b.xlsx", rows), write=False)
    assert counts(office, key)["refused"] == 3
    assert counts(office, key)["gone"] == 0


def test_a_list_of_one_department_makes_nobody_vanish(office, load, tmp_path):
    load(office, roster(tmp_path / "a.xlsx", [person(k) for k in range(10)]))
    key = load(office, roster(tmp_path / "b.xlsx", [person(1)]), write=False)
    assert batch_of(office, key).counts["reach"] == "none"
    assert counts(office, key)["gone"] == 0


def test_who_is_gone_is_marked_and_keeps_the_record(office, load, tmp_path):
    load(office, roster(tmp_path / "a.xlsx", [person(k) for k in range(4)]))
    load(office, roster(tmp_path / "b.xlsx", [person(k) for k in range(3)]))
    with office.read() as db:
        assert db.scalars(select(Person.active).where(Person.nip == nip(3))).one() is False
    load(office, roster(tmp_path / "c.xlsx", [person(k) for k in range(4)]))
    with office.read() as db:
        assert db.scalars(select(Person.active).where(Person.nip == nip(3))).one() is True


def test_a_gone_key_person_is_named_with_the_system(office, load, tmp_path):
    load(office, roster(tmp_path / "a.xlsx", [person(k) for k in range(4)]))
    system = [["KODE SISTEM", "NAMA SISTEM", "PERANGKAT DAERAH", "TAHAP", "TARGET SELESAI"],
              ["LAPOR", "Lapor Warga", "Diskominfo", "Pembangunan", "01-12-2027"]]  # fmt: skip
    role = [
        ["KODE SISTEM", "KODE PERAN", "NAMA PERAN", "PERAN KUNCI"],
        ["LAPOR", "lead", "Pimpinan teknis", "ya"],
    ]
    service_rows = [["NIP", "KODE SISTEM", "KODE PERAN", "SEJAK"], [nip(3), "LAPOR", "lead", "01-01-2025"]]
    for number, rows in enumerate((system, role, service_rows)):
        load(office, xlsx(tmp_path / f"s{number}.xlsx", rows))
    key = load(office, roster(tmp_path / "b.xlsx", [person(k) for k in range(3)]), write=False)
    assert batch_of(office, key).counts["key_people_gone"] == [
        {"name": "Pegawai D3", "system": "Lapor Warga"}
    ]


def test_an_empty_cell_does_not_erase_what_is_known(office, load, tmp_path):
    load(office, roster(tmp_path / "a.xlsx", [person(1)]))
    key = load(office, roster(tmp_path / "b.xlsx", [person(1, GOL_AKHIR_NAMA="")]))
    assert ("note", "value_kept", 2) in findings(office, key)
    with office.read() as db:
        assert db.scalars(select(Person.rank)).one() == "III/c"


def test_a_field_level_change_shows_old_and_new(office, load, tmp_path):
    load(office, roster(tmp_path / "a.xlsx", [person(1)]))
    key = load(office, roster(tmp_path / "b.xlsx", [person(1, GOL_AKHIR_NAMA="III/d",
        TMT_GOLONGAN="01-04-2026")]),
               write=False)  # fmt: skip
    change = service.unpacked(batch_of(office, key).staged).updates["person"][nip(1)]
    assert change.old == {"rank": "III/c", "rank_since": "2023-04-01"}
    assert change.new == {"rank": "III/d", "rank_since": "2026-04-01"}


def test_a_new_post_closes_the_open_line_of_the_career(office, load, tmp_path):
    load(office, roster(tmp_path / "a.xlsx", [person(1)]))
    load(office, roster(tmp_path / "b.xlsx", [person(1, JABATAN_NAMA="Pranata Komputer Ahli Pertama",
                                                     TMT_JABATAN="01-07-2026")]))  # fmt: skip
    with office.read() as db:
        lines = db.execute(
            select(PostHistory.title, PostHistory.from_date, PostHistory.to_date).order_by(
                PostHistory.from_date
            )
        ).all()
    assert [tuple(line) for line in lines] == [
        ("Pranata Komputer Ahli Muda", date(2024, 1, 1), date(2026, 6, 30)),
        ("Pranata Komputer Ahli Pertama", date(2026, 7, 1), None),
    ]


def test_a_corrected_date_moves_the_line_of_the_career_and_adds_none(office, load, tmp_path):
    load(office, roster(tmp_path / "a.xlsx", [person(1)]))
    load(office, roster(tmp_path / "b.xlsx", [person(1, TMT_JABATAN="01-02-2024")]))
    with office.read() as db:
        assert db.scalars(select(PostHistory.from_date)).all() == [date(2024, 2, 1)]


@pytest.mark.parametrize(
    "spelling", ["Dinas Kominfo & Persandian", "DISKOMINFO", "Dinas Komunikasi & Informatika"]
)
def test_a_department_is_found_by_a_near_name(office, load, tmp_path, spelling):
    load(office, roster(tmp_path / "a.xlsx", [person(1, UNOR_INDUK_NAMA=spelling)]))
    with office.read() as db:
        assert db.scalars(select(Unit.code).join(Person, Person.unit_id == Unit.id)).one() == "KOMINFO.1"


def test_of_units_in_levels_the_deepest_filled_one_counts(office, load, tmp_path):
    rows = [["NIP", "Nama", "Jabatan", "Unor 1", "Unor 2", "Unor 3"],
            [nip(1), "Ani", "Pranata Komputer Ahli Muda", "Diskominfo", "Bidang Aplikasi", ""],
            [nip(2), "Budi", "Kepala Dinas Komunikasi dan Informatika", "Diskominfo", "", ""]]  # fmt: skip
    load(office, xlsx(tmp_path / "a.xlsx", rows))
    with office.read() as db:
        found = db.execute(
            select(Person.name, Unit.code).join(Unit, Person.unit_id == Unit.id).order_by(Person.name)
        )
        assert [tuple(row) for row in found] == [("Ani", "KOMINFO.1"), ("Budi", "KOMINFO")]


def test_a_match_by_a_near_name_is_a_warning_that_names_it(office, load, tmp_path):
    path = roster(tmp_path / "a.xlsx", [person(1, UNOR_INDUK_NAMA="Dinas Kominfo & Persandian")])
    key = load(office, path, write=False)
    assert ("warning", "unit_matched", 2) in findings(office, key)


def test_a_title_without_its_level_takes_the_level_of_the_rank(office, load, tmp_path):
    path = roster(tmp_path / "a.xlsx", [person(1, JABATAN_NAMA="Pranata Komputer", GOL_AKHIR_NAMA="III/b")])
    key = load(office, path)
    assert ("warning", "post_level_guessed", 2) in findings(office, key)
    with office.read() as db:
        assert db.scalars(select(Post.code).join(Person, Person.post_id == Post.id)).one() == "K3"


def test_equal_nips_with_other_posts_are_refused_and_equal_rows_count_once(office, load, tmp_path):
    rows = [person(1), person(1, JABATAN_NAMA="Pranata Komputer Ahli Pertama"), person(2), person(2)]
    key = load(office, roster(tmp_path / "a.xlsx", rows), write=False)
    assert findings(office, key) == [
        ("refused", "nip_duplicate", 2),
        ("refused", "nip_duplicate", 3),
        ("refused", "row_repeated", 5),
    ]
    assert counts(office, key)["new"] == 1


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({"JENIS_KELAMIN": "P"}, "nip_sex"),
        ({"TANGGAL_LAHIR": "01-01-1985"}, "nip_birth_differs"),
        ({"JENIS_PEGAWAI_NAMA": "PPPK"}, "nip_kind"),
    ],
)
def test_a_row_that_contradicts_its_nip_is_written_with_a_warning(office, load, tmp_path, cells, kind):
    key = load(office, roster(tmp_path / "a.xlsx", [person(1, **cells)]), write=False)
    assert ("warning", kind, 2) in findings(office, key)
    assert counts(office, key)["new"] == 1
    assert counts(office, key)["warned"] == 1


def test_records_of_unknown_people_are_refused(office, load, tmp_path):
    path = xlsx(tmp_path / "a.xlsx", [["NIP", "TAHUN", "PREDIKAT KINERJA"], [nip(7), 2025, "Baik"]])
    key = load(office, path, write=False)
    assert findings(office, key) == [("refused", "nip_unknown", 2)]


def test_posts_held_by_more_people_than_the_formation_are_reported(office, load, tmp_path):
    key = load(office, roster(tmp_path / "a.xlsx", [person(k) for k in range(12)]), write=False)
    assert ("warning", "formation_exceeded", 2) in findings(office, key)


def test_nothing_private_reaches_the_database(office, load, tmp_path, sqlite_url):
    load(office, roster(tmp_path / "a.xlsx", [person(1, AGAMA="KANARI-AGAMA")]))
    with office.read() as db:
        db.connection().exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    body = open(sqlite_url.removeprefix("sqlite:///"), "rb").read()  # noqa: SIM115 - read once in a test
    assert b"KANARI-AGAMA" not in body
    assert b"3299000000000001" not in body


def test_a_refused_file_leaves_a_batch_with_its_sentence_and_an_audit_row(office, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(FileRefused):
        service.preview(office, path, "a.xlsx", SYSTEM, TODAY)
    with office.read() as db:
        batch = db.scalars(select(ImportBatch).where(ImportBatch.status == "refused")).one()
        assert "PDF" in (batch.message or "")
        assert (
            db.scalars(select(AuditEntry.action).order_by(AuditEntry.sequence.desc())).first()
            == "import.refuse"
        )


def test_more_findings_than_the_list_holds_are_counted_in_its_last_line(office, tmp_path):
    rows = [person(k, GOL_AKHIR_NAMA="III.c") for k in range(5)]
    parsed = parse(roster(tmp_path / "a.xlsx", rows), TODAY.isoformat(), limits=replace(DEFAULT, anomalies=2))
    assert (len(parsed.anomalies), parsed.unlisted) == (2, 3)
    key = service.stage(office, parsed, "a.xlsx", "0" * 64, SYSTEM, TODAY)
    assert findings(office, key)[0] == ("note", "more", 0)


def test_a_commit_raises_the_version_of_the_data_with_its_date(office, load, tmp_path):
    load(office, roster(tmp_path / "a.xlsx", [person(1)], ["Data", "Keadaan 19 November 2026"]))
    with office.read() as db:
        newest = db.scalars(select(DataVersion).order_by(DataVersion.version.desc())).first()
    assert newest is not None
    assert (newest.version, newest.cause, newest.as_of) == (3, "import", "2026-11-19")
