"""
The exact price of refusing moves: the same plan without them, judged by the verifier.

Nothing is replanned: the people concerned stay where they are, everybody else goes on as planned. A better
plan without them may exist, so the price is an upper limit of what the refusal costs.
"""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from app.planning.judgement import Price, RuleName
from app.planning.translate.judging import ground_of
from optimizer.io import decode_plan
from optimizer.rules import RULE_OF
from optimizer.verify import SHAPE, verify


def price_without(case_file: bytes, plan_text: bytes, people: Collection[str]) -> Price:
    """Return what the plan loses when the moves of these people are refused."""
    ground = ground_of(case_file)
    plan = decode_plan(plan_text)
    rest = msgspec.structs.replace(
        plan, paths=[path for path in plan.paths if path.person not in people], bound=None
    )
    report = verify(ground.case, rest)
    # The plan still claims its old value; that is the difference we want, and no breach of anything.
    broken = {finding.rule for finding in report.breaches if finding.rule != SHAPE}
    names = tuple(RuleName(RULE_OF[code].title, RULE_OF[code].title_en) for code in sorted(broken))
    return Price(difference=report.value - plan.value, people=len(people), broken=names)
