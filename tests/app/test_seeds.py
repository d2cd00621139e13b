"""The reference data: every figure has its law, and the optimizer can read what is meant for it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

import models
from app.audit import verify_database
from app.database import Database
from app.seeds import read, seed
from models.post import SPECIAL_POSTS
from models.rule_setting import RULE_SEVERITIES
from optimizer.case import Weights
from optimizer.rules import RULES
from optimizer.rules._parameters import parameter_faults

RULE_OF = {rule.code: rule for rule in RULES}


def rules():
    return read("rules")


@pytest.fixture
def database(database_url):
    database = Database(database_url)
    yield database
    database.close()


DEPARTURES = {"contract_term": {"renewal_assumed": True}}
"""Seeded figures that are not the rule's own defaults: ADR 0018."""


@pytest.mark.parametrize("block", rules(), ids=lambda block: block["code"])
def test_a_setting_has_its_law(block):
    """Instrument, first day, severity and how sure the reading is; nothing of it is empty."""
    assert block["citation"].strip()
    assert block["severity"] in RULE_SEVERITIES
    assert block["confidence"] in {"C", "N", "M"}
    assert 2000 <= block["valid_from"].year <= 2026
    assert set(block) <= {column.name for column in models.RuleSetting.__table__.columns}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_optimizer_can_read_the_setting_of_each_of_its_rules(rule):
    """The names and types are those of the rule; and seeded figures are defaults but where an ADR says."""
    blocks = [block for block in rules() if block["code"] == rule.code]
    for block in blocks:
        assert list(parameter_faults(rule.Params, block["parameters"])) == []
    defaults = rule.Params(**DEPARTURES.get(rule.code, {}))
    if blocks:
        assert rule.Params(**blocks[-1]["parameters"]) == defaults
    else:
        assert not vars(defaults), f"{rule.code} has parameters but no seeded setting"


def test_every_rule_with_a_law_behind_it_is_seeded():
    """Rules of the house alone have no setting unless they have a figure."""
    lawful = {
        rule.code for rule in RULES if any(not basis.instrument.startswith("ADR") for basis in rule.legal)
    }
    assert lawful - {"fit"} <= {block["code"] for block in rules()}


def test_the_marks_of_special_posts_are_those_that_the_rule_knows():
    """A mark that the rule does not know would ask for nothing, in silence."""
    assert set(SPECIAL_POSTS) == set(RULE_OF["special_post"].Params().approvals)


def test_a_code_begins_once_on_a_day():
    """The database would refuse a second block."""
    starts = [(block["code"], block["valid_from"]) for block in rules()]
    assert len(starts) == len(set(starts))


def test_the_profiles_weigh_what_the_optimizer_weighs():
    """Every weight but those of replanning is in every profile; the balanced one is the optimizer's own."""
    profiles = {block["code"]: block["weights"] for block in read("weights")}
    assert set(profiles) == {"continuity", "balanced", "fit", "fewest_moves"}
    fields = set(Weights.__struct_fields__) - {"change", "pinned"}
    assert all(set(weights) == fields for weights in profiles.values())
    assert Weights(**profiles["balanced"]) == Weights()


def test_each_profile_leans_where_its_name_says():
    """Against the balanced one."""
    profiles = {block["code"]: Weights(**block["weights"]) for block in read("weights")}
    balanced = profiles["balanced"]
    assert profiles["continuity"].service > balanced.service
    assert profiles["continuity"].handover > balanced.handover
    assert profiles["fit"].fit > balanced.fit
    assert profiles["fewest_moves"].move > balanced.move


def test_the_nine_competencies_have_five_levels_each():
    """Eight managerial and one sociocultural, every level described in its own words."""
    blocks = read("competencies")
    assert [block["code"] for block in blocks] == "INT KJS KOM ORH PPB PDO MPB PKP PRB".split()
    assert [block["family"] for block in blocks].count("sociocultural") == 1
    texts = [text for block in blocks for text in block["levels"]]
    assert len(texts) == len(set(texts)) == 45


def test_a_migrated_database_holds_the_reference_data(database):
    """On both kinds of database, with one entry in the audit chain."""
    with database.read() as session:
        assert len(session.scalars(select(models.RuleSetting)).all()) == len(rules())
        assert len(session.scalars(select(models.CompetencyLevel)).all()) == 45
        assert len(session.scalars(select(models.WeightProfile)).all()) == 4
        actions = session.scalars(select(models.AuditEntry.action)).all()
        assert actions == ["reference.seed"]
        assert verify_database(session).is_whole


def test_what_an_installation_has_changed_stays(database):
    """Seeding again adds what is missing and touches nothing else."""
    with database.write() as session:
        profile = session.scalars(select(models.WeightProfile).filter_by(code="fit")).one()
        profile.weights = {**profile.weights, "fit": 99}
        setting = session.scalars(select(models.RuleSetting).filter_by(code="min_tenure")).one()
        session.delete(setting)
    with database.write() as session:
        assert seed(session) == {"rule_setting": 1}
    with database.write() as session:
        assert seed(session) == {}
    with database.read() as session:
        weights = session.scalars(select(models.WeightProfile.weights).filter_by(code="fit")).one()
        assert weights["fit"] == 99
