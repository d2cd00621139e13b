"""The planner's way: open a round, run the optimizer, read the proposal, download the annex, stop."""

from __future__ import annotations

import io
import re
import threading
import time

import openpyxl
import pytest
from sqlalchemy import select

from app.runs.worker import Worker
from models import AuditEntry, DataVersion, Move, Person, Plan, Post, Run
from optimizer.rules import RULE_OF
from tests.app.planning.borough import Borough, settle
from tests.sites import Browser, Site

ROUND = {"nama": "Oktober 2027", "tmt": "2027-10-01", "jumlah": "4", "bulan": "6", "profil": "balanced"}


@pytest.fixture
def borough(site: Site) -> Borough:
    return settle(site.database)


def open_round(planner: Browser) -> str:
    planner.get("/babak/baru")
    answer = planner.post("/babak", ROUND)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def start_run(planner: Browser, address: str, seconds: int = 5) -> str:
    planner.get(address)
    answer = planner.post(f"{address}/run", {"profil": "balanced", "detik": str(seconds), "benih": "1"})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def work(site: Site) -> None:
    Worker(site.database, pause=0.1).work(until_idle=True)


def test_from_an_open_round_to_the_annex_of_the_decree(site: Site, borough: Borough):
    planner = site.client("planner")
    address = open_round(planner)
    home = planner.get(address).text
    assert "Belum ada perhitungan" in home
    assert planner.get(f"{address}/usul").text.count("Belum ada usul") >= 1

    run = start_run(planner, address)
    waiting = planner.get(run).text
    assert "Menunggu giliran" in waiting
    assert '<meta http-equiv="refresh"' in waiting, "without script the page must refresh itself"
    fragment = planner.fragment(run, "run-panel")
    assert fragment.text.lstrip().startswith('<div id="run-panel"')

    work(site)
    ended = planner.get(run).text
    assert "Seimbang: selesai" in ended
    assert "Nilai rencana terbaik" in ended
    assert planner.fragment(run, "run-panel").headers["hx-refresh"] == "true"
    with site.database.read() as db:
        plan = db.scalars(select(Plan)).one()
        stored = db.scalars(select(Run)).one()
        moves = db.scalars(select(Move).where(Move.round_index == 0)).all()
    assert plan.is_lawful
    assert plan.case_hash == stored.case_hash
    assert plan.value == sum(plan.ledger.values())
    assert moves, "the vacancy is worth filling"

    proposal = planner.get(f"{address}/usul").text
    with site.database.read() as db:
        named = db.execute(
            select(Person.name, Person.nip, Post.title)
            .select_from(Move)
            .join(Person, Person.id == Move.person_id)
            .join(Post, Post.id == Move.to_post_id)
            .where(Move.round_index == 0)
        ).all()
    for name, nip, title in named:
        assert name in proposal
        assert title in proposal
        assert nip not in proposal, "a list masks the number"
    assert "PP 11/2017" in proposal
    for view in ("tabel", "sistem"):
        assert planner.get(f"{address}/usul?tampilan={view}").status_code == 200
    one_page = planner.get(f"{address}/nama/{moves[0].key}")
    assert one_page.status_code == 200
    assert "Bila ditolak" in one_page.text
    priced = planner.get(f"{address}/nama/{moves[0].key}?harga=1")
    assert re.search(r"[−+]?[\d.]+ poin</b>", priced.text), "what a refusal costs"
    assert not [code for code in RULE_OF if "_" in code and code in priced.text], "rules have names"

    annex = planner.get(f"{address}/lampiran.xlsx?rencana={plan.key}")
    assert annex.status_code == 200
    sheet = openpyxl.load_workbook(io.BytesIO(annex.content)).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    heads = next(row for row in cells if row[1] == "Nama / NIP")
    assert heads == [
        "No",
        "Nama / NIP",
        "Pangkat, TMT",
        "Pendidikan",
        "Jabatan lama",
        "Jabatan baru",
        "Eselon / jenjang",
        "Kelas",
        "TMT",
        "Keterangan",
    ]
    lines = [row for row in cells[cells.index(heads) + 1 :] if isinstance(row[0], int)]
    assert len(lines) == len(moves)
    assert {nip for _name, nip, _title in named} == {str(row[1]).split("\n")[1] for row in lines}
    assert all(row[8] == "01-10-2027" for row in lines)
    assert any(plan.plan_hash in str(row[0]) for row in cells), "the foot names the plan"
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    with site.database.read() as db:
        actions = db.scalars(select(AuditEntry.action).order_by(AuditEntry.sequence)).all()
    assert actions[-3:] == ["round.open", "run.start", "plan.annex"]


