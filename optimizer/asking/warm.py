"""A solved round kept warm: case, arrays, networks, multipliers and plan, read by every question."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from optimizer.arrays import Arrays
from optimizer.case import Case
from optimizer.certificate.certify import Certified, certify
from optimizer.certificate.rows import Multipliers
from optimizer.choosing.menus import GONE, Menus
from optimizer.engine import bounds
from optimizer.engine.columns import Columns, together
from optimizer.engine.crew import Crew
from optimizer.engine.incumbent import Incumbent
from optimizer.engine.network import SCALE
from optimizer.errors import Fault, PlanError
from optimizer.io import canonical_case, case_hash
from optimizer.offers import Offers
from optimizer.plan import Plan
from optimizer.register import Register
from optimizer.rules import RULES, parameters_by_round
from optimizer.verify import verify


class Warm:
    """
    A case and a lawful plan of it, laid out once.

    Parameters
    ----------
    case : Case
        A sound case.
    plan : Plan
        A lawful plan of it; its multipliers give estimates and bounds.
    certified : bool
        Whether the bound of the multipliers is proven now, by ``optimizer.certificate``. Only then is a
        price called exact or a range.

    Raises
    ------
    PlanError
        When the plan belongs to another case, or is not lawful.
    CertificateError
        When a bound is asked for and the multipliers prove none.

    Notes
    -----
    Nothing here changes after it was built, so several questions may read it at once. Cost: one verification
    and networks of everybody on the posts of the plan; with ``certified`` everything that certifying costs.
    """

    def __init__(self, case: Case, plan: Plan, *, certified: bool = False) -> None:
        if plan.case_hash != (expected := case_hash(case)):
            told = f"the plan belongs to the case {plan.case_hash or '(none)'}, not to {expected}"
            raise PlanError([Fault("$.case_hash", told)])
        self.case, self.plan = canonical_case(case), plan
        report = verify(self.case, plan)
        if not report.lawful:
            raise PlanError([Fault("plan", f"the plan is not lawful: {report.breaches[0].rule}")])
        self.value = report.value
        self.register = Register(self.case)
        self.arrays = Arrays(self.case)
        self.offers = Offers(self.arrays)
        self.rules = [(rule, parameters_by_round(self.case, rule)) for rule in RULES]
        self.menus = Menus(self.arrays, plan.paths)
        self.path = self.menus.path()
        self.crew = Crew(self.menus.nodes(), self.rules, 1)
        self.incumbent = Incumbent(self.crew.rows, self._columns())
        known = plan.certificate
        by_row = {} if known is None else known.multipliers
        self.multipliers = None if known is None else Multipliers(known.scale, by_row)
        scale = SCALE if known is None else known.scale
        self.at = bounds.whole(
            self.crew.rows, np.array([SCALE * by_row.get(key, 0) / scale for key in self.crew.rows.keys])
        )
        self.held = self.incumbent.columns.worth(self.at)
        self.certified: Certified | None = certify(self.case, plan) if certified else None

    def _columns(self) -> Columns:
        """The path of each person, cut where service ends."""
        parts = []
        for block, people in enumerate(self.crew.blocks):
            network, mine = self.crew.network(block), self.path[people]
            last = np.take_along_axis(network.last, np.maximum(mine, 0).astype(np.int64), axis=1)
            mine = np.where((mine >= 0) & (np.arange(network.rounds) < last), mine, GONE).astype(np.int16)
            parts.append(self.crew.columns_of(block, np.arange(len(people)), mine))
        columns = together(parts)
        return columns.take(np.argsort(columns.person, kind="stable"))

    def arrays_of(self, case: Case) -> Arrays:
        """
        Give arrays of a case that differs from this one in its pins and exclusions alone.

        Parameters
        ----------
        case : Case
            In canonical order.

        Returns
        -------
        Arrays
            What was worked out of people and posts is shared.
        """
        arrays = replace(self.arrays, case=case)
        vars(arrays).update({name: kept for name, kept in vars(self.arrays).items() if name != "case"})
        return arrays

    def position(self, person: str) -> int:
        """
        Find a person.

        Parameters
        ----------
        person : str
            Key.

        Returns
        -------
        int
            Position in the case.

        Raises
        ------
        PlanError
            When the case has no such person.
        """
        if person not in self.arrays.person_position:
            raise PlanError([Fault("person", f'no person "{person}" in the case; give the key of one')])
        return self.arrays.person_position[person]

    def present(self) -> dict[str, tuple[str, int]]:
        """
        Give everybody's post of today and last round of service.

        Returns
        -------
        dict
            By key of the person.
        """
        last: NDArray = (self.incumbent.columns.path >= 0).sum(axis=1) - 1
        return {each.id: (each.post, int(last[p])) for p, each in enumerate(self.case.persons)}
