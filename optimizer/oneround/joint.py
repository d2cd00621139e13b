"""What the network found and what the general engine finds after it, told as one run."""

from dataclasses import replace
from typing import Literal

from msgspec import structs

from optimizer.engine.reporting import Reporter
from optimizer.plan import Certificate, Plan
from optimizer.progress import Progress
from optimizer.result import Result


class Joint:
    """
    Listens to the general engine and passes on what is better than the network's.

    Parameters
    ----------
    reporter : Reporter
        Voice of the whole run; holds the network's plan and bound.
    """

    def __init__(self, reporter: Reporter) -> None:
        self._reporter = reporter

    def hear(self, event: Progress) -> None:
        """
        Pass on what the engine says, with the better value and the lower bound.

        Parameters
        ----------
        event : Progress
            State of the engine.
        """
        if event.phase == "done":
            return
        mine = self._reporter
        value = event.value if mine.plan is None else max(mine.plan.value, event.value or mine.plan.value)
        told = replace(event, value=value, bound=self._least(event.bound, value))
        mine.said.append(told)
        if mine.on_progress is not None:
            mine.on_progress(told)

    def take(self, plan: Plan) -> None:
        """
        Pass on a plan of the engine if it is better than the best so far.

        Parameters
        ----------
        plan : Plan
            A verified plan.
        """
        if self._reporter.plan is None or plan.value > self._reporter.plan.value:
            self._reporter.plan = plan
            if self._reporter.on_plan is not None:
                self._reporter.on_plan(plan)

    def conclude(self, found: Result, bound: int, certificate: Certificate) -> Result:
        """
        Put the two results together.

        Parameters
        ----------
        found : Result
            What the engine found.
        bound : int
            The network's bound.
        certificate : Certificate
            The prices that prove it.

        Returns
        -------
        Result
            The best plan with the least bound that holds for it.
        """
        best = self._reporter.plan
        assert best is not None
        proof: Certificate | None = certificate
        # The engine's bound speaks of fewer posts with roles; it does not hold for a plan beyond it.
        if best.value <= found.bound < bound:
            bound, proof = found.bound, found.plan.certificate
        status: Literal["optimal", "feasible"] = "optimal" if bound == best.value else "feasible"
        plan = structs.replace(best, bound=bound, status=status, certificate=proof)
        self._reporter.conclude(plan)
        return replace(
            found, plan=plan, value=plan.value, bound=bound, status=status,
            statistics=self._reporter.said, engine="network and column generation",
        )  # fmt: skip

    def _least(self, bound: int | None, value: int | None) -> int | None:
        mine = self._reporter.bound
        if bound is None or mine is None or (value is not None and bound < value):
            return bound if mine is None else mine
        return min(bound, mine)
