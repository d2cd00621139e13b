"""Every move inside the agency is decided after advice of the performance appraisal team."""

from dataclasses import dataclass

from optimizer.rules._base import Example, LegalBasis, Paper
from optimizer.rules._examples import office, path, person, post
from optimizer.rules._gate import ApprovalRule
from optimizer.rules._parameters import parameter


class AdvisoryTeam(ApprovalRule):
    """Ask for the minutes of the advisory team for every move."""

    code = "advisory_team"
    title = "Pertimbangan Tim Penilai Kinerja"
    title_en = "Advice of the appraisal team"
    legal = (LegalBasis("PP 11/2017", "ps. 191", "C"),)
    paper = Paper(
        "berita acara pertimbangan",
        "the minutes",
        "Tim Penilai Kinerja",
        "the appraisal team",
    )

    @dataclass(frozen=True)
    class Params:
        """Parameters of the rule."""

        lead_days: int = parameter(
            10, "Hari kerja sampai berita acara", "Working days until the minutes", "days", 0, 365
        )
        applies: bool = parameter(True, "Berlaku", "In force")

    examples = (
        Example("nobody moves", office([post("a")], [person("ani", "a")]), []),
        Example(
            "a move needs the minutes",
            office([post("a"), post("b")], [person("ani", "a")]),
            [path("ani", (0, "b"))],
            gates=1,
        ),
        Example(
            "two moves of one person need them twice",
            office([post("a"), post("b"), post("c")], [person("ani", "a")]),
            [path("ani", (0, "b"), (1, "c"))],
            gates=2,
        ),
    )


RULE = AdvisoryTeam()
