"""
The verifier: judges a plan by the case alone, rule by rule, and adds up its value.

It shares no code with pricing, master or engine, and knows no solver.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

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
    Judge a plan and what it claims.

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
    report = assess(case, plan)
    claims = list(_false_claims(case, plan, report.value))
    return replace(report, findings=(*(_shape_breach(sentence) for sentence in claims), *report.findings))


def assess(case: Case, plan: Plan) -> Report:
    """
    Judge the paths of a plan, whatever it claims about itself.

    Parameters
    ----------
    case : Case
        A sound case.
    plan : Plan
        Any plan.

    Returns
    -------
    Report
        Value, ledger by rule and findings.
    """
    walk = walk_plan(case, plan)
    findings = [_shape_breach(fault.sentence, person=fault.person) for fault in walk.faults]
    ledger: defaultdict[str, int] = defaultdict(int)
    for rule in RULES:
        for finding in rule.verify(walk, parameters_by_round(case, rule)):
            findings.append(finding)
            if finding.points:
                ledger[finding.rule] += finding.points
    return Report(sum(ledger.values()), dict(ledger), tuple(findings))


def _false_claims(case: Case, plan: Plan, value: int) -> Iterator[str]:
    expected = case_hash(case)
    if plan.case_hash != expected:
        yield f"the plan belongs to the case {plan.case_hash or '(none)'}, not to {expected}"
    if plan.value != value:
        yield f"the plan claims a value of {plan.value}, but it is worth {value}"
    if plan.bound is not None and plan.bound < value:
        yield f"the plan claims a bound of {plan.bound}, below its own value of {value}"
    if plan.status == "optimal" and plan.bound != plan.value:
        yield "the plan claims to be optimal, but its bound is not its value"


def _shape_breach(sentence: str, **facts: str) -> Finding:
    return Finding(SHAPE, "breach", 0, {"sentence": sentence, **facts})
