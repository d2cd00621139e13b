"""Contract staff are relocated by the agency, through BKN's system, and never at their own request."""

from typing import TYPE_CHECKING, Any

from optimizer.rules._base import Example, LegalBasis, Paper
from optimizer.rules._examples import office, path, person, post
from optimizer.rules._gate import ApprovalRule, waiting

if TYPE_CHECKING:
    from optimizer.walk import Move, Walk


class ContractRelocation(ApprovalRule):
    """
    Ask for the relocation decree, with BKN's approval, when contract staff are moved.

    Notes
    -----
    Policy of January 2026, not statute. Whether contract staff are moved at all is a setting of the rule on
    kinds of employment. A request of their own would count as resigning, so the decree names the agency's
    need as its ground.
    """

    code = "contract_relocation"
    title = "Relokasi PPPK"
    title_en = "Relocation of contract staff"
    legal = (
        LegalBasis("Pernyataan Kepala BKN, Januari 2026", "relokasi PPPK", "C"),
        LegalBasis("PermenPANRB 6/2024", "ps. 59 ayat (4) dan (5)", "C"),
    )
    paper = Paper(
        "keputusan relokasi atas kebutuhan instansi dengan persetujuan BKN",
        "the relocation decree on the agency's need with BKN's approval",
        "PPK dan BKN",
        "the appointing authority and BKN",
    )
    Params = waiting(5)
    examples = (
        Example(
            "a contract employee is relocated",
            office([post("a"), post("b")], [person("ani", "a", employment="PPPK")]),
            [path("ani", (0, "b"))],
            gates=1,
        ),
        Example(
            "a civil servant is not concerned",
            office([post("a"), post("b")], [person("ani", "a")]),
            [path("ani", (0, "b"))],
        ),
        Example(
            "a contract employee who stays",
            office([post("a")], [person("ani", "a", employment="PPPK")]),
            [],
        ),
    )

    def concerns(self, walk: "Walk", move: "Move", params: Any) -> bool:
        """Only contract staff; see ``ApprovalRule.concerns``."""
        return move.person.employment == "PPPK"


RULE = ContractRelocation()
