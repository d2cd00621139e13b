"""Mutations respect the ban on conflicts of interest, and whoever is moved says that there is none."""

from optimizer.rules._base import Example, LegalBasis, Paper
from optimizer.rules._examples import office, path, person, post
from optimizer.rules._gate import ApprovalRule, waiting


class ConflictOfInterest(ApprovalRule):
    """
    Ask for a statement on conflicts of interest for every move.

    Notes
    -----
    Kin in one chain of command, and members of the appraisal team, are matters of their own rules.
    """

    code = "conflict_of_interest"
    title = "Pernyataan konflik kepentingan"
    title_en = "Statement on conflicts of interest"
    legal = (
        LegalBasis("PP 11/2017", "ps. 190 ayat (5)", "C"),
        LegalBasis("PermenPANRB 17/2024", "", "C"),
    )
    paper = Paper(
        "surat pernyataan bebas konflik kepentingan",
        "the statement on conflicts of interest",
        "pegawai yang dipindahkan, diketahui atasannya",
        "the official who is moved, countersigned by the superior",
    )
    Params = waiting(3)
    examples = (
        Example("nobody moves", office([post("a")], [person("ani", "a")]), []),
        Example(
            "a move needs the statement",
            office([post("a"), post("b")], [person("ani", "a")]),
            [path("ani", (0, "b"))],
            gates=1,
        ),
        Example(
            "each of two people who change places makes one",
            office([post("a"), post("b")], [person("ani", "a"), person("budi", "b")]),
            [path("ani", (0, "b")), path("budi", (0, "a"))],
            gates=2,
        ),
    )


RULE = ConflictOfInterest()
