"""The rank of whoever enters a post lies in the band of the post."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.case import Person, Post
from optimizer.levels import rank_order
from optimizer.rules._arrays import by_post, per_round, unless_own
from optimizer.rules._base import Example, LegalBasis, PricingPart, Rule
from optimizer.rules._examples import office, path, person, post
from optimizer.rules._parameters import parameter

if TYPE_CHECKING:
    from optimizer.nodes import Nodes
    from optimizer.register import Register

BANDS = {
    "I.a": ["IV/d", "IV/e"],
    "I.b": ["IV/c", "IV/e"],
    "II.a": ["IV/c", "IV/d"],
    "II.b": ["IV/b", "IV/c"],
    "III.a": ["IV/a", "IV/b"],
    "III.b": ["III/d", "IV/a"],
    "IV.a": ["III/c", "III/d"],
    "IV.b": ["III/b", "III/c"],
    "V.a": ["III/a", "III/b"],
    "Pemula": ["II/a", "II/a"],
    "Terampil": ["II/b", "II/d"],
    "Mahir": ["III/a", "III/b"],
    "Penyelia": ["III/c", "III/d"],
    "Ahli Pertama": ["III/a", "III/b"],
    "Ahli Muda": ["III/c", "III/d"],
    "Ahli Madya": ["IV/a", "IV/c"],
    "Ahli Utama": ["IV/d", "IV/e"],
}
"""Lowest and highest rank by echelon and functional level, where the post names none itself."""


class RankBand(Rule):
    """
    Require a rank inside the band of the post on entering it.

    Notes
    -----
    The post's own band counts before the one of its echelon or functional level. An unknown rank is in no
    band. Contract staff have grades, not ranks, and are not judged here. Both ends belong to the band.
    """

    code = "rank_band"
    title = "Pangkat sesuai jenjang jabatan"
    title_en = "Rank in the band of the post"
    legal = (
        LegalBasis("PP 100/2000 jo. PP 13/2002", "lampiran", "C"),
        LegalBasis("PermenPANRB 1/2023", "jenjang jabatan fungsional", "M"),
    )
    sentence = "{person} berpangkat {rank}; jabatan {post} meminta {low} sampai {high}."
    sentence_en = "{person} has the rank {rank}; the post {post} asks for {low} to {high}."
    variants = {
        "unknown": (
            "Pangkat {person} tidak tercatat; jabatan {post} meminta {low} sampai {high}.",
            "The rank of {person} is not on record; the post {post} asks for {low} to {high}.",
        )
    }

    examples = (
        Example(
            "III/d enters a post of III/c to III/d",
            office([post("a"), post("b", "SUPERVISOR", echelon="IV.a")], [person("ani", "a")]),
            [path("ani", (0, "b"))],
        ),
        Example(
            "III/b does not",
            office([post("a"), post("b", "SUPERVISOR", echelon="IV.a")], [person("ani", "a", rank="III/b")]),
            [path("ani", (0, "b"))],
            breaches=1,
        ),
        Example(
            "the lowest rank of the band suffices",
            office([post("a"), post("b", rank_min="III/c")], [person("ani", "a", rank="III/c")]),
            [path("ani", (0, "b"))],
        ),
        Example(
            "above the highest rank",
            office([post("a"), post("b", rank_max="III/c")], [person("ani", "a")]),
            [path("ani", (0, "b"))],
            breaches=1,
        ),
        Example(
            "an unknown rank is in no band",
            office([post("a"), post("b", rank_min="III/a")], [person("ani", "a", rank=None)]),
            [path("ani", (0, "b"))],
            breaches=1,
        ),
        Example(
            "the post of today is not judged",
            office([post("a", rank_min="IV/a")], [person("ani", "a")]),
            [],
        ),
        Example(
            "a setting accepts one rank below",
            office(
                [post("a"), post("b", rank_min="III/a")],
                [person("ani", "a", rank="II/d")],
                settings=[{"rule": "rank_band", "valid_from": "2020-01-01", "parameters": {"tolerance": 1}}],
            ),
            [path("ani", (0, "b"))],
        ),
    )

    @dataclass(frozen=True)
    class Params:
        """Parameters of the rule."""

        bands: dict = parameter(
            BANDS,
            "Pangkat terendah dan tertinggi per eselon atau jenjang",
            "Lowest and highest rank by level",
        )
        tolerance: int = parameter(
            0,
            "Tingkat di bawah batas yang masih diterima",
            "Ranks below the band still accepted",
            "ranks",
            0,
            4,
        )

    def pricing(self, nodes: "Nodes", params: Sequence[Any]) -> PricingPart:
        rank = nodes.of_person(nodes.arrays.person_rank)
        has_no_rank = nodes.of_person(nodes.arrays.employment) >= 2

        def lawful(each: Any) -> np.ndarray:
            ends = by_post(nodes, self.code, each, _orders)
            low, high = nodes.of_post(ends[:, 0]), nodes.of_post(ends[:, 1])
            is_inside = (rank >= 0) & (low <= rank) & (rank <= high)
            return is_inside | (nodes.of_post(ends[:, 2]) == 0) | has_no_rank

        return PricingPart(enter=unless_own(nodes, per_round(params, lawful)))

    def objection(
        self, register: "Register", person: Person, post: Post, day: date, params: Any
    ) -> dict[str, Any] | None:
        low, high = _band(post, params)
        if person.employment.startswith("PPPK") or (low is None and high is None):
            return None
        rank = rank_order(person.rank)
        facts = {"person": person.id, "post": post.id, "rank": person.rank, "low": low or "I/a"}
        facts |= {"high": high or "IV/e", "lawful_from": None}
        if rank is None:
            return {**facts, "variant": "unknown"}
        lowest, highest, _ = _orders(post, params)
        return None if lowest <= rank <= highest else facts


def _band(post: Post, params: Any) -> tuple[str | None, str | None]:
    if post.rank_min or post.rank_max:
        return post.rank_min, post.rank_max
    low, high = params.bands.get(post.echelon or post.functional_level or "", (None, None))
    return low, high


def _orders(post: Post, params: Any) -> tuple[int, int, int]:
    """Lowest and highest order, and whether there is a band at all."""
    low, high = _band(post, params)
    lowest, highest = rank_order(low), rank_order(high)
    if lowest is not None:
        # A step below III/a is II/d: letters before the first one lead into the group below.
        group, letter = divmod(lowest, 10)
        below = letter - params.tolerance
        lowest = group * 10 + below if below >= 0 else (group - 1) * 10 + 4 + below
    return (
        -1 if lowest is None else lowest,
        99 if highest is None else highest,
        int(low is not None or high is not None),
    )


RULE = RankBand()
