"""A promotion asks for time spent on the career step below."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.calendar import day_served, whole_months
from optimizer.case import Person, Post
from optimizer.levels import STEPS
from optimizer.rules._arrays import spread, unless_own
from optimizer.rules._base import Example, LegalBasis, PricingPart, Rule
from optimizer.rules._examples import office, path, person, post
from optimizer.rules._parameters import parameter

if TYPE_CHECKING:
    from optimizer.nodes import Nodes
    from optimizer.register import Register


class Experience(Rule):
    """
    Require experience on the step below, or above it, before a post of a higher step is entered.

    Notes
    -----
    Months before the present post come from the record, months in it are counted up to the day of the
    move, and all of them add up. A senior executive post asks in addition for months on any step. A post
    counts as a promotion when it lies above the step held today. An unknown start in the present post
    counts from the start of the horizon. The boundary counts as served.
    """

    code = "experience"
    title = "Pengalaman untuk promosi"
    title_en = "Experience for promotion"
    legal = (
        LegalBasis("PP 11/2017", "ps. 54 ayat (1) huruf d (administrator)", "C"),
        LegalBasis("PP 11/2017", "ps. 54 ayat (2) (pengawas)", "C"),
        LegalBasis("PP 17/2020", "ps. 107 ayat (1) huruf c (JPT pratama)", "C"),
    )
    sentence = (
        "{person} berpengalaman {months} bulan pada jenjang {step} per {on}; jabatan {post} meminta "
        "{limit} bulan. Boleh dipromosikan mulai {lawful_from}."
    )
    sentence_en = (
        "{person} has {months} months on the step {step} by {on}; the post {post} asks for {limit} months. "
        "May be promoted from {lawful_from}."
    )

    examples = (
        Example(
            "three years as staff and one before make four",
            office(
                [post("a"), post("b", "SUPERVISOR")],
                [person("ani", "a", experience={"STAFF": 12})],
            ),
            [path("ani", (0, "b"))],
        ),
        Example(
            "three years alone do not",
            office([post("a"), post("b", "SUPERVISOR")], [person("ani", "a")]),
            [path("ani", (0, "b"))],
            breaches=1,
        ),
        Example(
            "four years to the day",
            office([post("a"), post("b", "SUPERVISOR")], [person("ani", "a", post_since="2023-04-01")]),
            [path("ani", (0, "b"))],
        ),
        Example(
            "two years as administrator, but not five in all",
            office(
                [post("a", "ADMINISTRATOR"), post("b", "SENIOR_EXECUTIVE")],
                [person("ani", "a", experience={"SUPERVISOR": 20})],
            ),
            [path("ani", (0, "b"))],
            breaches=1,
        ),
        Example(
            "a lateral move asks for none",
            office([post("a"), post("b")], [person("ani", "a", post_since="2027-01-01")]),
            [path("ani", (0, "b"))],
        ),
    )

    @dataclass(frozen=True)
    class Params:
        """Parameters of the rule."""

        supervisor: int = parameter(
            48, "Masa sebagai pelaksana untuk pengawas", "Staff service for supervisor", "months", 0, 240
        )
        administrator: int = parameter(
            36,
            "Masa sebagai pengawas untuk administrator",
            "Supervisor service for administrator",
            "months",
            0,
            240,
        )
        senior_executive: int = parameter(
            24,
            "Masa sebagai administrator untuk JPT",
            "Administrator service for executive",
            "months",
            0,
            240,
        )
        executive_total: int = parameter(
            60, "Pengalaman kumulatif untuk JPT", "Cumulative experience for executive", "months", 0, 480
        )

    def pricing(self, nodes: "Nodes", params: Sequence[Any]) -> PricingPart:
        arrays, rounds = nodes.arrays, len(params)
        past = np.array([_past(nodes.case.persons[p]) for p in nodes.persons]).reshape(-1, len(STEPS))
        here = np.maximum(nodes.of_person(arrays.months_in_post), 0)
        grown = here + nodes.case.horizon.round_months * np.arange(rounds)
        held = nodes.of_person(arrays.person_step)
        lawful = np.ones((len(nodes.persons), len(STEPS), rounds), bool)
        total = past[:, :1] + grown
        for step in range(1, len(STEPS)):
            # Months in the post of today count when its step is the one asked for, or lies above it.
            months = past[:, step - 1 : step] + np.where(held >= step - 1, grown, 0)
            lawful[:, step] = months >= np.array([_needed(each)[step] for each in params])
        lawful[:, -1] &= total >= np.array([each.executive_total for each in params])
        lawful |= (np.arange(len(STEPS)) <= held)[:, :, None]
        return PricingPart(enter=unless_own(nodes, spread(nodes, lawful, arrays.post_step)))

    def objection(
        self, register: "Register", person: Person, post: Post, day: date, params: Any
    ) -> dict[str, Any] | None:
        if not register.is_promotion(person, post):
            return None
        target, held = register.step[post.id], register.step[person.post]
        since = person.post_since or register.dates[0]
        here = max(0, whole_months(since, day))
        asked = [(target - 1, _needed(params)[target])]
        if target == len(STEPS) - 1:
            asked.append((0, params.executive_total))
        lacking = []
        for least_step, limit in asked:
            past = sum(person.experience.get(name, 0) for name in STEPS[least_step:])
            counts = held >= least_step
            months = past + (here if counts else 0)
            if months < limit:
                met = day_served(since, limit - past) if counts else None
                lacking.append((met or date.max, least_step, months, limit))
        if not lacking:
            return None
        met, least_step, months, limit = max(lacking)
        return {
            "person": person.id,
            "post": post.id,
            "on": day,
            "step": STEPS[least_step],
            "months": months,
            "limit": limit,
            "lawful_from": None if met == date.max else met,
        }


def _needed(params: Any) -> list[int]:
    return [0, params.supervisor, params.administrator, params.senior_executive]


def _past(person: Person) -> list[int]:
    """Months before the present post on each step or above."""
    months = [person.experience.get(name, 0) for name in STEPS]
    return [sum(months[step:]) for step in range(len(STEPS))]


RULE = Experience()
