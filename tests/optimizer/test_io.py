"""Cases and plans as files: every fault is named with its place, and the hash knows no order."""

from __future__ import annotations

import json
import random

import msgspec
import pytest
from msgspec.structs import replace

from optimizer.errors import CaseError, PlanError
from optimizer.generate import generate
from optimizer.io import case_hash, decode_case, decode_plan, encode, read_case, write
from optimizer.levels import STEPS
from optimizer.schema import KINDS, schema_text
from tests.architecture.sources import ROOT
from tests.optimizer.builders import case_of

SOUND = {
    "format": "tuntas-case",
    "version": 1,
    "horizon": {"starts_on": "2027-04-01", "rounds": 3},
    "units": [{"id": "u", "department": "d"}],
    "competencies": [{"id": "c"}],
    "posts": [
        {"id": "a", "unit": "u", "kind": "STAFF", "standard": {"c": 2}},
        {"id": "b", "unit": "u", "kind": "STAFF", "formation": 1},
        {"id": "closed", "unit": "u", "kind": "STAFF", "open": False},
    ],
    "persons": [{"id": "p", "post": "a", "levels": {"c": 3}}, {"id": "q", "post": "b"}],
    "systems": [{"id": "s", "unit": "u", "finishes_on": "2028-01-01", "roles": [{"id": "r"}, {"id": "t"}]}],
    "services": [{"person": "p", "role": "r", "since": "2026-01-01", "share": 60}],
}


def refused(change: dict) -> list[str]:
    """Return the faults of the sound case with some fields replaced."""
    with pytest.raises(CaseError) as caught:
        decode_case(json.dumps({**SOUND, **change}).encode())
    return [str(fault) for fault in caught.value.faults]


def test_the_sound_case_is_accepted():
    assert decode_case(json.dumps(SOUND).encode()).persons[1].id == "q"


