"""
The verifier: judges a plan by the case alone, rule by rule, and adds up its value.

It shares no code with pricing, master or engine, and knows no solver.
"""

from collections import defaultdict
from dataclasses import dataclass

from optimizer.case import Case
from optimizer.io import case_hash
from optimizer.plan import Plan
from optimizer.rules import RULES, parameters_by_round
from optimizer.rules._base import Finding
from optimizer.walk import walk_plan

SHAPE = "plan_shape"
"""Code of findings about a plan that cannot be walked, or that belongs to another case."""


@dataclass(frozen=True)
class Report:
    """
    What the verifier found.

    Attributes
    ----------
    value : int
        Points of the plan: the sum of all charges and credits.
    ledger : dict
        Points by rule code; rules without points are left out.
    findings : tuple of Finding
        Breaches, charges and gates, by rule.
    """

    value: int
    ledger: dict[str, int]
    findings: tuple[Finding, ...]

    @property
    def breaches(self) -> tuple[Finding, ...]:
        """The findings that make the plan unlawful."""
        return tuple(finding for finding in self.findings if finding.kind == "breach")

    @property
    def lawful(self) -> bool:
        """Whether no rule is broken."""
        return not any(finding.kind == "breach" for finding in self.findings)


def verify(case: Case, plan: Plan) -> Report:
    """
    Judge a plan.

    Parameters
    ----------
    case : Case
        A sound case.
    plan : Plan
        Any plan.

    Returns
    -------
    Report
        Value, ledger by rule and findings. A plan that belongs to another case, cannot be walked, or
        claims a value other than its own is not lawful.
    """
    walk = walk_plan(case, plan)
    findings = [
        Finding(SHAPE, "breach", 0, {"person": fault.person, "sentence": fault.sentence})
        for fault in walk.faults
    ]
    expected = case_hash(case)
    if plan.case_hash != expected:
        sentence = f"the plan belongs to the case {plan.case_hash or '(none)'}, not to {expected}"
        findings.append(Finding(SHAPE, "breach", 0, {"sentence": sentence}))
    ledger: defaultdict[str, int] = defaultdict(int)
    for rule in RULES:
        for finding in rule.verify(walk, parameters_by_round(case, rule)):
            findings.append(finding)
            if finding.points:
                ledger[finding.rule] += finding.points
    value = sum(ledger.values())
    if plan.value != value:
        sentence = f"the plan claims a value of {plan.value}, but it is worth {value}"
        findings.append(Finding(SHAPE, "breach", 0, {"sentence": sentence}))
    if plan.bound is not None and plan.bound < value:
        sentence = f"the plan claims a bound of {plan.bound}, below its own value of {value}"
        findings.append(Finding(SHAPE, "breach", 0, {"sentence": sentence}))
    return Report(value, dict(ledger), tuple(findings))
