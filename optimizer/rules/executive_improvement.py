"""A senior executive who misses the targets of a year has half a year to improve, and is then tested."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from optimizer.calendar import add_months
from optimizer.case import Person
from optimizer.rules._base import NEEDED, NEEDED_EN, Example, Finding, LegalBasis, Paper, Rule
from optimizer.rules._examples import office, path, person, post
from optimizer.rules._parameters import parameter

if TYPE_CHECKING:
    from optimizer.walk import Walk

MISSED = frozenset({"butuh_perbaikan", "kurang", "sangat_kurang"})

TEST = Paper(
    "hasil uji kompetensi ulang sesudah masa perbaikan",
    "the result of the new competency test after the time to improve",
    "PPK dan panitia seleksi",
    "the appointing authority and the selection panel",
)

POOR = [{"year": 2025, "predicate": "baik"}, {"year": 2026, "predicate": "butuh_perbaikan"}]


class ExecutiveImprovement(Rule):
    """
    List the competency test that is due when a senior executive has missed the targets.

    Notes
    -----
    Years count from the last yearly rating on record backwards. The time to improve begins with the year
    after it. The test is due in the first round that begins when that time is over and the person is still
    a senior executive. What follows from it, a move or a demotion, is decided outside a plan.
    """

    code = "executive_improvement"
    title = "Perbaikan kinerja JPT"
    title_en = "Improvement of senior executives"
    precedence = 6
    legal = (
        LegalBasis("UU 5/2014", "ps. 118 (dahulu)", "M"),
        LegalBasis("PP 30/2019", "kinerja JPT yang tidak tercapai", "M"),
    )
    sentence = (
        "{person}, {post}, tidak mencapai target {year}; {months} bulan perbaikan berakhir sebelum {on}. "
        "Jadi " + NEEDED
    )
    sentence_en = (
        "{person}, {post}, missed the targets of {year}, and the {months} months to improve are over by "
        "{on}; " + NEEDED_EN
    )

    @dataclass(frozen=True)
    class Params:
        """Parameters of the rule."""

        months: int = parameter(
            12, "Masa target tidak tercapai", "Time in which targets were missed", "months", 12, 60
        )
        improvement_months: int = parameter(6, "Masa perbaikan", "Time to improve", "months", 0, 60)
        lead_days: int = parameter(
            20, "Hari kerja sampai hasil uji", "Working days until the result", "days", 0, 365
        )

    examples = (
        Example(
            "a good year",
            office([post("a", "SENIOR_EXECUTIVE")], [person("ani", "a")]),
            [],
        ),
        Example(
            "the last year was missed: the test is due after the half-year",
            office([post("a", "SENIOR_EXECUTIVE")], [person("ani", "a", ratings=POOR)]),
            [],
            gates=1,
        ),
        Example(
            "an earlier year that was made good since",
            office(
                [post("a", "SENIOR_EXECUTIVE")],
                [person("ani", "a", ratings=[{**POOR[1], "year": 2025}, {**POOR[0], "year": 2026}])],
            ),
            [],
        ),
        Example(
            "a setting asks for two missed years",
            office(
                [post("a", "SENIOR_EXECUTIVE")],
                [person("ani", "a", ratings=POOR)],
                settings=[
                    {
                        "rule": "executive_improvement",
                        "valid_from": "2027-01-01",
                        "parameters": {"months": 24},
                    }
                ],
            ),
            [],
        ),
        Example(
            "administrators have another procedure",
            office([post("a", "ADMINISTRATOR")], [person("ani", "a", ratings=POOR)]),
            [path("ani", (0, "a"))],
        ),
    )

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        dates = walk.register.dates
        for journey in walk.journeys:
            if walk.register.posts[journey.person.post].kind != "SENIOR_EXECUTIVE":
                continue
            rounds = [
                (t, stay.post)
                for stay in journey.stays
                for t in range(stay.first, stay.last + 1)
                if stay.post.kind == "SENIOR_EXECUTIVE"
            ]
            for t, held in rounds:
                year = _missed_year(journey.person, params[t].months)
                due = None if year is None else add_months(date(year + 1, 1, 1), params[t].improvement_months)
                if due is not None and due <= dates[t]:
                    facts = {"person": journey.person.id, "post": held.id, "round": t, "on": dates[t]}
                    facts |= {"year": str(year), "months": params[t].improvement_months}
                    yield self.gate(TEST, params[t].lead_days, **facts)
                    break


def _missed_year(person: Person, months: int) -> int | None:
    """Return the last year on record when it and those before it, for so many months, were missed."""
    yearly = sorted((each.year, each.predicate) for each in person.ratings if each.period == "Y")
    last = yearly[-(months // 12) :]
    is_missed = len(last) == months // 12 and all(predicate in MISSED for _, predicate in last)
    return last[-1][0] if is_missed else None


RULE = ExecutiveImprovement()
