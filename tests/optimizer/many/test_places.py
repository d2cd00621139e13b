"""Agencies planned in processes of this machine and on a Dask cluster; a process and a worker are killed."""

from __future__ import annotations

import io
import os
import signal

import pytest
from distributed import Client, LocalCluster

from optimizer.cli import main
from optimizer.many import cluster as module
from optimizer.many.child import Voice, plan_agency
from optimizer.many.cluster import Cluster
from optimizer.many.local import LocalProcesses
from optimizer.many.orders import Refusal
from tests.optimizer.many.canned import nobody
from tests.optimizer.many.towns import ASKED, TOWNS, judge_plan, plan_towns, write_towns

QUIET = 50
"""Only what breaks a test is of interest, not that a worker was lost."""


@pytest.fixture(scope="module")
def broken_run(tmp_path_factory):
    """Two towns on this machine; the first process that plans one of them is killed."""
    root = tmp_path_factory.mktemp("local")
    write_towns(root / "cases")
    heard, killed = [], []

    def tell(said):
        heard.append(said)
        if said.agency == "bukit" and said.process and not killed:
            killed.append(said.process)
            os.kill(said.process, signal.SIGKILL)

    ended = plan_towns(root / "cases", root / "out", LocalProcesses(2), tell)
    assert killed
    return root, ended, heard


def test_a_killed_process_is_survived(broken_run):
    """Another one plans the agency from the start, and says so."""
    _, ended, heard = broken_run
    assert ended["bukit"].status == "planned"
    assert (ended["bukit"].attempts, ended["pantai"].attempts) == (2, 1)
    (again,) = [said.note for said in heard if said.phase == "start" and said.attempt == 2]
    assert "SIGKILL" in again


def test_every_plan_that_is_kept_is_lawful_and_worth_what_the_table_says(broken_run):
    root, ended, _ = broken_run
    for town in TOWNS:
        assert judge_plan(root / "cases", root / "out", town) == (True, ended[town].value)
        assert ended[town].value <= ended[town].bound


def test_a_bad_case_is_refused_with_its_faults():
    bad = b'{"format": "tuntas-case", "version": 1, "persons": 3}'
    delivery = plan_agency(ASKED, bad, Voice("", io.BytesIO()))
    assert delivery.summary.status == "refused"
    assert any("persons" in words for words in delivery.summary.messages)
    assert not delivery.plan


def test_each_agency_tells_its_progress(broken_run):
    _, _, heard = broken_run
    for town in TOWNS:
        phases = [said.phase for said in heard if said.agency == town]
        assert phases[0] == "start"
        assert {"read", "plan", "done"} <= set(phases)


@pytest.fixture(scope="module")
def address():
    """A scheduler in this process, and two workers in their own."""
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=QUIET
    ) as running:
        yield running.scheduler_address


def test_a_lost_worker_is_survived_and_plans_equal_those_of_one_machine(address, broken_run, tmp_path):
    """The worker that plans a town is killed; the plan is the same bytes as without any cluster."""
    root, near, _ = broken_run
    with Client(address, set_as_default=False) as client:
        process_of = client.run(os.getpid)
    killed, remarks = [], []

    def tell(said):
        if said.process and not killed:
            killed.append(said.place)
            os.kill(process_of[said.place], signal.SIGKILL)

    far = plan_towns(root / "cases" / "pantai.json", tmp_path, Cluster(address, remarks.append), tell)
    assert killed
    assert "2 workers" in remarks[0]
    assert far["pantai"].status == near["pantai"].status == "planned"
    assert judge_plan(root / "cases", tmp_path, "pantai") == (True, near["pantai"].value)
    plans = [(each / "pantai" / "plan.json").read_bytes() for each in (tmp_path, root / "out")]
    assert plans[0] == plans[1]
    assert far["pantai"].place not in killed


def test_a_worker_with_another_program_is_refused(address, monkeypatch):
    monkeypatch.setattr(module, "program", lambda: "code 0123 python 9.9")
    with pytest.raises(Refusal, match="another program"):
        next(Cluster(address, nobody).deliver(iter([]), nobody))


def test_a_scheduler_that_does_not_answer_is_named(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(module, "CONNECT_SECONDS", 0.2)
    write_towns(tmp_path / "cases")
    where = ["-o", str(tmp_path / "out"), "--scheduler", "tcp://127.0.0.1:9"]
    assert main(["solve-many", str(tmp_path / "cases"), *where]) == 2
    assert "no Dask scheduler answers at tcp://127.0.0.1:9" in capsys.readouterr().err


def test_without_the_extra_the_cure_is_said(monkeypatch):
    monkeypatch.setattr(module, "distributed", None)
    with pytest.raises(Refusal, match="--extra cluster"):
        Cluster("tcp://host:8786", nobody)