def test_every_figure_of_the_strip_counts_the_rows_that_its_link_shows(site: Site, borough: Borough):
    planner = site.client("planner")
    address = open_round(planner)
    start_run(planner, address)
    work(site)
    proposal = planner.get(f"{address}/usul").text
    link, figure = re.search(
        r'href="([^"]*tampilan=tabel)"[^>]*>\s*<span class="figure-label">Mutasi.*?figure-value">(\d+)',
        proposal,
        re.S,
    ).groups()
    table = planner.get(link.replace("&amp;", "&")).text
    assert table.count("<tr data-row>") == int(figure)


def test_a_plan_whose_inputs_have_changed_says_so_everywhere_and_is_not_shared(site: Site, borough: Borough):
    planner = site.client("planner")
    address = open_round(planner)
    run = start_run(planner, address)
    work(site)
    with site.database.write() as db:
        db.scalars(select(Person).where(Person.key == borough.budi)).one().rank = "III/b"
        db.add(DataVersion(version=2, cause="import"))
        key = db.scalars(select(Plan.key)).one()
    for path in (f"{address}/usul", f"{address}/usul?tampilan=tabel", f"{address}/usul?tampilan=sistem"):
        assert "tidak dapat diputuskan lagi" in planner.get(path).text, path
    assert "Masukan berubah" in planner.get(run).text
    assert "masukan berubah" in planner.get(address).text
    changes = planner.get(f"{run}/perubahan").text
    assert "Budi Santoso, S.T." in changes
    assert "golongan" in changes
    refused = planner.post(f"{address}/bagikan", {"rencana": key})
    assert refused.status_code == 303
    assert "sudah berubah" in planner.get(refused.headers["location"]).text
    sheet = openpyxl.load_workbook(io.BytesIO(planner.get(f"{address}/lampiran.xlsx").content)).active
    assert any("PERHATIAN" in str(row[0].value) for row in sheet.iter_rows())


def test_a_run_survives_the_worker_and_stops_when_asked(site: Site, borough: Borough):
    """The worker ends in mid-run and another one goes on; then the planner stops the run from the page."""
    planner = site.client("planner")
    address = open_round(planner)
    run = start_run(planner, address, seconds=300)

    def status() -> str:
        with site.database.read() as db:
            return db.scalars(select(Run.status)).one()

    first = Worker(site.database, pause=0.1)
    thread = threading.Thread(target=first.work)
    thread.start()
    _wait(lambda: status() == "running")
    first.end()
    thread.join()
    assert status() == "queued"
    assert "menunggu giliran" in planner.get(address).text

    second = Worker(site.database, pause=0.1)
    thread = threading.Thread(target=second.work)
    thread.start()
    try:
        _wait(lambda: status() == "running")
        planner.get(run)
        assert planner.post(f"{run}/henti").status_code == 303
        _wait(lambda: status() in {"stopped", "done"})
    finally:
        second.end()
        thread.join()
    with site.database.read() as db:
        ended = db.scalars(select(Run)).one()
    assert ended.attempt == 2
    assert planner.get(run).status_code == 200


def _wait(claim, seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while not claim():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.1)


def test_a_pin_is_recorded_with_its_reason_and_taken_back(site: Site, borough: Borough):
    planner = site.client("planner")
    address = open_round(planner)
    form = f"{address}/pin?pegawai={borough.budi}&jabatan={borough.staff_post}&jenis=pin"
    assert "Budi Santoso, S.T." in planner.get(form).text
    wish = {"jenis": "pin", "pegawai": borough.budi, "jabatan": borough.staff_post, "babak": "0"}
    short = planner.post(f"{address}/pin", {**wish, "alasan": "ya"})
    assert short.status_code == 422
    assert "Tulis alasan dalam satu kalimat." in short.text
    reason = {"alasan": "Satu-satunya analis layanan loket sampai Maret."}
    assert planner.post(f"{address}/pin", {**wish, **reason}).status_code == 303
    assert "Satu-satunya analis layanan" in planner.get(f"{address}/pin").text
    again = planner.post(f"{address}/pin", {**wish, **reason})
    assert again.status_code == 422
    assert "sudah dipin" in again.text
    start_run(planner, address)
    work(site)
    with site.database.read() as db:
        facts = db.scalars(select(Run.case_facts)).one()
        movers = db.scalars(select(Person.key).join(Move, Move.person_id == Person.id)).all()
    assert facts["pins"] == 1
    assert borough.budi not in movers
    taken_back = re.search(rf'action="({address}/pin/\w+/cabut)"', planner.get(f"{address}/pin").text)[1]
    assert planner.post(taken_back).status_code == 303
    assert "Belum ada pin" in planner.get(f"{address}/pin").text


