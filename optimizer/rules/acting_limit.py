"""An acting official fills a vacancy for a time only; then a new decision or a holder is due."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from optimizer.calendar import add_months, whole_months
from optimizer.rules._base import NEEDED, NEEDED_EN, Example, Finding, LegalBasis, Paper, Rule
from optimizer.rules._examples import office, path, person, post
from optimizer.rules._parameters import parameter

if TYPE_CHECKING:
    from optimizer.walk import Walk

LED = frozenset({"SUPERVISOR", "ADMINISTRATOR", "SENIOR_EXECUTIVE"})

ORDER = Paper(
    "surat perintah pelaksana tugas yang baru atau pengisian definitif",
    "a new acting order or a definitive holder",
    "PPK",
    "the appointing authority",
)


class ActingLimit(Rule):
    """
    List the led posts that stay vacant for longer than an acting appointment and its renewals last.

    Notes
    -----
    A vacancy counts from the round in which nobody holds the post, or from round 0 where it is vacant
    already: since when is not part of a case. A vacancy of exactly the limit is within it. No points: empty
    places cost their own in the rule on the formation.
    """

    code = "acting_limit"
    title = "Batas penugasan pelaksana tugas"
    title_en = "Limit of acting appointments"
    precedence = 9
    legal = (LegalBasis("SE BKN 1/SE/I/2021", "pelaksana tugas dan pelaksana harian", "M"),)
    sentence = (
        "Jabatan {post} kosong {months} bulan, lebih dari {limit} bulan penugasan Plt pada {on}; " + NEEDED
    )
    sentence_en = (
        "The post {post} is vacant for {months} months, more than the {limit} months of an acting official "
        "that end on {on}; " + NEEDED_EN
    )

    @dataclass(frozen=True)
    class Params:
        """Parameters of the rule."""

        months: int = parameter(3, "Lama satu penugasan Plt", "One acting appointment", "months", 1, 24)
        renewals: int = parameter(1, "Perpanjangan yang boleh", "Renewals allowed", "times", 0, 12)
        lead_days: int = parameter(
            10, "Hari kerja sampai keputusan terbit", "Working days until the decision", "days", 0, 365
        )

    examples = (
        Example(
            "a head's post stays empty for a year",
            office([post("a"), post("b", "SUPERVISOR")], [person("ani", "a")]),
            [],
            gates=1,
        ),
        Example(
            "filled after half a year, just in time",
            office([post("a"), post("b", "SUPERVISOR")], [person("ani", "a")]),
            [path("ani", (0, "a"), (1, "b"))],
        ),
        Example(
            "filled from the start",
            office([post("b", "SUPERVISOR")], [person("ani", "b")]),
            [],
        ),
        Example(
            "nobody acts for staff",
            office([post("a"), post("b")], [person("ani", "a")]),
            [],
        ),
        Example(
            "a setting allows three renewals",
            office(
                [post("a"), post("b", "SUPERVISOR")],
                [person("ani", "a")],
                settings=[
                    {"rule": "acting_limit", "valid_from": "2027-01-01", "parameters": {"renewals": 3}}
                ],
            ),
            [],
        ),
    )

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        register = walk.register
        for each in walk.case.posts:
            if each.kind not in LED or not each.open or not each.formation:
                continue
            vacant = [t for t in range(register.rounds) if not walk.holders[each.id, t]]
            # Rounds in a row differ from their rank by the same number.
            for _, run in groupby(enumerate(vacant), key=lambda at: at[1] - at[0]):
                rounds = [t for _, t in run]
                since, until = register.dates[rounds[0]], register.dates[rounds[-1] + 1]
                setting = params[rounds[0]]
                limit = setting.months * (1 + setting.renewals)
                if whole_months(since, until) > limit:
                    yield self.gate(
                        ORDER,
                        setting.lead_days,
                        post=each.id,
                        months=whole_months(since, until),
                        limit=limit,
                        round=rounds[0],
                        on=add_months(since, limit),
                    )


RULE = ActingLimit()
