"""The optimizer at the terminal: exit codes, what is printed, and where the file paths go."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from optimizer.cli import main, verbs
from optimizer.io import encode, read_case, write
from optimizer.schema import json_schema
from tests.architecture.sources import ROOT
from tests.optimizer.builders import case_of, plan_of


@pytest.fixture
def office(tmp_path):
    """A folder with a small case and its lawful plan of staying put."""
    assert main(["generate", "--people", "40", "--seed", "3", "-o", str(tmp_path / "case.json")]) == 0
    case = read_case(tmp_path / "case.json")
    write(plan_of(case, []), tmp_path / "plan.json")
    return tmp_path


def run(*argv: object) -> int:
    """Run the command line in this process."""
    return main([str(each) for each in argv])


def test_generate_writes_the_same_case_for_the_same_seed(office, capsys):
    assert run("generate", "--people", 40, "--seed", 3) == 0
    assert capsys.readouterr().out == (office / "case.json").read_text(encoding="utf-8")


def test_generate_refuses_too_few_people():
    with pytest.raises(SystemExit) as stopped:
        run("generate", "--people", 3)
    assert stopped.value.code == 2


def test_verify_accepts_a_lawful_plan(office, capsys):
    assert run("verify", office / "case.json", office / "plan.json") == 0
    out = capsys.readouterr().out
    assert out.startswith("lawful\nvalue ")
    assert "formation" in out


def test_verify_states_a_bound_from_the_certificate_alone(office, capsys):
    """What a run stored is priced again; a plan without multipliers is told so."""
    assert run("solve", office / "case.json", "-o", office / "best.json", "--work", 60) == 0
    capsys.readouterr()
    assert run("verify", office / "case.json", office / "best.json", "--certificate") == 0
    said = capsys.readouterr().out
    assert said.startswith("certified: value ")
    assert "no solver was used" in said
    assert run("verify", office / "case.json", office / "best.json", "--certificate", "--json") == 0
    record = json.loads(capsys.readouterr().out)
    assert record["certificate"]["bound"] >= record["value"]
    assert record["certificate"]["people"] == 40
    assert run("verify", office / "case.json", office / "plan.json", "--certificate") == 1
    assert "NOT CERTIFIED: the plan carries no certificate" in capsys.readouterr().err


def test_verify_exits_1_for_an_unlawful_plan(office, capsys):
    """The finding names the rule, its article and the sentence."""
    case = read_case(office / "case.json")
    mover = case.persons[-1]
    head = next(post for post in case.posts if post.kind == "SENIOR_EXECUTIVE")
    stay = {"post": head.id, "first": 0, "last": case.horizon.rounds - 1}
    write(plan_of(case, [{"person": mover.id, "stays": [stay]}]), office / "bad.json")
    assert run("verify", office / "case.json", office / "bad.json", "--language", "id") == 1
    out = capsys.readouterr().out
    assert "NOT LAWFUL" in out
    assert "breaches: no_level_jump, 1 (PP 11/2017 ps. 54" in out
    assert f"{mover.id} berpindah dari jenjang" in out


def test_verify_prints_everything_as_json(office, capsys):
    assert run("verify", office / "case.json", office / "plan.json", "--json") == 0
    record = json.loads(capsys.readouterr().out)
    assert record["lawful"]
    assert record["value"] == sum(record["ledger"].values())
    assert {"rule", "kind", "points", "facts", "sentence", "legal"} == set(record["findings"][0])


def test_verify_lists_each_approval_with_its_issuer_and_the_last_day_to_ask(office, capsys):
    """In the table once per document, and with --approvals once per finding, the earliest first."""
    files = (office / "case.json", office / "plan.json")
    run("verify", *files, "--json")
    gates = [each for each in json.loads(capsys.readouterr().out)["findings"] if each["kind"] == "gate"]
    assert gates
    for gate in gates:
        assert gate["facts"]["ask_by"] <= gate["facts"]["on"]
        assert gate["facts"]["issuer_en"] in gate["sentence"]["en"]
    assert run("verify", *files, "--approvals") == 0
    out = capsys.readouterr().out
    table, _, listed = out.partition("\nask by\n")
    assert len(listed.splitlines()) == len(gates)
    for gate in gates:
        assert f"{gate['facts']['document_en']} - {gate['facts']['issuer_en']} - " in table
        assert gate["sentence"]["en"] in listed


def test_bad_input_exits_2_with_one_line_per_fault(office, capsys):
    record = json.loads((office / "case.json").read_text(encoding="utf-8"))
    record["persons"][12]["post"] = "p9"
    record["persons"][3]["levels"] = {"none": 1}
    (office / "case.json").write_text(json.dumps(record), encoding="utf-8")
    assert run("verify", office / "case.json", office / "plan.json") == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.splitlines() == [
        '$.persons[3].levels.none: no competency "none"',
        '$.persons[12].post: no post "p9"',
    ]


def test_explain_names_checks_and_alternatives(office, capsys):
    case = read_case(office / "case.json")
    post = case.posts[0].id
    person = next(each for each in case.persons if each.post != post)
    assert (
        run("explain", office / "case.json", office / "plan.json", "--person", person.id, "--post", post) == 0
    )
    out = capsys.readouterr().out
    assert f"to {post} on 1 April 2027" in out
    assert "alternatives" in out
    assert "(PP 11/2017 ps. 190 ayat (3))" in out


def test_explain_says_from_which_day_a_move_is_lawful(office, capsys):
    """Two years after the start in post, to the day."""
    record = json.loads((office / "case.json").read_text(encoding="utf-8"))
    wanted = [each for each in record["posts"] if each["kind"] == "STAFF"][:2]
    person = next(each for each in record["persons"] if each["post"] == wanted[0]["id"])
    person.update(post_since="2026-03-12", education="S1", employment="PNS", movable=True)
    person.pop("sanctions", None)
    for post in wanted:
        post["formation"] = 30
    (office / "case.json").write_text(json.dumps(record), encoding="utf-8")
    files = (office / "case.json", office / "plan.json")
    assert run("explain", *files, "--person", person["id"], "--post", wanted[1]["id"], "--json") == 0
    wish = json.loads(capsys.readouterr().out)["wish"]
    assert wish["lawful_from"] == "2028-03-12"
    assert (
        run("explain", *files, "--person", person["id"], "--post", wanted[1]["id"], "--language", "id") == 0
    )
    assert "Boleh dimutasi mulai 12 Maret 2028." in capsys.readouterr().out


def test_explain_refuses_who_is_not_in_the_case(office, capsys):
    assert run("explain", office / "case.json", office / "plan.json", "--person", "nobody") == 2
    assert capsys.readouterr().err == '--person: no person "nobody" in the case\n'


def test_schema_prints_the_published_schema(capsys):
    assert run("schema", "plan") == 0
    assert json.loads(capsys.readouterr().out) == json_schema("plan")


def test_an_unknown_verb_exits_2(capsys):
    assert run("dance") == 2
    assert "generate" in capsys.readouterr().err


def test_every_verb_tells_about_itself(capsys):
    for verb in verbs():
        with pytest.raises(SystemExit) as stopped:
            run(verb, "--help")
        assert stopped.value.code == 0
        assert "usage: tuntas " + verb in capsys.readouterr().out


def test_the_optimizer_runs_as_a_module_and_into_a_closed_pipe(office):
    """`python -m optimizer generate | head -1` ends without a traceback."""
    command = f'"{sys.executable}" -m optimizer generate --people 3000 | head -1'
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout == "{\n"
    assert "Traceback" not in done.stderr


def test_a_case_file_is_readable_by_people(office):
    text = (office / "case.json").read_bytes()
    assert text == encode(read_case(office / "case.json"))
    assert text.count(b"\n") > 100


def test_a_round_can_be_matched_instead_and_seen_from_both_sides(tmp_path, capsys):
    """A stable matching has no blocking pair; the best plan of value is found by the network."""
    case, plan = tmp_path / "case.json", tmp_path / "plan.json"
    assert run("generate", "--people", 40, "--shape", "mobilisation", "-o", case) == 0
    assert run("solve", case, "-o", plan, "--method", "deferred-acceptance", "--sides") == 0
    out = capsys.readouterr().out
    assert "stable matching: value" in out
    assert "blocking pairs: 0\n" in out
    assert run("verify", case, plan) == 0
    assert run("solve", case, "-o", plan, "--sides") == 0
    out = capsys.readouterr().out
    assert "found by: network\n" in out
    assert "blocking pairs: " in out


def test_a_case_of_several_rounds_has_no_two_sides(office, capsys):
    case, plan = office / "case.json", office / "other.json"
    assert run("solve", case, "-o", plan, "--sides") == 2
    assert run("solve", case, "-o", plan, "--method", "deferred-acceptance") == 3
    assert "needs one round, not 6" in capsys.readouterr().err
    assert not plan.exists()


def test_a_stable_matching_that_breaks_a_rule_is_not_written(tmp_path, capsys):
    """Two people want to leave a department that one may leave."""
    person = {"post_since": "2024-01-01", "rank": "III/a", "education": "S1"}
    keys = ("a", "b", "x", "y")
    case = case_of(
        {
            "horizon": {"starts_on": "2027-04-01", "rounds": 1, "round_months": 6},
            "units": [{"id": "u", "department": "d"}, {"id": "v", "department": "e"}],
            "posts": [{"id": key, "unit": "u" if key in "ab" else "v", "kind": "STAFF"} for key in keys],
            "persons": [{"id": "ani", "post": "a", **person}, {"id": "budi", "post": "b", **person}],
            "preferences": {"ani": ["x"], "budi": ["y"]},
        }
    )
    write(case, tmp_path / "case.json")
    arguments = ("solve", tmp_path / "case.json", "-o", tmp_path / "plan.json")
    assert run(*arguments, "--method", "deferred-acceptance") == 3
    assert "breaks unit_turnover" in capsys.readouterr().err
    assert not (tmp_path / "plan.json").exists()