def test_a_department_head_sees_nothing_before_the_plan_is_shared_and_no_round_at_all(
    site: Site, borough: Borough
):
    planner, head = site.client("planner"), site.client("head")
    address = open_round(planner)
    start_run(planner, address)
    work(site)
    assert head.get(address).status_code == 403
    with site.database.read() as db:
        plan = db.scalars(select(Plan)).one()
    assert plan.shared_at is None
    planner.get(f"{address}/usul")
    assert planner.post(f"{address}/bagikan", {"rencana": plan.key}).status_code == 303
    with site.database.read() as db:
        assert db.scalars(select(Plan.shared_at)).one() is not None


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("tmt", "2020-01-01", "Paling awal"),
        ("tmt", "besok", "Tulis tanggal"),
        ("jumlah", "0", "Tulis angka dari 1 sampai 12"),
        ("profil", "tipu", "Pilih salah satu"),
        ("nama", "", "Isi bagian ini"),
    ],
)
def test_a_round_that_cannot_be_is_refused_beside_its_field(
    site: Site, field: str, typed: str, sentence: str
):
    planner = site.client("planner")
    planner.get("/babak/baru")
    answer = planner.post("/babak", {**ROUND, field: typed})
    assert answer.status_code == 422
    assert sentence in answer.text


def test_a_run_with_contradictory_pins_is_refused_with_the_contradiction(site: Site, borough: Borough):
    """Both are pinned to the one place of a post."""
    planner = site.client("planner")
    address = open_round(planner)
    for person in (borough.ani, borough.budi):
        fields = {
            "jenis": "pin",
            "pegawai": person,
            "jabatan": borough.vacant,
            "babak": "0",
            "alasan": "Keduanya diminta kepala dinas.",
        }
        planner.get(f"{address}/pin")
        assert planner.post(f"{address}/pin", fields).status_code == 303
    planner.get(address)
    answer = planner.post(f"{address}/run", {"profil": "balanced", "detik": "5", "benih": "1"})
    assert answer.status_code == 422
    assert "saling bertentangan" in answer.text
    assert borough.vacant in answer.text
    with site.database.read() as db:
        assert db.scalars(select(Run)).all() == []


def test_a_pin_that_no_lawful_plan_can_keep_is_named_with_the_rule(site: Site, borough: Borough):
    """Ani, a supervisor, is pinned to a staff post; nobody is moved down without a ground."""
    planner = site.client("planner")
    address = open_round(planner)
    fields = {
        "jenis": "pin",
        "pegawai": borough.ani,
        "jabatan": borough.staff_post,
        "babak": "0",
        "alasan": "Diminta kembali menjadi analis.",
    }
    planner.get(f"{address}/pin")
    assert planner.post(f"{address}/pin", fields).status_code == 303
    run = start_run(planner, address)
    work(site)
    page = planner.get(run).text
    assert "Tidak ada rencana yang sah; sudah dibuktikan dengan dua cara." in page
    ani = "Ani Kusumawardhani Prawirodirdjo, S.Kom., M.T."
    verdict = page.partition('id="sidang"')[2]
    conflict, _, after = verdict.partition("Yang perlu ditarik kembali")
    assert f"{ani} dipin pada jabatan Analis Layanan" in conflict
    assert f"{ani} turun dari jenjang pengawas ke pelaksana" in conflict
    assert "PP 94/2021 ps. 8" in conflict
    assert f"{ani} dipin pada jabatan Analis Layanan" in after
    assert "Rencana yang sah sesudahnya" in after
    # Keys of the database are in links and in no sentence.
    assert borough.ani not in re.sub(r"<[^>]+>", "", verdict)
    with site.database.read() as db:
        assert db.scalars(select(Plan)).all() == []
