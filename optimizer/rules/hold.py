"""An approved hold keeps a person on a role until its date, as far as the law lets it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.calendar import whole_months
from optimizer.case import Hold as ApprovedHold
from optimizer.case import Person
from optimizer.rules._base import (
    NEEDED,
    NEEDED_EN,
    Example,
    Finding,
    LegalBasis,
    Paper,
    PricingPart,
    Rule,
)
from optimizer.rules._examples import office, path, person, post, serving, system
from optimizer.rules._parameters import parameter

if TYPE_CHECKING:
    from optimizer.nodes import Nodes
    from optimizer.register import Register
    from optimizer.walk import Journey, Walk

GONE = ("berakhirnya masa kerja", "the end of service")
ENDING = Paper(
    "keputusan mengakhiri penahanan dengan rencana serah terima",
    "the decision on ending the hold and its handover plan",
    "PPK",
    "the appointing authority",
)


class Hold(Rule):
    """
    Require that a held person keeps the role in every round that begins before the hold ends.

    Notes
    -----
    The role may be kept from another post. Stronger rules end a hold: the end of service, a heavy sanction
    in force, a longest time in a post prone to corruption, and five years in a senior executive post. Where
    the plan lets a held person go for such a reason, it says which rule was stronger and how much of the
    role's need is then served by nobody, and lists the decision that ends the hold.
    """

    code = "hold"
    title = "Penahanan sampai sistem selesai"
    title_en = "Hold until the system is finished"
    precedence = 7
    legal = (
        LegalBasis("PP 11/2017", "ps. 190 ayat (3) dan (4)", "C"),
        LegalBasis("PermenPANRB 3/2020", "retensi talenta", "C"),
    )
    sentence = "{person} ditahan pada {role} sampai {until}, tetapi rencana melepasnya pada {on}."
    sentence_en = "{person} is held on {role} until {until}, but the plan lets go on {on}."
    variants = {
        "yields": (
            "Penahanan {person} pada {role} sampai {until} berakhir pada {on} karena {reason}; {missing} "
            "persen kebutuhan peran itu lalu tidak dilayani; " + NEEDED,
            "The hold of {person} on {role} until {until} ends on {on} because of {reason}; {missing} "
            "percent of the role's need is then served by nobody; " + NEEDED_EN,
        )
    }

    examples = (
        Example(
            "held, and kept on the role",
            office(
                [post("a"), post("b")],
                [person("ani", "a")],
                systems=system({"id": "r"}),
                services=[serving("ani", "r")],
                holds=[{"person": "ani", "role": "r", "until": "2028-04-01"}],
            ),
            [],
        ),
        Example(
            "held, but taken off the role",
            office(
                [post("a"), post("b")],
                [person("ani", "a")],
                systems=system({"id": "r"}),
                services=[serving("ani", "r")],
                holds=[{"person": "ani", "role": "r", "until": "2028-04-01"}],
            ),
            [path("ani", (0, "a", "r"), (1, "b"))],
            breaches=1,
        ),
        Example(
            "the hold ends on the date of the move",
            office(
                [post("a"), post("b")],
                [person("ani", "a")],
                systems=system({"id": "r"}),
                services=[serving("ani", "r")],
                holds=[{"person": "ani", "role": "r", "until": "2027-10-01"}],
            ),
            [path("ani", (0, "a", "r"), (1, "b"))],
        ),
        Example(
            "the role is kept from another post",
            office(
                [post("a"), post("b")],
                [person("ani", "a")],
                systems=system({"id": "r"}),
                services=[serving("ani", "r")],
                holds=[{"person": "ani", "role": "r", "until": "2028-04-01"}],
            ),
            [path("ani", (0, "a", "r"), (1, "b", "r"))],
        ),
        Example(
            "a heavy sanction outranks the hold",
            office(
                [post("a"), post("b")],
                [person("ani", "a", sanctions=[{"level": "heavy", "since": "2027-05-01"}])],
                systems=system({"id": "r"}),
                services=[serving("ani", "r")],
                holds=[{"person": "ani", "role": "r", "until": "2028-04-01"}],
            ),
            [path("ani", (0, "a", "r"), (1, "b"))],
            gates=1,
        ),
        Example(
            "so does the time in a post prone to corruption",
            office(
                [post("a", high_risk=True), post("b")],
                [person("ani", "a", post_since="2022-05-01")],
                systems=system({"id": "r"}),
                services=[serving("ani", "r")],
                holds=[{"person": "ani", "role": "r", "until": "2028-04-01"}],
            ),
            [path("ani", (0, "a", "r"), (1, "b"))],
            gates=1,
        ),
        Example(
            "but not a month before it is over",
            office(
                [post("a", high_risk=True), post("b")],
                [person("ani", "a", post_since="2022-11-01")],
                systems=system({"id": "r"}),
                services=[serving("ani", "r")],
                holds=[{"person": "ani", "role": "r", "until": "2028-04-01"}],
            ),
            [path("ani", (0, "a", "r"), (1, "b"))],
            breaches=1,
        ),
    )

    @dataclass(frozen=True)
    class Params:
        """Parameters of the rule."""

        high_risk_months: int = parameter(
            60,
            "Masa dalam jabatan rawan korupsi yang mengakhiri penahanan",
            "Time in a post prone to corruption that ends a hold",
            "months",
            1,
            600,
        )
        executive_months: int = parameter(
            60,
            "Masa dalam jabatan pimpinan tinggi yang mengakhiri penahanan",
            "Time in a senior executive post that ends a hold",
            "months",
            1,
            600,
        )
        lead_days: int = parameter(
            10, "Hari kerja untuk mengakhiri penahanan", "Working days to end a hold", "days", 0, 365
        )

    def pricing(self, nodes: "Nodes", params: Sequence[Any]) -> PricingPart:
        arrays, position = nodes.arrays, {int(p): i for i, p in enumerate(nodes.persons)}
        holds = [hold for hold in nodes.case.holds if arrays.person_position[hold.person] in position]
        if not holds:
            return PricingPart()
        lawful = np.ones(nodes.shape, bool)
        for hold in holds:
            p = arrays.person_position[hold.person]
            binds = np.array(
                [
                    day < hold.until and not _is_overruled(nodes, p, t, params[t])
                    for t, day in enumerate(arrays.dates[:-1])
                ]
            )
            keeps = (nodes.role[position[p]] == arrays.role_position[hold.role]).any(axis=1)
            lawful[position[p]] &= keeps[:, None] | ~binds
        return PricingPart(hold=lawful)

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        register = walk.register
        for journey in walk.journeys:
            for hold in register.holds.get(journey.person.id, ()):
                for stay in journey.stays:
                    if hold.role in stay.roles:
                        continue
                    missed = [
                        t
                        for t in range(stay.first, stay.last + 1)
                        if self._binds(register, journey.person, hold, t, params[t])
                    ]
                    if missed:
                        yield self.breach(
                            person=hold.person,
                            role=hold.role,
                            until=hold.until,
                            round=missed[0],
                            on=register.dates[missed[0]],
                        )

            yield from self._yielding(walk, journey, params)

    def _yielding(self, walk: "Walk", journey: "Journey", params: Sequence[Any]) -> Iterator[Finding]:
        """Say which holds a stronger rule has ended, and what is then missing."""
        register = walk.register
        roles = [stay.roles for stay in journey.stays for _ in range(stay.first, stay.last + 1)]
        for hold in register.holds.get(journey.person.id, ()):
            for t in range(register.rounds):
                day = register.dates[t]
                if day >= hold.until:
                    break
                if t < journey.end and hold.role in roles[t]:
                    continue
                reason = GONE if t >= journey.end else _stronger(register, journey.person, day, params[t])
                if reason is not None:
                    served = sum(
                        spell.shares[t - spell.first]
                        for spell in walk.spells
                        if spell.role == hold.role and spell.first <= t < spell.after
                    )
                    need = register.roles[hold.role][1].need_percent if register.runs(hold.role, t) else 0
                    facts = {"person": hold.person, "role": hold.role, "until": hold.until, "on": day}
                    facts |= {"reason": reason[0], "reason_en": reason[1], "missing": max(0, need - served)}
                    yield self.gate(ENDING, params[t].lead_days, variant="yields", round=t, **facts)
                break

    def _binds(self, register: "Register", person: Person, hold: ApprovedHold, t: int, params: Any) -> bool:
        day = register.dates[t]
        return day < hold.until and _stronger(register, person, day, params) is None


def _stronger(register: "Register", person: Person, day: date, params: Any) -> tuple[str, str] | None:
    """Name what ends a hold of somebody in service on a day, in both languages; None when nothing does."""
    post = register.posts[person.post]
    if _serves_heavy_sanction(person, day):
        return "hukuman disiplin berat", "a heavy sanction"
    served = whole_months(person.post_since, day) if person.post_since else -1
    if post.high_risk and served >= params.high_risk_months:
        return "batas masa jabatan rawan korupsi", "the limit of time in a post prone to corruption"
    if post.kind == "SENIOR_EXECUTIVE" and served >= params.executive_months:
        return "masa jabatan paling lama JPT", "the longest time in a senior executive post"
    return None


def _is_overruled(nodes: "Nodes", p: int, t: int, params: Any) -> bool:
    """Tell whether a stronger rule ends every hold of person p by round t."""
    arrays, post = nodes.arrays, nodes.arrays.person_post[p]
    months = int(arrays.months_in_post[p])
    served = months + t * nodes.case.horizon.round_months if months >= 0 else -1
    limits = []
    if arrays.post_high_risk[post]:
        limits.append(params.high_risk_months)
    if arrays.post_step[post] == 3 and arrays.post_managerial[post]:
        limits.append(params.executive_months)
    is_served = any(served >= limit for limit in limits)
    return is_served or _serves_heavy_sanction(nodes.case.persons[p], arrays.dates[t])


def _serves_heavy_sanction(person: Person, day: date) -> bool:
    return any(
        sanction.level == "heavy"
        and sanction.since <= day
        and (sanction.until is None or day <= sanction.until)
        for sanction in person.sanctions
    )


RULE = Hold()
