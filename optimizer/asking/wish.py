"""What can be demanded of a plan, and the case in which it is demanded."""

from dataclasses import dataclass
from typing import Literal

import msgspec

from optimizer.case import Case, Exclusion, Pin
from optimizer.errors import Fault, PlanError
from optimizer.io import canonical_case

Kind = Literal["hold", "avoid", "free"]


@dataclass(frozen=True)
class Wish:
    """
    A demand on one person.

    Attributes
    ----------
    kind : {"hold", "avoid", "free"}
        *hold*: the person holds the post from the round to the end of the horizon or of service, as a pin
        says it. *avoid*: the person does not enter the post, as an exclusion says it. *free*: pins of the
        person, or the exclusion from the post, are taken back.
    person, post : str
        Keys; for *free* the post of the pin or exclusion.
    round : int
        First round, for *hold* only.
    """

    kind: Kind
    person: str
    post: str
    round: int = 0

    def asked_of(self, case: Case) -> Case:
        """
        Write the demand into a case.

        Parameters
        ----------
        case : Case
            The case.

        Returns
        -------
        Case
            In canonical order.

        Raises
        ------
        PlanError
            When the case has no such person, post, round or demand; a fault for each.
        """
        if faults := self._faults(case):
            raise PlanError(faults)
        pins = [each for each in case.pins if each.person != self.person or self.kind == "avoid"]
        others = [each for each in case.exclusions if (each.person, each.post) != (self.person, self.post)]
        if self.kind == "hold":
            pins.append(Pin(person=self.person, post=self.post, round=self.round))
            others = case.exclusions
        elif self.kind == "avoid":
            others.append(Exclusion(person=self.person, post=self.post))
        elif all((each.person, each.post) != (self.person, self.post) for each in case.pins):
            pins = case.pins
        return canonical_case(msgspec.structs.replace(case, pins=pins, exclusions=others))

    def _faults(self, case: Case) -> list[Fault]:
        faults = []
        if all(each.id != self.person for each in case.persons):
            faults.append(Fault("person", f'no person "{self.person}" in the case; give the key of one'))
        if all(each.id != self.post for each in case.posts):
            faults.append(Fault("post", f'no post "{self.post}" in the case; give the key of one'))
        if not 0 <= self.round < case.horizon.rounds:
            last = case.horizon.rounds - 1
            faults.append(Fault("round", f"round {self.round} is not one of the rounds 0 to {last}"))
        asked = {(each.person, each.post) for each in case.pins}
        asked |= {(each.person, each.post) for each in case.exclusions}
        if self.kind == "free" and (self.person, self.post) not in asked:
            faults.append(
                Fault(
                    "wish", f'the case neither pins "{self.person}" to "{self.post}" nor excludes them there'
                )
            )
        return faults
