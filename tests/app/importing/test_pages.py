"""The pages of the import: upload, preview, decision, lists behind the figures, in both languages."""

import io
import re
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import func, select

from app.config import IMPORT_BODY_LIMIT
from app.web import csrf
from models import AuditEntry, Person
from tests.app.importing.files import nip, person, roster


def upload(browser, path: Path, reach="auto", name="nominatif.xlsx"):
    """Send a file as the upload form does."""
    browser.get("/impor")
    return browser.request(
        "POST",
        "/impor",
        data={csrf.FIELD: browser.csrf, "cakupan": reach},
        files={"berkas": (name, path.read_bytes(), "application/octet-stream")},
    )


def people(site):
    """Return how many people the database holds."""
    with site.database.read() as db:
        return db.scalar(select(func.count()).select_from(Person))


@pytest.fixture
def planner(site):
    """The planner's browser."""
    return site.client("planner")


@pytest.fixture
def preview(planner, tmp_path):
    """The address of a preview with two new people, one warning and one refused row."""
    rows = [person(1), person(2, TMT_JABATAN="01-01-0001"), person(3, NIP_BARU=float(nip(3)))]
    answer = upload(
        planner, roster(tmp_path / "a.xlsx", rows, ["Data", "Keadaan 19 November 2026"]), reach="none"
    )
    assert answer.status_code == 303
    return answer.headers["location"]


def test_a_planner_uploads_a_file_and_sees_what_it_would_change(site, planner, preview):
    before = people(site)
    page = planner.get(preview).text
    assert "Pratinjau impor" in page
    assert "19 November 2026" in page
    assert "NIP tersimpan sebagai angka" in page
    assert "KET. LAIN" in page
    assert "nomor kependudukan" in page
    assert "Tulis 2 perubahan" in page
    assert people(site) == before


def test_the_list_shows_every_import_with_its_state(planner, preview):
    page = planner.get("/impor").text
    assert "nominatif.xlsx" in page
    assert "menunggu keputusan" in page


def test_writing_needs_one_press_and_is_recorded(site, planner, preview):
    before = people(site)
    planner.get(preview)
    assert planner.post(f"{preview}/tulis").headers["location"] == preview
    assert people(site) == before + 2
    page = planner.get(preview).text
    assert "Impor selesai" in page
    with site.database.read() as db:
        last = db.scalars(select(AuditEntry).order_by(AuditEntry.sequence.desc())).first()
        assert (last.action, last.actor) == ("import.commit", "planner")


def test_a_second_press_writes_nothing_and_says_so(site, planner, preview):
    planner.get(preview)
    planner.post(f"{preview}/tulis")
    after = people(site)
    answer = planner.post(f"{preview}/tulis")
    assert answer.status_code == 303
    assert "diputuskan lebih dulu" in planner.get(preview).text
    assert people(site) == after


def test_a_discarded_preview_stays_in_the_list_without_its_rows(site, planner, preview):
    planner.get(preview)
    planner.post(f"{preview}/batal")
    page = planner.get(preview).text
    assert "Pratinjau ini dibatalkan" in page
    assert "Tulis" not in re.sub(r"<title>.*</title>", "", page).replace("Tidak ada yang ditulis", "")


def test_the_newest_import_can_be_taken_back(site, planner, preview):
    before = people(site)
    planner.get(preview)
    planner.post(f"{preview}/tulis")
    planner.get(preview)
    planner.post(f"{preview}/kembalikan")
    assert people(site) == before
    assert "Tulis 2 perubahan" in planner.get(preview).text


def test_an_older_import_cannot_be_taken_back(site, planner, preview, tmp_path):
    planner.get(preview)
    planner.post(f"{preview}/tulis")
    second = upload(planner, roster(tmp_path / "b.xlsx", [person(7)])).headers["location"]
    planner.get(second)
    planner.post(f"{second}/tulis")
    after = people(site)
    planner.get(preview)
    planner.post(f"{preview}/kembalikan")
    assert "tidak dapat dikembalikan lagi" in planner.get(preview).text
    assert people(site) == after


