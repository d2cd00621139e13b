"""Tells how a run goes, and lets no plan out that the verifier has not judged."""

from collections.abc import Callable
from dataclasses import dataclass, field

from optimizer.case import Case
from optimizer.engine.incumbent import Incumbent
from optimizer.engine.plans import SOLVER, plan_of
from optimizer.engine.stop import Limits
from optimizer.errors import SolveError
from optimizer.nodes import Nodes
from optimizer.plan import Plan
from optimizer.progress import Phase, Progress
from optimizer.verify import Report, verify

SHOWN = 10
"""Breaches named when engine and verifier disagree."""

VERIFY_SHARE = 8
"""A better plan is verified at once only if that many times the verifier's seconds have gone by since."""


@dataclass
class Reporter:
    """
    Voice of a run.

    Attributes
    ----------
    case : Case
        The case.
    limits : Limits
        Clock of the run.
    seed : int
        Seed of the run.
    on_progress : callable, optional
        Told of everything.
    on_plan : callable, optional
        Given each better verified plan.
    plan : Plan or None
        Best verified plan.
    bound : int or None
        Best bound.
    said : list of Progress
        Everything said so far.
    verify_seconds : float
        Seconds that the last verification took.
    solver : str
        Name of what finds the plans.
    """

    case: Case
    limits: Limits
    seed: int
    on_progress: Callable[[Progress], None] | None = None
    on_plan: Callable[[Plan], None] | None = None
    plan: Plan | None = None
    bound: int | None = None
    said: list[Progress] = field(default_factory=list)
    verify_seconds: float = 0.0
    solver: str = SOLVER
    _verified_at: float = -1e9

    def say(self, phase: Phase, note: str = "") -> None:
        """
        Tell the state of the run.

        Parameters
        ----------
        phase : str
            What it does.
        note : str
            A few words.
        """
        value = None if self.plan is None else self.plan.value
        event = Progress(self.limits.elapsed, phase, value, self.bound, note)
        self.said.append(event)
        if self.on_progress is not None:
            self.on_progress(event)

    def is_due(self) -> bool:
        """Tell whether enough time has gone by to verify another plan."""
        return self.limits.elapsed - self._verified_at > max(1.0, VERIFY_SHARE * self.verify_seconds)

    def publish(self, nodes: Nodes, incumbent: Incumbent, multipliers: object | None) -> bool:
        """
        Verify a plan and make it the best one if it is.

        Parameters
        ----------
        nodes : Nodes
            Candidate nodes of all people.
        incumbent : Incumbent
            A plan that breaks no row.
        multipliers : ndarray of int, optional
            Those of the bound.

        Returns
        -------
        bool
            Whether it is better than the plan before.

        Raises
        ------
        SolveError
            When the verifier finds a breach or another value.
        """
        if self.plan is not None and incumbent.value <= self.plan.value:
            return False
        plan = plan_of(nodes, incumbent, self.bound, multipliers, self.seed, self.solver)  # type: ignore[arg-type]  # multipliers are given
        started = self.limits.elapsed
        report = verify(self.case, plan)
        self.verify_seconds = self.limits.elapsed - started
        self._verified_at = self.limits.elapsed
        if not report.lawful or report.value != plan.value:
            raise SolveError(disagreement(incumbent, report))
        self.plan = plan
        self.say("plan", "verified")
        if self.on_plan is not None:
            self.on_plan(plan)
        return True

    def conclude(self, plan: Plan) -> None:
        """
        Give out the best plan once more, with its final bound.

        Parameters
        ----------
        plan : Plan
            The verified plan; only bound, status and certificate may have changed.
        """
        self.plan, self.bound = plan, plan.bound
        self.say("done", plan.status)
        if self.on_plan is not None:
            self.on_plan(plan)


def disagreement(incumbent: Incumbent, report: Report) -> str:
    """
    Set the engine's ledger beside the verifier's.

    Parameters
    ----------
    incumbent : Incumbent
        The engine's plan.
    report : Report
        The verifier's findings about it.

    Returns
    -------
    str
        Several lines.
    """
    rows = incumbent.rows
    cost = rows.cost(incumbent.activity)
    lines = [f"engine and verifier disagree: {incumbent.value} points, {report.value} points"]
    lines.append(f"  engine: paths {int(incumbent.columns.points.sum())}")
    lines.append(f"  engine: granted {rows.granted}")
    for position, code in enumerate(rows.codes):
        lines.append(f"  engine: {code} {-int(cost[rows.code == position].sum())}")
    lines += [f"  verifier: {code} {points}" for code, points in sorted(report.ledger.items())]
    lines += [f"  verifier: breach of {f.rule}: {f.facts}" for f in report.breaches[:SHOWN]]
    return "\n".join(lines)
