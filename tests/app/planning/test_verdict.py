"""A run's page says whether its bound is certified, and shows the verdict where no plan is lawful."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from models import Person, Plan, Run, TransferRound
from tests.app.planning.borough import settle
from tests.app.planning.drafts import draft
from tests.sites import Site


def verdict(person: str, post: str) -> dict[str, Any]:
    """A pin that a rule forbids, and the way out, as the court writes them."""
    pin: dict[str, Any] = {
        "kind": "pin",
        "rule": "pin",
        "sentence": f"{person} dipin pada jabatan {post} mulai 1 April 2027.",
        "sentence_en": f"{person} is pinned to the post {post} from 1 April 2027.",
        "legal": [],
        "changeable": True,
        "person": person,
        "post": post,
        "role": "",
    }
    rule = pin | {
        "kind": "rule",
        "rule": "min_tenure",
        "sentence": f"{person} belum dua tahun di jabatannya.",
        "legal": [{"instrument": "PP 11/2017", "article": "ps. 190", "confidence": "C"}],
        "changeable": False,
    }
    date = {
        "by": "rules",
        "sentence": "Sah mulai 1 Oktober 2027.",
        "sentence_en": "Lawful from 1 October 2027.",
    }
    return {
        "status": "conflict",
        "people": [person],
        "conflict": {"facts": [pin, rule], "size": "smallest", "confirmed": True, "note": ""},
        "relaxation": {
            "drop": [pin],
            "smallest": True,
            "confirmed_twice": True,
            "dates": [date],
            "paths": [{"person": person, "stays": [{"post": post, "first": 0, "last": 5, "roles": []}]}],
        },
    }


def test_a_verdict_names_people_law_way_out_and_date(site: Site):
    borough = settle(site.database)
    draft(site.database, [])
    with site.database.write() as session:
        run = session.scalars(select(Run)).one()
        run.status, run.message = "failed", "no_lawful_plan:proven\nsomebody"
        run.verdict = verdict(borough.ani, borough.vacant)
        address = f"/babak/{session.scalars(select(TransferRound.key)).one()}/run/{run.key}"
        name = session.scalars(select(Person.name).where(Person.key == borough.ani)).one()
    text = site.client("planner").get(address).text
    for words in (f"{name} dipin pada", "PP 11/2017 ps. 190", "Sah mulai 1 Oktober 2027.", "/pin"):
        assert words in text
    assert f"{borough.ani} dipin" not in text


def test_a_gap_is_called_proven_only_when_its_bound_is_certified(site: Site):
    settle(site.database)
    draft(site.database, [])
    with site.database.read() as session:
        run = session.scalars(select(Run.key)).one()
        address = f"/babak/{session.scalars(select(TransferRound.key)).one()}/run/{run}"
    before = site.client("planner").get(address).text
    with site.database.write() as session:
        plan = session.scalars(select(Plan)).one()
        plan.certified_at = plan.verified_at
    after = site.client("planner").get(address).text
    assert ("Celah terbukti" in before, "Celah terbukti" in after) == (False, True)
    assert ("belum disertifikasi" in before, "belum disertifikasi" in after) == (True, False)
