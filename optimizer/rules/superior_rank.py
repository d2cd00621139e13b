"""A subordinate of higher rank than the head is lawful, and asks for a reason in writing."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from optimizer.case import Person, Post
from optimizer.levels import rank_order
from optimizer.rules._base import NEEDED, NEEDED_EN, Example, Finding, LegalBasis, Paper, Rule
from optimizer.rules._examples import office, path, person, post
from optimizer.rules._gate import waiting

if TYPE_CHECKING:
    from optimizer.walk import Walk

NOTE = Paper(
    "catatan alasan penempatan di bawah atasan berpangkat lebih rendah",
    "the note why a higher rank is placed under a lower one",
    "PPK atas saran Tim Penilai Kinerja",
    "the appointing authority, advised by the appraisal team",
)


class SuperiorRank(Rule):
    """
    List the moves that put somebody under a head of lower rank, and ask for the reason.

    Notes
    -----
    The direct head is whoever leads the own unit, or the nearest unit above it that somebody leads in that
    round. Equal ranks are fine, and so is an unknown rank. The move of the subordinate is listed, and the
    move of a head to people of higher rank once, with their number. Long practice, not law: no points.
    """

    code = "superior_rank"
    title = "Pangkat tidak melebihi atasan langsung"
    title_en = "Rank not above the superior's"
    precedence = 9
    legal = (LegalBasis("Praktik kepegawaian", "(Kanreg I BKN)", "N"),)
    sentence = "{person} ({rank}) pada {on} menjadi bawahan {superior} ({superior_rank}); " + NEEDED
    sentence_en = "{person} ({rank}) will be under {superior} ({superior_rank}) from {on}; " + NEEDED_EN
    variants = {
        "head": (
            "{person} ({rank}) pada {on} memimpin {count} orang yang berpangkat lebih tinggi; " + NEEDED,
            "{person} ({rank}) will lead {count} people of higher rank from {on}; " + NEEDED_EN,
        )
    }
    Params = waiting(5)
    examples = (
        Example(
            "a lower rank moves under a higher one",
            office(
                [post("a", unit="v"), post("b", "SUPERVISOR", leads_unit=True), post("c")],
                [person("ani", "a", rank="III/c"), person("budi", "b")],
            ),
            [path("ani", (0, "c"))],
        ),
        Example(
            "a higher rank moves under a lower one",
            office(
                [post("a", unit="v"), post("b", "SUPERVISOR", leads_unit=True), post("c")],
                [person("ani", "a", rank="IV/a"), person("budi", "b")],
            ),
            [path("ani", (0, "c"))],
            gates=1,
        ),
        Example(
            "equal ranks",
            office(
                [post("a", unit="v"), post("b", "SUPERVISOR", leads_unit=True), post("c")],
                [person("ani", "a"), person("budi", "b")],
            ),
            [path("ani", (0, "c"))],
        ),
        Example(
            "the head of lower rank is the one who moves",
            office(
                [post("a", unit="v"), post("b", "SUPERVISOR", leads_unit=True), post("c", formation=2)],
                [person("ani", "a"), person("budi", "c", rank="IV/a"), person("cici", "c", rank="IV/b")],
            ),
            [path("ani", (0, "b"))],
            gates=1,
        ),
        Example(
            "nobody moves: an old arrangement is not the plan's",
            office(
                [post("b", "SUPERVISOR", leads_unit=True), post("c")],
                [person("ani", "c", rank="IV/a"), person("budi", "b")],
            ),
            [],
        ),
    )

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        register = walk.register
        for t in sorted({move.round for move in walk.moves}):
            each = params[t]
            if not each.applies:
                continue
            moved = {move.person.id: move.target for move in walk.moves if move.round == t}
            for head, led in _people_by_head(walk, t).items():
                leader = register.persons[head]
                rank = rank_order(leader.rank)
                higher = [
                    (someone, held)
                    for someone, held in led
                    if rank is not None and (rank_order(someone.rank) or 0) > rank
                ]
                facts: dict[str, Any] = {"round": t, "on": register.dates[t]}
                for someone, held in higher:
                    if someone.id in moved:
                        facts |= {"person": someone.id, "post": held.id, "rank": someone.rank}
                        facts |= {"superior": head, "superior_rank": leader.rank}
                        yield self.gate(NOTE, each.lead_days, **facts)
                count = sum(someone.id not in moved for someone, _ in higher)
                if head in moved and count:
                    facts |= {"person": head, "post": moved[head].id, "rank": leader.rank}
                    yield self.gate(NOTE, each.lead_days, variant="head", count=count, **facts)


def _people_by_head(walk: "Walk", t: int) -> dict[str, list[tuple[Person, Post]]]:
    """Find whom each head commands directly in a round, with their posts."""
    serving: list[tuple[Person, Post]] = []
    head_of: dict[str, str] = {}
    for journey in walk.journeys:
        held = next((stay.post for stay in journey.stays if stay.first <= t <= stay.last), None)
        if held is not None:
            serving.append((journey.person, held))
            if held.leads_unit:
                head_of.setdefault(held.unit, journey.person.id)
    below: defaultdict[str, list[tuple[Person, Post]]] = defaultdict(list)
    over: dict[str, str | None] = {}
    for someone, held in serving:
        if held.id not in over:
            units = walk.register.commanding_units(held)
            over[held.id] = next((head_of[unit] for unit in units if unit in head_of), None)
        head = over[held.id]
        if head is not None:
            below[head].append((someone, held))
    return below


RULE = SuperiorRank()
