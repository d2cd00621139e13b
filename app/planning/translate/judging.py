"""
Judges a plan: the verifier's verdict, and everything that the screens show of it.

The case and what happens when nobody is moved are kept for the next plan of the same run.
"""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from app.planning.judgement import Judgement, gap_ppm
from app.planning.translate.checks import plain
from app.planning.translate.figures import summary_of
from app.planning.translate.freezing import bare, thaw
from app.planning.translate.moves import chains_of, kind_of, planned_moves
from app.planning.translate.services import planned_services
from app.planning.translate.worth import differences, worth_of_moves
from optimizer.case import Case
from optimizer.errors import PlanError
from optimizer.io import case_hash, decode_plan, plan_hash
from optimizer.plan import Plan
from optimizer.verify import Report, verify
from optimizer.walk import Walk, walk_plan


@dataclass(frozen=True)
class Ground:
    """A case with its present: the plan in which nobody is moved."""

    case: Case
    fingerprint: str
    walk: Walk
    report: Report


@lru_cache(maxsize=2)
def ground_of(case_file: bytes) -> Ground:
    """Read a frozen case and judge its present."""
    case = thaw(case_file)
    fingerprint = case_hash(case)
    nothing = Plan(format="tuntas-plan", version=1, case_hash=fingerprint, paths=[], value=0)
    return Ground(case, fingerprint, walk_plan(case, nothing), verify(case, nothing))


def judge(case_file: bytes, plan_text: bytes) -> Judgement:
    """Verify a plan; a lawful one comes with its moves, services and figures."""
    ground = ground_of(case_file)
    try:
        plan = decode_plan(plan_text)
    except PlanError:
        return Judgement(is_lawful=False, refusal="plan_shape")
    report = verify(ground.case, plan)
    if not report.lawful:
        return Judgement(is_lawful=False, refusal=report.breaches[0].rule)
    walk = walk_plan(ground.case, plan)
    chains = chains_of(walk)
    gained = differences(report.findings, ground.report.findings)
    worth, unnamed = worth_of_moves(walk, chains, gained)
    gates = _gates(report)
    kinds = Counter(kind_of(walk.register, move.origin, move.target) for move in walk.moves)
    summary = summary_of(walk, ground.walk, chains, dict(kinds))
    summary |= {
        "value_present": ground.report.value,
        "value_unnamed": unnamed,
        "gates": sum(len(each) for each in gates.values()),
        "renewals": sum(gate["rule"] == "contract_term" for each in gates.values() for gate in each),
        "status": plan.status,
        "solver": plan.solver,
    }
    return Judgement(
        is_lawful=True,
        case_hash=bare(ground.fingerprint),
        plan_hash=bare(plan_hash(plan)),
        plan_file=zlib.compress(plan_text, 6),
        value=report.value,
        bound=plan.bound,
        gap_ppm=gap_ppm(report.value, plan.bound),
        ledger=dict(report.ledger),
        findings=[gate for each in gates.values() for gate in each],
        summary=summary,
        moves=planned_moves(walk, chains, worth, gates),
        services=planned_services(walk),
    )


def _gates(report: Report) -> dict[str, list[dict[str, Any]]]:
    """Return the approvals to obtain, by the person that they concern; '' for none."""
    gates: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for finding in report.findings:
        if finding.kind == "gate":
            facts = {name: plain(value) for name, value in finding.facts.items()}
            gates[str(facts.get("person", ""))].append({"rule": finding.rule, "facts": facts})
    return gates
