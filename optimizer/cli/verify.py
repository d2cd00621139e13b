"""Check a plan against its case; exit 0 only for a lawful plan."""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec

from optimizer.approvals import Approval, approvals_of
from optimizer.case import Case
from optimizer.certificate import CertificateError, Certified, certify
from optimizer.io import case_hash, plan_hash, read_case, read_plan
from optimizer.plan import Plan
from optimizer.rules import RULE_OF
from optimizer.rules._base import Finding
from optimizer.verify import Report, verify
from optimizer.wording import Language, citation, sentence, show

SHOWN = 20
"""Breaches of one rule that are printed for people; the rest is counted, and `--json` gives all."""


def run(argv: Sequence[str]) -> int:
    """
    Check a plan and print what was found.

    Parameters
    ----------
    argv : sequence of str
        Arguments after the verb.

    Returns
    -------
    int
        0 lawful, 1 unlawful, or without the certificate that was asked for.
    """
    parser = argparse.ArgumentParser("tuntas verify", description=__doc__)
    parser.add_argument("case", help="case file")
    parser.add_argument("plan", help="plan file")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    parser.add_argument("--approvals", action="store_true", help="list every approval, move by move")
    parser.add_argument("--language", choices=("id", "en"), default="en", help="language of the sentences")
    parser.add_argument(
        "--certificate", action="store_true",
        help="price everybody again at the multipliers of the plan, and state the bound that this proves",
    )  # fmt: skip
    parser.add_argument("--threads", type=int, default=2, help="threads of the certificate (default: 2)")
    options = parser.parse_args(argv)
    case, plan = read_case(options.case), read_plan(options.plan)
    report = verify(case, plan)
    try:
        proof = certify(case, plan, options.threads) if options.certificate else None
    except CertificateError as refusal:
        print(f"NOT CERTIFIED: {refusal}", file=sys.stderr)
        return 1
    if options.json:
        record = as_record(case, plan, report)
        if proof is not None:
            record["certificate"] = {
                "bound": proof.bound,
                "gap_percent": gap_percent(report.value, proof.bound),
                "people": proof.people,
                "nodes": proof.nodes,
            }
        print(msgspec.json.format(msgspec.json.encode(record), indent=1).decode())
    else:
        if proof is not None:
            _print_proof(plan, report, proof)
        _print(plan, report, options.language)
        _print_approvals(approvals_of(report.findings), options.language, options.approvals)
    return 0 if report.lawful else 1


def _print_proof(plan: Plan, report: Report, proof: Certified) -> None:
    gap = gap_percent(report.value, proof.bound)
    print(
        f"certified: value {report.value:,}, bound {proof.bound:,}"
        + ("" if gap is None else f", gap {gap:.3f} %")
    )
    print(
        f"  {proof.people:,} people priced over {proof.nodes:,} lawful posts and roles, "
        f"{proof.closer:,} of them through several changes; no solver was used"
    )
    if plan.bound is not None and plan.bound < proof.bound:
        print(
            f"  the plan claims {proof.bound - plan.bound:,} points less, which its multipliers do not prove"
        )


def gap_percent(value: int, bound: int | None) -> float | None:
    """
    Say how far a plan may be from the best one.

    Parameters
    ----------
    value : int
        Points of the plan.
    bound : int or None
        Points that no plan exceeds.

    Returns
    -------
    float or None
        Percent of the bound; None without a bound or when the bound is 0.
    """
    return None if not bound else 100 * (bound - value) / abs(bound)


def as_record(case: Case, plan: Plan, report: Report) -> dict[str, Any]:
    """
    Put a report into words for programs.

    Parameters
    ----------
    case : Case
        The case.
    plan : Plan
        The plan.
    report : Report
        What the verifier found.

    Returns
    -------
    dict
        Value, bound, gap, ledger and all findings with their facts and sentences.
    """
    return {
        "lawful": report.lawful,
        "value": report.value,
        "bound": plan.bound,
        "gap_percent": gap_percent(report.value, plan.bound),
        "case_hash": case_hash(case),
        "plan_hash": plan_hash(plan),
        "ledger": report.ledger,
        "findings": [
            {
                "rule": finding.rule,
                "kind": finding.kind,
                "points": finding.points,
                "facts": finding.facts | _last_day(finding),
                "sentence": {language: sentence(finding, language) for language in ("id", "en")},
                "legal": [citation(legal) for legal in RULE_OF[finding.rule].legal]
                if finding.rule in RULE_OF
                else [],
            }
            for finding in report.findings
        ],
    }


def _last_day(finding: Finding) -> dict[str, Any]:
    """Last day to ask for an approval, as a further fact of a gate."""
    found = approvals_of([finding])
    return {"ask_by": found[0].ask_by} if found else {}


def _print(plan: Plan, report: Report, language: Language) -> None:
    breaches = report.breaches
    print("lawful" if report.lawful else f"NOT LAWFUL: {len(breaches)} breaches")
    gap = gap_percent(report.value, plan.bound)
    bound = "no bound claimed" if plan.bound is None else f"bound {plan.bound:,} (claimed)"
    print(f"value {report.value:,}, {bound}" + ("" if gap is None else f", gap {gap:.3f} %"))
    print("\nledger")
    for code, points in sorted(report.ledger.items(), key=lambda entry: entry[1]):
        title = RULE_OF[code].title if language == "id" else RULE_OF[code].title_en
        print(f"  {points:>14,}  {code:<16} {title}")
    print(f"  {report.value:>14,}  total")
    for code, count in sorted(Counter(finding.rule for finding in breaches).items()):
        basis = "; ".join(map(citation, RULE_OF[code].legal)) if code in RULE_OF else ""
        print(f"\nbreaches: {code}, {count}" + (f" ({basis})" if basis else ""))
        for finding in [each for each in breaches if each.rule == code][:SHOWN]:
            print(f"  {sentence(finding, language)}")
        if count > SHOWN:
            print(f"  and {count - SHOWN} more; --json lists all")


def _print_approvals(approvals: list[Approval], language: Language, is_listed: bool) -> None:
    """Print the documents that the plan waits for, and each single one of them where that is asked for."""
    if not approvals:
        return
    print("\napprovals to obtain: number, document, who issues it, working days, ask for the first by")
    kinds: dict[tuple, list[Approval]] = {}
    for each in approvals:
        named = (each.finding.rule, each.said("document", language), each.said("issuer", language))
        kinds.setdefault(named, []).append(each)
    for (code, document, issuer), found in sorted(kinds.items()):
        days = sorted({each.finding.facts["lead_days"] for each in found})
        shown = " or ".join(map(str, days))
        first = show(found[0].ask_by, language)
        print(f"  {len(found):>6,}  {code:<20} {document} - {issuer} - {shown} - {first}")
    if not is_listed:
        print("  --approvals lists them move by move")
        return
    print("\nask by")
    for each in approvals:
        print(f"  {show(each.ask_by, language)}: {sentence(each.finding, language)}")
