"""The rivals play by the same rules, and the benchmark keeps what they did."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

from optimizer.bench import curves
from optimizer.bench.instances import ENGINES, Run, runs, usual_seconds
from optimizer.bench.report import document
from optimizer.bench.runner import make_missing, run_file
from optimizer.bench.worker import make, methods
from optimizer.cli import main
from optimizer.generate import generate
from optimizer.rivals import cpsat, greedy, highs, local_search
from optimizer.solve import solve
from optimizer.verify import verify
from tests.optimizer.tiny import tiny_case


@pytest.fixture(scope="module")
def village():
    """Sixty people, one system."""
    return generate(60, 1)


@pytest.mark.parametrize("shape", ["calm", "election", "shrinking"])
def test_greedy_assignment_is_lawful_and_better_than_staying(shape):
    case = generate(150, 6, shape)
    plan = greedy.solve(case, 1, 1).plan
    assert plan is not None
    report = verify(case, plan)
    assert report.lawful
    assert report.ledger.get("moving", 0) < 0


def test_local_search_is_lawful_and_no_worse_than_greedy(village):
    """What it counts itself is what the verifier counts."""
    found = local_search.solve(village, 3, 1)
    assert found.plan is not None
    assert verify(village, found.plan).lawful
    start = greedy.solve(village, 1, 1).plan
    assert start is not None
    assert found.plan.value >= start.value
    assert found.trace[-1][1] == found.plan.value


def test_one_highs_model_is_lawful_and_its_value_is_the_verified_one(village):
    found = highs.solve(village, 20, 1)
    assert found.plan is not None
    assert verify(village, found.plan).lawful
    assert found.bound is not None
    assert found.bound >= found.plan.value


@pytest.mark.parametrize("seed", range(6))
def test_local_search_counts_like_the_verifier_on_tiny_cases(seed):
    case = tiny_case(seed)
    found = local_search.solve(case, 0.6, 1)
    assert found.plan is not None
    report = verify(case, found.plan)
    if report.lawful:
        assert found.trace[-1][1] == report.value


def test_every_method_of_the_benchmark_can_be_called():
    assert set(methods()) == set(ENGINES)


def test_limits_go_by_size():
    assert usual_seconds(500) == 30
    assert usual_seconds(501) == 120
    assert usual_seconds(10**6) == usual_seconds(60000)


def test_runs_are_listed_small_cases_first():
    listed = list(runs([500, 200], ["calm"], [1, 2], ["greedy"]))
    assert [(run.people, run.seed) for run in listed] == [(200, 1), (200, 2), (500, 1), (500, 2)]


def test_stored_runs_are_not_made_again(tmp_path):
    """A benchmark that was interrupted goes on where it stopped."""
    said: list[str] = []
    run = Run(30, "calm", 1, 5, "greedy")
    make_missing([run], tmp_path, said.append)
    first = run_file(tmp_path, run).read_text(encoding="utf-8")
    make_missing([run], tmp_path, said.append)
    assert run_file(tmp_path, run).read_text(encoding="utf-8") == first
    assert said[1].endswith("there already")
    record = json.loads(first)
    assert record["lawful"]
    assert record["peak_mib"] > 10
    assert "/" not in record["note"]


def test_a_run_that_has_too_little_memory_says_so(tmp_path):
    said: list[str] = []
    run = Run(30, "calm", 1, 5, "greedy")
    make_missing([run], tmp_path, said.append, memory=60)
    record = json.loads(run_file(tmp_path, run).read_text(encoding="utf-8"))
    assert record["value"] is None
    assert record["note"].startswith("exit code")


def test_the_report_compares_methods_by_the_least_bound(tmp_path):
    """Two records made up here: a method without a bound is measured against the other's."""
    base = {
        "people": 200,
        "shape": "calm",
        "seed": 1,
        "limit": 20,
        "seconds": 20.0,
        "lawful": True,
        "note": "",
    }
    for engine, value, bound in (("tuntas", 990, 1000), ("greedy", 900, None)):
        record = {**base, "engine": engine, "value": value, "bound": bound, "trace": [[1.0, value, bound]]}
        (tmp_path / f"{engine}.json").write_text(json.dumps(record), encoding="utf-8")
    text = document(tmp_path)
    assert "| tuntas | 20.0 | 990 | 1,000 | 1.000 % | 1.000 % |" in text
    assert "| greedy | 20.0 | 900 | - | - | 10.000 % |" in text


def test_the_report_marks_what_is_only_claimed_and_what_is_held_out(tmp_path):
    """A bound that nobody certified is not shown as if it were, nor a seed that was looked at as another."""
    base = {"people": 60000, "shape": "calm", "limit": 20, "seconds": 20.0, "lawful": True, "note": ""}
    rest = {"engine": "tuntas", "value": 990, "bound": 1000, "trace": [[1.0, 990, 1000]]}
    for seed, certified in ((1, True), (20, False), (21, True)):
        record = {**base, **rest, "seed": seed, "certified": certified}
        (tmp_path / f"{seed}.json").write_text(json.dumps(record), encoding="utf-8")
    rows = [line for line in document(tmp_path).splitlines() if line.startswith("| calm |")]
    assert [row.rsplit("|", 2)[1].strip() for row in rows] == ["", "claimed", "held out"]