def test_a_stale_preview_offers_no_button(planner, preview, tmp_path):
    second = upload(planner, roster(tmp_path / "b.xlsx", [person(7)])).headers["location"]
    planner.get(second)
    planner.post(f"{second}/tulis")
    page = planner.get(preview).text
    assert "Data berubah sejak pratinjau ini dibuat" in page
    assert "/tulis" not in page


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"%PDF-1.7", "dokumen PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 99, ".xls"),
        (b"Menu;Harga\nSoto;1\n", "tabel"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_beside_its_field(site, planner, tmp_path, body, sentence):
    path = tmp_path / "a.bin"
    path.write_bytes(body)
    answer = upload(planner, path)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "ditolak" in planner.get("/impor").text


def test_an_upload_without_a_file_says_what_is_missing(planner):
    planner.get("/impor")
    answer = planner.post("/impor", {"cakupan": "auto"})
    assert answer.status_code == 422
    assert "Pilih satu berkas" in answer.text


def test_a_body_above_the_limit_of_this_route_is_refused(planner, tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"x" * (IMPORT_BODY_LIMIT + 1000))
    assert upload(planner, path).status_code == 413


def test_a_refused_file_has_a_page_with_its_reason(planner, tmp_path):
    path = tmp_path / "a.bin"
    path.write_bytes(b"%PDF-1.7")
    upload(planner, path, name="surat.pdf")
    key = re.search(r'href="/impor/(\w+)">surat.pdf', planner.get("/impor").text)[1]
    page = planner.get(f"/impor/{key}").text
    assert "dokumen PDF" in page
    assert planner.get(f"/impor/{key}/perubahan").status_code == 404


def test_the_figures_open_lists_with_as_many_rows(planner, preview, tmp_path):
    planner.get(preview)
    planner.post(f"{preview}/tulis")
    rows = [person(1, GOL_AKHIR_NAMA="III/d"), person(2, TMT_JABATAN="01-01-0001"), person(9)]
    second = upload(planner, roster(tmp_path / "b.xlsx", rows), reach="all").headers["location"]
    changed = planner.get(f"{second}/perubahan?apa=berubah").text
    assert "Berubah 1" in changed
    assert "III/c" in changed
    assert "III/d" in changed
    assert planner.get(f"{second}/perubahan?apa=baru").text.count("data-row") == 1
    gone = planner.get(f"{second}/perubahan?apa=hilang").text
    shown = re.search(r"Tidak ada lagi (\d+)", gone)[1]
    assert gone.count("data-row") == int(shown) > 0


def test_no_full_nip_stands_in_an_address_or_in_the_list_of_changes(planner, preview):
    page = planner.get(f"{preview}/perubahan?apa=baru").text
    assert "Pegawai B1" in page
    assert nip(1) not in page


def test_kinds_of_anomalies_unfold_to_all_rows_alike(planner, tmp_path):
    rows = [person(k, NIP_BARU=float(nip(k))) for k in range(5)]
    address = upload(planner, roster(tmp_path / "a.xlsx", rows)).headers["location"]
    page = planner.get(address).text
    assert "+4" in page
    link = re.search(r'href="([^"]+jenis=nip_as_number[^"]+)"', page)[1].replace("&amp;", "&").split("#")[0]
    assert planner.get(link).text.count("NIP tersimpan sebagai angka") == 5


def test_the_anomalies_come_as_a_workbook_for_the_departments(planner, preview):
    answer = planner.get(f"{preview}/anomali.xlsx")
    assert "attachment" in answer.headers["content-disposition"]
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames[0] == "Semua"
    kinds = [row[5].value for row in book["Semua"].iter_rows(min_row=2)]
    assert "Dibaca sebagai kosong; lama jabatan tidak dapat dihitung" in kinds


def test_the_export_is_recorded_and_comes_back_without_a_change(site, planner, preview, tmp_path):
    planner.get(preview)
    planner.post(f"{preview}/tulis")
    planner.get("/impor")
    answer = planner.post("/impor/ekspor")
    path = tmp_path / "ekspor.xlsx"
    path.write_bytes(answer.content)
    with site.database.read() as db:
        assert (
            db.scalars(select(AuditEntry.action).order_by(AuditEntry.sequence.desc())).first()
            == "import.export"
        )
    back = upload(planner, path).headers["location"]
    assert "Tidak ada yang perlu ditulis" in planner.get(back).text


def test_the_pages_speak_english_too(planner, preview):
    planner.get(preview)
    planner.post("/bahasa", {"bahasa": "en", "lanjut": preview})
    page = planner.get(preview).text
    assert "Import preview" in page
    assert "NIP stored as a number" in page
    assert "Write 2 changes" in page


@pytest.mark.parametrize("role", ["head", "staff", "auditor", "advisory", "authority", "admin"])
def test_nobody_but_the_planner_imports(site, preview, role):
    browser = site.client(role)
    browser.get("/")
    assert browser.get("/impor").status_code in (403, 404)
    assert browser.get(preview).status_code in (403, 404)
    assert browser.post(f"{preview}/tulis").status_code in (403, 404)


def test_an_unknown_import_is_not_found(planner):
    assert planner.get("/impor/tidakada").status_code == 404
    assert planner.post("/impor/tidakada/tulis").status_code == 404