FAULTS = {
    "unknown field": ({"colour": 1}, '$: unknown field "colour"'),
    "unknown field of a person": (
        {"persons": [{"id": "p", "post": "a", "religion": "x"}]},
        '$.persons[0]: unknown field "religion"',
    ),
    "step that is none": (
        {
            "settings": [
                {
                    "rule": "delayering",
                    "valid_from": "2027-01-01",
                    "parameters": {"steps": {"Ahli Muda": "MANAGER"}},
                }
            ]
        },
        "$.settings[0].parameters.steps: 'MANAGER' of 'Ahli Muda' must be one of " + ", ".join(STEPS),
    ),
    "unit above that is none": (
        {"units": [{"id": "u", "department": "d", "parent": "x"}]},
        '$.units[0].parent: no unit "x"',
    ),
    "unit below itself": (
        {
            "units": [
                {"id": "u", "department": "d", "parent": "v"},
                {"id": "v", "department": "d", "parent": "u"},
            ]
        },
        '$.units[1].parent: unit "v" lies below itself',
    ),
    "relative that is nobody": (
        {"relations": [{"person": "p", "other": "x", "kind": "kin"}]},
        '$.relations[0].other: no person "x"',
    ),
    "one's own relative": (
        {"relations": [{"person": "p", "other": "p", "kind": "kin"}]},
        '$.relations[0]: person "p" is no relative of one\'s own',
    ),
    "relation twice, from both sides": (
        {
            "relations": [
                {"person": "p", "other": "q", "kind": "kin"},
                {"person": "q", "other": "p", "kind": "spouse"},
            ]
        },
        '$.relations[1]: relation "p" of "q" is there already, at $.relations[0]',
    ),
    "member of the team that is nobody": (
        {"advisory_team": ["p", "x"]},
        '$.advisory_team[1]: no person "x"',
    ),
    "capacity below zero": (
        {"posts": [{"id": "a", "unit": "u", "kind": "STAFF", "formation": -1}]},
        "$.posts[0].formation: -1 must be at least 0",
    ),
    "level out of range": (
        {"persons": [{"id": "p", "post": "a", "levels": {"c": 6}}]},
        "$.persons[0].levels.c: 6 must be at most 5",
    ),
    "no date": ({"horizon": {"starts_on": "2027-13-01"}}, "$.horizon.starts_on: Invalid RFC3339"),
    "no date in a record": (
        {"persons": [{"id": "p", "post": "a", "post_since": "31-12-2024"}]},
        "$.persons[0].post_since: Invalid RFC3339",
    ),
    "share above all": (
        {"services": [{"person": "p", "role": "r", "since": "2026-01-01", "share": 101}]},
        "$.services[0].share: 101 must be at most 100",
    ),
    "shares add up to more than all": (
        {"services": [{"person": "p", "role": role, "since": "2026-01-01", "share": 60} for role in "rt"]},
        '$.services[1].share: the shares of person "p" add up to 120 percent',
    ),
    "dangling post": ({"persons": [{"id": "p", "post": "p9"}]}, '$.persons[0].post: no post "p9"'),
    "dangling unit": (
        {"posts": [{"id": "a", "unit": "x", "kind": "STAFF"}, *SOUND["posts"][1:]]},
        '$.posts[0].unit: no unit "x"',
    ),
    "dangling competency": (
        {"persons": [{"id": "p", "post": "a", "levels": {"z": 1}}]},
        '$.persons[0].levels.z: no competency "z"',
    ),
    "dangling role": (
        {"services": [{"person": "p", "role": "x", "since": "2026-01-01"}]},
        '$.services[0].role: no role "x"',
    ),
    "person twice": (
        {"persons": [*SOUND["persons"], {"id": "p", "post": "b"}]},
        '$.persons[2]: person "p" is there already, at $.persons[0]',
    ),
    "role twice": (
        {
            "systems": [
                {"id": "s", "unit": "u", "finishes_on": "2028-01-01", "roles": [{"id": "r"}, {"id": "r"}]}
            ]
        },
        '$.systems[0].roles[1].id: role "r" is there already, at $.systems[0].roles[0]',
    ),
    "hold without service": (
        {"holds": [{"person": "q", "role": "r", "until": "2028-01-01"}]},
        '$.holds[0]: person "q" does not serve role "r" today',
    ),
    "gain beyond the horizon": (
        {"persons": [{"id": "p", "post": "a", "gains": [{"competency": "c", "round": 3, "level": 4}]}]},
        "$.persons[0].gains[0].round: round 3 lies beyond the last round 2",
    ),
    "two pins": (
        {"pins": [{"person": "p", "post": "a"}, {"person": "p", "post": "b", "round": 1}]},
        '$.pins[1]: person "p" is pinned to post "b" and, by $.pins[0], to post "a"',
    ),
    "pin and exclusion": (
        {"pins": [{"person": "p", "post": "b"}], "exclusions": [{"person": "p", "post": "b"}]},
        '$.pins[0]: $.exclusions[0] keeps person "p" out of post "b"',
    ),
    "pin to a closed post": (
        {"pins": [{"person": "p", "post": "closed"}]},
        '$.pins[0].post: post "closed" is closed: nobody can enter it',
    ),
    "more pins than places": (
        {"pins": [{"person": "p", "post": "b"}, {"person": "q", "post": "b"}]},
        '$.pins: 2 people are pinned to post "b" with a formation of 1',
    ),
    "unknown rule": (
        {"settings": [{"rule": "no_such", "valid_from": "2020-01-01", "parameters": {}}]},
        '$.settings[0].rule: no rule "no_such"',
    ),
    "unknown parameter": (
        {"settings": [{"rule": "min_tenure", "valid_from": "2020-01-01", "parameters": {"days": 3}}]},
        "$.settings[0].parameters.days: the rule has no such parameter (it has: ",
    ),
    "parameter out of range": (
        {"settings": [{"rule": "min_tenure", "valid_from": "2020-01-01", "parameters": {"months": -1}}]},
        "$.settings[0].parameters.months: -1 must be at least 0",
    ),
    "no rank": (
        {"persons": [{"id": "p", "post": "a", "rank": "III/z"}]},
        '$.persons[0].rank: "III/z" is no rank',
    ),
    "a start that not every month has": (
        {"horizon": {"starts_on": "2027-03-31", "rounds": 3}},
        "$.horizon.starts_on: the day must be 28 or lower",
    ),
    "in post only after the start": (
        {"persons": [{"id": "p", "post": "a", "post_since": "2027-05-01"}]},
        "$.persons[0].post_since: 2027-05-01 lies after the start on 2027-04-01",
    ),
    "window that ends first": (
        {"windows": [{"kind": "election", "since": "2027-05-01", "until": "2027-04-01"}]},
        "$.windows[0].until: 2027-04-01 lies before 2027-05-01",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named_with_its_place(name):
    change, expected = FAULTS[name]
    assert any(line.startswith(expected) for line in refused(change)), refused(change)


def test_all_faults_are_named_at_once():
    """Faults of shape come together, from several records and fields."""
    posts = [{"id": "a", "unit": "u", "kind": "BOSS", "formation": -2}, {"unit": "u", "kind": "STAFF"}]
    lines = refused({"posts": posts, "extra": 1})
    assert [line.partition(":")[0] for line in lines] == [
        "$",
        "$.posts[0].kind",
        "$.posts[0].formation",
        "$.posts[1]",
    ]
    assert 'required field missing: "id"' in lines[-1]


def test_what_is_no_json_is_said_to_be_none():
    with pytest.raises(CaseError, match="is no JSON text"):
        decode_case(b"{nonsense")
    with pytest.raises(CaseError, match="must be an object"):
        decode_case(b"[1]")
    with pytest.raises(PlanError, match='unknown field "x"'):
        decode_plan(b'{"format":"tuntas-plan","version":1,"case_hash":"","paths":[],"value":0,"x":1}')


def test_a_missing_file_is_refused_with_a_sentence(tmp_path):
    with pytest.raises(CaseError, match=r"cannot be read: No such file"):
        read_case(tmp_path / "none.json")


def test_a_case_survives_writing_and_reading(tmp_path):
    case = generate(60, 3, "election")
    write(case, tmp_path / "case.json")
    assert read_case(tmp_path / "case.json") == case
    assert [path.name for path in tmp_path.iterdir()] == ["case.json"]


def test_the_hash_does_not_depend_on_the_order_of_rows():
    """Rows shuffled, same hash; one level changed, another hash."""
    case, chance = generate(60, 3), random.Random(1)
    record = json.loads(encode(case))
    for rows in record.values():
        if isinstance(rows, list):
            chance.shuffle(rows)
    assert case_hash(decode_case(json.dumps(record).encode())) == case_hash(case)
    record["persons"][0]["levels"] = {}
    assert case_hash(decode_case(json.dumps(record).encode())) != case_hash(case)


def test_defaults_written_out_give_the_same_hash():
    short = case_of({"posts": [{"id": "a", "unit": "u", "kind": "STAFF"}], "persons": []})
    long = case_of({"posts": [{"id": "a", "unit": "u", "kind": "STAFF", "formation": 1}], "persons": []})
    assert case_hash(short) == case_hash(long)


def test_the_hash_does_not_depend_on_who_built_the_records():
    """A text that equals a default, but is another object, is the default."""
    case = generate(30, 1)
    built = "".join(["P", "N", "S"])
    persons = [replace(p, employment=built) if p.employment == "PNS" else p for p in case.persons]
    assert case_hash(replace(case, persons=persons)) == case_hash(case)


@pytest.mark.parametrize("kind", KINDS)
def test_the_published_schema_is_the_one_of_the_code(kind):
    """Cure: tuntas schema case > docs/schema/case-1.json."""
    assert (ROOT / f"docs/schema/{kind}-1.json").read_text(encoding="utf-8") == schema_text(kind)


def test_equal_seeds_give_equal_cases():
    """The hash is fixed here: a generator that drifts would make old benchmarks unrepeatable."""
    assert generate(100, 5) == generate(100, 5)
    assert generate(100, 5) != generate(100, 6)
    assert msgspec.json.encode(generate(20, 1)) == msgspec.json.encode(generate(20, 1))