def test_a_bound_is_certified_up_to_a_size(monkeypatch):
    """Beyond it the run keeps its own bound and says so."""
    monkeypatch.setattr("optimizer.bench.worker.MOST_CERTIFIED", 29)
    record = make(Run(30, "calm", 1, 2, "tuntas"))
    assert record["certified"] is False
    assert record["bound"] == record["claimed"]


def test_bench_writes_its_report(tmp_path):
    target = tmp_path / "report.md"
    arguments = ["--sizes", "30", "--engines", "greedy", "--seconds", "5", "-o", str(target)]
    assert main(["bench", *arguments]) == 0
    assert "## 30 people" in target.read_text(encoding="utf-8")
    assert (tmp_path / "report" / "calm-00030-s1-0005s-greedy.json").exists()


def test_the_engine_is_judged_by_what_its_certificate_proves(tmp_path):
    """The claim is kept beside it, and the picture follows the values in time."""
    target = tmp_path / "report.md"
    arguments = ["--sizes", "30", "--engines", "tuntas,greedy", "--seconds", "3", "-o", str(target)]
    assert main(["bench", *arguments]) == 0
    record = json.loads((tmp_path / "report" / "calm-00030-s1-0003s-tuntas.json").read_text(encoding="utf-8"))
    assert record["value"] <= record["bound"]
    assert record["claimed"] is not None
    assert "(report/calm-00030-s1-0003s.svg)" in target.read_text(encoding="utf-8")
    drawn = (tmp_path / "report" / "calm-00030-s1-0003s.svg").read_text(encoding="utf-8")
    picture = ElementTree.fromstring(drawn)  # noqa: S314 - our own file
    lines = [each for each in picture.iter() if each.tag.endswith("polyline")]
    assert len(lines) == 2


def test_what_size_costs_is_drawn_beside_equal_cost_per_person():
    drawn = curves.over_size(
        [{"people": 100, "peak_mib": 50}, {"people": 1000, "peak_mib": 500}], "peak_mib", "MiB"
    )
    dots = [each for each in ElementTree.fromstring(drawn).iter() if each.tag.endswith("circle")]  # noqa: S314 - our own text
    dashes = next(each for each in ElementTree.fromstring(drawn).iter() if each.tag.endswith("polyline"))  # noqa: S314 - our own text
    ends = [tuple(map(float, end.split(","))) for end in dashes.get("points").split()]
    assert [(float(dot.get("cx")), float(dot.get("cy"))) for dot in dots] == ends


def test_a_stable_matching_is_a_method_for_cases_of_one_round_only():
    listed = list(runs([40], ["calm", "mobilisation"], [1], ["greedy", "deferred-acceptance"]))
    assert [run.name for run in listed if run.engine == "deferred-acceptance"] == [
        "mobilisation-00040-s1-0020s-deferred-acceptance"
    ]


def test_rivals_see_every_lawful_post_of_a_case_of_one_round():
    """One HiGHS model, one CP-SAT model and the network then find plans of one value."""
    case = generate(120, 2, "mobilisation")
    best = solve(case, seconds=10, workers=1)
    assert best.engine == "network"
    for rival in (highs, cpsat):
        found = rival.solve(case, 30, 1)
        assert found.plan is not None
        assert found.plan.value == found.bound == best.value


def test_greedy_assignment_leaves_a_closed_post_at_no_cost():
    """A closed post earns nothing while it is held, so that leaving it loses nothing."""
    case = generate(120, 2, "mobilisation")
    plan = greedy.solve(case, 1, 1).plan
    assert plan is not None
    assert verify(case, plan).lawful
    assert len(plan.paths) > 60
    held = {post.id: post.open for post in case.posts}
    assert sum(held[path.stays[0].post] for path in plan.paths) > 60


def test_the_report_has_a_section_of_its_own_for_one_round(tmp_path):
    """Value and bound, and what both sides get; the summary of other shapes stays as it was."""
    target = tmp_path / "report.md"
    methods_wanted = "tuntas,deferred-acceptance"
    arguments = ["--family", "one-round", "--sizes", "40", "--engines", methods_wanted, "--seconds", "5"]
    assert main(["bench", *arguments, "-o", str(target)]) == 0
    text = target.read_text(encoding="utf-8")
    assert "## Summary" not in text
    section = text.partition("## One round")[2]
    assert "### 40 people" in section
    rows = [
        line.split(" | ") for line in section.partition("### Both sides")[2].splitlines() if "| 40 |" in line
    ]
    blocking = {row[2]: int(row[8].replace(",", "")) for row in rows}
    assert blocking["deferred-acceptance"] == 0
    assert set(blocking) == {"tuntas", "deferred-acceptance"}
