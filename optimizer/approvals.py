"""The approvals that a plan waits for: each with its document, who issues it, and the last day to ask."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from optimizer.calendar import working_days_before
from optimizer.rules._base import Finding


@dataclass(frozen=True)
class Approval:
    """
    One document that a plan waits for.

    Attributes
    ----------
    finding : Finding
        The gate that names it.
    on : date
        Day by which it has to be there.
    ask_by : date
        Last day on which to ask for it, by the lead time of the rule's setting.
    """

    finding: Finding
    on: date
    ask_by: date

    def said(self, fact: str, language: str) -> Any:
        """
        Read a fact in a language.

        Parameters
        ----------
        fact : str
            Name of the fact, such as ``document``.
        language : {"id", "en"}
            Language.

        Returns
        -------
        object
            The English one where it has one of its own.
        """
        facts = self.finding.facts
        return facts.get(f"{fact}_{language}", facts[fact])


def approvals_of(findings: Iterable[Finding]) -> list[Approval]:
    """
    List the approvals among the findings of a plan.

    Parameters
    ----------
    findings : iterable of Finding
        What the verifier found.

    Returns
    -------
    list of Approval
        The one to be asked for first comes first.
    """
    gates = (finding for finding in findings if finding.kind == "gate")
    found = [
        Approval(gate, gate.facts["on"], working_days_before(gate.facts["on"], gate.facts["lead_days"]))
        for gate in gates
    ]
    return sorted(found, key=lambda each: (each.ask_by, each.on, each.finding.rule))
