"""The whole plan keeps to limits on what is measured of it: continuity, fit, number of moves."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.rules._arrays import at_slots, running_rows, served_before, silent
from optimizer.rules._base import NO_LIMIT, Example, Finding, LegalBasis, RowBlock, Rule, Usage
from optimizer.rules._examples import office, path, person, post, serving, system

if TYPE_CHECKING:
    from optimizer.case import Limit
    from optimizer.nodes import Nodes
    from optimizer.walk import Walk

TENTH = 10
"""Percent of fit that make one unit of the measure ``fit``."""


class MeasureLimit(Rule):
    """
    Keep to the limits of ``case.limits``.

    Notes
    -----
    ``moves`` counts changes of post. ``continuity`` counts, over the rounds in which a system is being built,
    the roles served by people who serve them today. ``fit`` adds up, over posts held and rounds, the
    importance of the post times the percent of its standard that the holder meets, divided by ten and rounded
    down. A limit without a price is kept; one with a price costs it for each unit missing or in excess, and
    what is wanted at least is credited as far as it is there.
    """

    code = "measure_limit"
    title = "Batas ukuran rencana"
    title_en = "Limit on a measure of the plan"
    legal = (LegalBasis("ADR 0010", "batas pilihan perencana atas seluruh rencana", "M"),)
    precedence = 9
    sentence = "Rencana mencapai {amount} untuk ukuran {measure}; batasnya {low} sampai {high}."
    sentence_en = "The plan has {amount} of the measure {measure}; the limit is {low} to {high}."

    examples = (
        Example(
            "one move where one is allowed",
            office([post("a"), post("b")], [person("ani", "a")], limits=[{"measure": "moves", "at_most": 1}]),
            [path("ani", (0, "b"))],
        ),
        Example(
            "one move where none is allowed",
            office([post("a"), post("b")], [person("ani", "a")], limits=[{"measure": "moves", "at_most": 0}]),
            [path("ani", (0, "b"))],
            breaches=1,
        ),
        Example(
            "a priced limit costs each unit beyond it",
            office(
                [post("a"), post("b")],
                [person("ani", "a")],
                limits=[{"measure": "moves", "at_most": 0, "price": 7}],
            ),
            [path("ani", (0, "b"))],
            points=-7,
        ),
        Example(
            "one of two rounds of a role of today is too little",
            office(
                [post("a"), post("b")],
                [person("ani", "a")],
                systems=system({"id": "r"}),
                services=[serving("ani", "r")],
                limits=[{"measure": "continuity", "at_least": 2}],
            ),
            [path("ani", (0, "a", "r"), (1, "b"))],
            breaches=1,
        ),
        Example(
            "half of the standard of a plain post over two rounds is ten units",
            office(
                [post("a", standard={"c": 2})],
                [person("ani", "a", levels={"c": 1})],
                limits=[{"measure": "fit", "at_least": 12, "price": 3}],
            ),
            [],
            points=30,
        ),
    )

    def master(self, nodes: "Nodes", params: Sequence[Any]) -> RowBlock | None:
        limits = nodes.case.limits
        if not limits:
            return None
        count = len(limits)
        low = np.array([-NO_LIMIT if each.at_least is None else each.at_least for each in limits], np.int64)
        high = np.array([NO_LIMIT if each.at_most is None else each.at_most for each in limits], np.int64)
        price = np.array([each.price for each in limits], np.int64)
        most = np.array([_most(nodes, each.measure) for each in limits], np.int64)
        return RowBlock(
            code=self.code,
            keys=[f"{self.code}:{each.measure}" for each in limits],
            lower=low,
            upper=high,
            missing_price=np.where(low > -NO_LIMIT, price, 0),
            excess_price=np.where(high < NO_LIMIT, price, 0),
            missing_max=np.where((price > 0) & (low > -NO_LIMIT), low, 0),
            excess_max=np.where((price > 0) & (high < NO_LIMIT), most, 0),
            usage=[use for n in range(count) for use in self._usage(nodes, n, limits[n])],
        )

    def _usage(self, nodes: "Nodes", n: int, limit: "Limit") -> list[Usage]:
        row = np.full((1, 1, 1, 1), n, np.int32)
        if limit.measure == "moves":
            place = nodes.post[:, :, None].astype(np.int32)
            return [Usage("enter", row, np.ones((1, 1, 1, 1), np.int64), place)]
        if limit.measure == "fit":
            importance = nodes.of_post(nodes.arrays.importance)[:, :, None].astype(np.int64)
            return [Usage("hold", row, (importance * nodes.fit // TENTH)[:, :, None, :])]
        if not nodes.has_roles:
            return silent("hold")
        runs = running_rows(nodes, np.ones(len(nodes.arrays.role_pairs), bool))
        is_counted = (at_slots(nodes, runs) >= 0) & (served_before(nodes) >= 0)[..., None]
        return [Usage("hold", np.where(is_counted, n, -1).astype(np.int32), is_counted.astype(np.int64))]

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        for limit in walk.case.limits:
            amount = measured(walk)[limit.measure]
            low, high = limit.at_least or 0, limit.at_most
            missing, excess = max(0, low - amount), 0 if high is None else max(0, amount - high)
            facts: dict[str, Any] = {"measure": limit.measure, "amount": amount, "low": low}
            facts["high"] = "-" if high is None else high
            if limit.price:
                yield self.charge(limit.price * (low - missing - excess), **facts)
            elif missing or excess:
                yield self.breach(**facts)


def _most(nodes: "Nodes", measure: str) -> int:
    """Units that no plan exceeds, for the engine alone: as far may a priced limit be missed."""
    case, rounds = nodes.case, nodes.arrays.rounds
    if measure == "continuity":
        return len(case.services) * rounds
    most = 100 * int(nodes.arrays.importance.max(initial=1)) // TENTH if measure == "fit" else 1
    return len(case.persons) * rounds * most


def measured(walk: "Walk") -> dict[str, int]:
    """
    Measure a plan.

    Parameters
    ----------
    walk : Walk
        The plan as stays of people.

    Returns
    -------
    dict
        Units of ``continuity``, ``fit`` and ``moves``.
    """
    register = walk.register
    fit = 0
    for journey in walk.journeys:
        grows = bool(journey.person.gains)
        for stay in journey.stays:
            rounds = range(stay.first, stay.last + 1)
            importance = register.importance(stay.post)
            if grows:
                fits = [register.fit(journey.person, stay.post, t) for t in rounds]
                fit += sum(importance * each // TENTH for each in fits)
            else:
                once = importance * register.fit(journey.person, stay.post, stay.first) // TENTH
                fit += len(rounds) * once
    kept = sum(
        register.runs(spell.role, t)
        for spell in walk.spells
        if spell.served >= 0
        for t in range(spell.first, spell.after)
    )
    return {"continuity": kept, "fit": fit, "moves": len(walk.moves)}


RULE = MeasureLimit()
