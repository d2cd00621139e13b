"""A role is served from a post in the system's unit, or through a work-team decree at a part of the time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.rules._arrays import per_round
from optimizer.rules._base import Example, Finding, LegalBasis, PricingPart, Rule
from optimizer.rules._examples import office, path, person, post, serving, system
from optimizer.rules._parameters import parameter

if TYPE_CHECKING:
    from optimizer.nodes import Nodes
    from optimizer.walk import Stay, Walk

LED = frozenset({"SUPERVISOR", "ADMINISTRATOR", "SENIOR_EXECUTIVE"})


class RoleAccess(Rule):
    """
    Say who may take on a role, from where, and for how much of the working time.

    Notes
    -----
    From a post in the unit that hosts the system at any share; by a work-team decree from functional and
    general posts anywhere, up to a share. All shares of a person add up to 100 percent at most. Who
    begins a role meets at least half of each of its needs. Stays that only continue what is served today
    from the post of today are not judged.
    """

    code = "role_access"
    title = "Cara melayani peran sistem"
    title_en = "Access to the roles of systems"
    legal = (
        LegalBasis("PermenPANRB 7/2022", "tim kerja lintas unit", "C"),
        LegalBasis("ADR 0010", "batas porsi tim kerja", "M"),
    )
    precedence = 9
    sentence = "{person} melayani peran {role} dari jabatan {post}, yang bukan di unit tuan rumah sistem."
    sentence_en = "{person} serves the role {role} from the post {post}, which is not in the system's unit."
    variants = {
        "team_kind": (
            "{person} masuk tim kerja peran {role} dari jabatan struktural {post}.",
            "{person} joins the team of the role {role} from the structural post {post}.",
        ),
        "team_share": (
            "{person} melayani peran {role} lewat tim kerja {share} persen; paling banyak {limit} persen.",
            "{person} serves the role {role} by team decree at {share} percent; {limit} percent is the most.",
        ),
        "total": (
            "Porsi kerja {person} berjumlah {share} persen pada {on}.",
            "The shares of {person} add up to {share} percent on {on}.",
        ),
        "unable": (
            "{person} belum memenuhi separuh kebutuhan kompetensi peran {role} pada {on}.",
            "{person} does not meet half of the needs of the role {role} on {on}.",
        ),
    }

    examples = (
        Example(
            "from a post in the system's unit",
            office(
                [post("a", "STAFF", "u")],
                [person("ani", "a", levels={"c": 4})],
                systems=system({"id": "r", "needs": {"c": 4}}),
                services=[],
            ),
            [path("ani", (0, "a", {"role": "r", "share": 100, "via": "post"}))],
        ),
        Example(
            "from a post elsewhere",
            office(
                [post("a", "STAFF", "v")],
                [person("ani", "a", levels={"c": 4})],
                systems=system({"id": "r", "needs": {"c": 4}}),
                services=[],
            ),
            [path("ani", (0, "a", {"role": "r", "share": 50, "via": "post"}))],
            breaches=1,
        ),
        Example(
            "from elsewhere by a team decree, at half of the time",
            office(
                [post("a", "STAFF", "v")],
                [person("ani", "a", levels={"c": 4})],
                systems=system({"id": "r", "needs": {"c": 4}}),
                services=[],
            ),
            [path("ani", (0, "a", {"role": "r", "share": 50, "via": "team"}))],
        ),
        Example(
            "by a team decree at more than that",
            office(
                [post("a", "STAFF", "v")],
                [person("ani", "a", levels={"c": 4})],
                systems=system({"id": "r", "needs": {"c": 4}}),
                services=[],
            ),
            [path("ani", (0, "a", {"role": "r", "share": 60, "via": "team"}))],
            breaches=1,
        ),
        Example(
            "officials join no team",
            office(
                [post("a", "SUPERVISOR", "v")],
                [person("ani", "a", levels={"c": 4})],
                systems=system({"id": "r", "needs": {"c": 4}}),
                services=[],
            ),
            [path("ani", (0, "a", {"role": "r", "share": 20, "via": "team"}))],
            breaches=1,
        ),
        Example(
            "half of the need suffices",
            office(
                [post("a", "STAFF", "u")],
                [person("ani", "a", levels={"c": 2})],
                systems=system({"id": "r", "needs": {"c": 4}}),
                services=[],
            ),
            [path("ani", (0, "a", {"role": "r", "share": 50, "via": "post"}))],
        ),
        Example(
            "less does not",
            office(
                [post("a", "STAFF", "u")],
                [person("ani", "a", levels={"c": 1})],
                systems=system({"id": "r", "needs": {"c": 4}}),
                services=[],
            ),
            [path("ani", (0, "a", {"role": "r", "share": 50, "via": "post"}))],
            breaches=1,
        ),
        Example(
            "what is served today goes on as it is",
            office(
                [post("a", "SUPERVISOR", "v")],
                [person("ani", "a")],
                systems=system({"id": "r", "needs": {"c": 4}}),
                services=[serving("ani", "r", share=100, via="team")],
            ),
            [],
        ),
    )

    @dataclass(frozen=True)
    class Params:
        """Parameters of the rule."""

        team_share: int = parameter(
            50, "Porsi terbesar lewat tim kerja", "Greatest share by a work-team decree", "percent", 1, 100
        )

    def pricing(self, nodes: "Nodes", params: Sequence[Any]) -> PricingPart:
        arrays = nodes.arrays
        is_empty = nodes.role < 0
        in_unit = nodes.of_role(arrays.role_unit) == nodes.of_post(arrays.post_unit)[:, :, None]
        may_join = ~nodes.of_post(arrays.post_managerial)[:, :, None]
        able = (nodes.service > 0) | is_empty[..., None]

        def lawful(each: Any) -> np.ndarray:
            by_team = may_join & (nodes.share <= each.team_share)
            return is_empty | np.where(nodes.via_team, by_team, in_unit)

        fine = per_round(params, lawful) & able
        same = np.zeros(nodes.role.shape, bool)
        for s in range(nodes.role.shape[2]):
            is_same = nodes.role == nodes.role[:, :1, s : s + 1]
            is_same &= (nodes.share == nodes.share[:, :1, s : s + 1]) & (
                nodes.role_months[:, None, s : s + 1] >= 0
            )
            same |= is_same & (nodes.via_team == nodes.via_team[:, :1, s : s + 1]) & ~is_empty
        same &= nodes.own_post[:, :, None]
        total = np.where(is_empty, 0, nodes.share).sum(axis=2) <= 100
        return PricingPart(enter=(fine | same[..., None]).all(axis=2) & total[:, :, None])

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        register = walk.register
        for journey in walk.journeys:
            before = {
                role: (s.share, s.via) for role, s in register.services.get(journey.person.id, {}).items()
            }
            is_first = True
            for stay in journey.stays:
                now = {role: (a.share, a.via) for role, a in stay.roles.items()}
                is_own = stay.post.id == journey.person.post
                if is_first and is_own and stay.first == 0 and now == before:
                    is_first = False
                    continue
                is_first = False
                new = {role for role in now if not (is_own and before.get(role) == now[role])}
                yield from self._judge(walk, journey.person, stay, new, params[stay.first])

    def _judge(
        self, walk: "Walk", person: Any, stay: "Stay", new: set[str], params: Any
    ) -> Iterator[Finding]:
        register, t = walk.register, stay.first
        facts = {"person": person.id, "post": stay.post.id, "round": t, "on": register.dates[t]}
        total = sum(assignment.share for assignment in stay.roles.values())
        if total > 100:
            yield self.breach(variant="total", share=total, **facts)
        for key in sorted(new):
            assignment, (system, role) = stay.roles[key], register.roles[key]
            if assignment.share * register.proficiency(person, role, t) < 100:
                yield self.breach(variant="unable", role=key, **facts)
            if assignment.via == "post":
                if stay.post.unit != system.unit:
                    yield self.breach(role=key, **facts)
            elif stay.post.kind in LED:
                yield self.breach(variant="team_kind", role=key, **facts)
            elif assignment.share > params.team_share:
                limit = params.team_share
                yield self.breach(
                    variant="team_share", role=key, share=assignment.share, limit=limit, **facts
                )


RULE = RoleAccess()
