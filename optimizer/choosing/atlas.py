"""An atlas: the best plan found, and others nearly as good that differ from it and from each other."""

import time
from dataclasses import dataclass
from typing import Any

import msgspec

from optimizer.case import Case, PublishedMove, Reference
from optimizer.choosing.events import moves_of
from optimizer.errors import NoPlanError
from optimizer.plan import Plan
from optimizer.progress import relative_gap
from optimizer.solve import solve


@dataclass(frozen=True)
class Sheet:
    """
    One plan of an atlas.

    Attributes
    ----------
    case : Case
        The case with the earlier plans as references; the plan belongs to it.
    plan : Plan
        Verified.
    bound : int
        Points that no plan exceeds that differs as much from the earlier ones.
    near : bool
        Whether the plan is worth no less than the first one less the share asked for.
    """

    case: Case
    plan: Plan
    bound: int
    near: bool


@dataclass(frozen=True)
class Atlas:
    """
    Plans that differ from each other.

    Attributes
    ----------
    sheets : tuple of Sheet
        The best plan found first.
    ended : str
        Empty where as many plans were found as were asked for; else why there are no more.
    seconds : float
        Wall clock seconds of all solves.
    """

    sheets: tuple[Sheet, ...]
    ended: str
    seconds: float

    def record(self) -> dict[str, Any]:
        """
        Put it into words for programs.

        Returns
        -------
        dict
            Numbers of each plan; cases and plans have files of their own.
        """
        return {
            "plans": [
                {
                    "value": sheet.plan.value,
                    "bound": sheet.bound,
                    "gap": relative_gap(sheet.plan.value, sheet.bound),
                    "moves": len(moves_of(sheet.case, sheet.plan)),
                    "near": sheet.near,
                }
                for sheet in self.sheets
            ],
            "ended": self.ended,
            "seconds": round(self.seconds, 3),
        }


def atlas(
    case: Case,
    *,
    plans: int = 5,
    differs_percent: int = 20,
    within: float = 0.01,
    seconds: float = 60.0,
    seed: int = 0,
    workers: int = 2,
    work: int | None = None,
) -> Atlas:
    """
    Find plans nearly as good as the best one that differ from each other.

    Parameters
    ----------
    case : Case
        A sound case.
    plans : int
        How many, the best one included.
    differs_percent : int
        Percent of the moves, of either of two plans, that the other one does not make.
    within : float
        Share of the value of the first plan that a near plan may lack.
    seconds : float
        Seconds of each solve.
    seed, workers, work
        See ``optimizer.solve.solve``.

    Returns
    -------
    Atlas
        Each plan is verified with its difference as a rule (``rules/difference.py``); each bound holds
        for its own case, the multipliers of the difference included. Cost: one whole solve for each plan.

    Raises
    ------
    NoPlanError
        When no lawful plan was found at all.
    """
    began = time.monotonic()
    sheets: list[Sheet] = []
    ended = ""
    for n in range(plans):
        try:
            result = solve(case, seconds=seconds, seed=seed, workers=workers, work=work, method="general")
        except NoPlanError:
            if not sheets:
                raise
            ended = f"no lawful plan was found that differs as much from the first {n}"
            break
        best = sheets[0].plan.value if sheets else result.value
        least = best - within * abs(best)
        sheets.append(Sheet(case, result.plan, result.bound, result.value >= least))
        if result.bound < least:
            ended = f"proven: no plan that differs as much from the first {n} is worth {least:,.0f}"
            break
        if not (moves := moves_of(case, result.plan)):
            ended = "the plan moves nobody: nothing can differ from it in a share of its moves"
            break
        reference = Reference(
            id=f"plan-{n + 1}",
            moves=[PublishedMove(person=m.person.id, post=m.target.id, round=m.round) for m in moves],
            differs_percent=differs_percent,
        )
        case = msgspec.structs.replace(case, references=[*case.references, reference])
    return Atlas(tuple(sheets), ended, time.monotonic() - began)
