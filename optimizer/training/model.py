"""
The CP-SAT model of a training path.

Each course is absent, attends one of its sessions, or lies on a run of days that the model chooses. A
day is the number of days since the learner's first day. CP-SAT is imported here alone, and only when a
path is computed, because the import takes longer than the solve.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from optimizer.training.catalogue import Course, Session, leave_days
from optimizer.training.learner import HourWindow, Learner, level_of
from optimizer.training.preference import Aim

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    Bool = cp_model.IntVar
    Expression = cp_model.LinearExprT


class PathModel:
    """
    Variables and constraints for one learner; aims are expressions to be minimised.

    Parameters
    ----------
    courses : sequence of Course
        Courses that may be attended.
    learner : Learner
        The person; gaps are measured against ``learner.targets``.
    """

    def __init__(self, courses: Sequence[Course], learner: Learner) -> None:
        from ortools.sat.python import cp_model

        self.model = cp_model.CpModel()
        self.courses = list(courses)
        self.learner = learner
        self.span = (learner.ends_on - learner.starts_on).days
        self.present: dict[str, Bool] = {}
        self.first: dict[str, Bool] = {}
        self.last: dict[str, Bool] = {}
        self.attends: dict[tuple[str, str], Bool] = {}
        self._leave: list[Expression] = []
        self._dated: list[cp_model.IntervalVar] = []
        self._paced: list[cp_model.IntervalVar] = []
        for course in self.courses:
            self._place(course)
        self.model.add_no_overlap(self._dated)
        self.model.add_no_overlap(self._paced)
        for course in self.courses:
            self._require(course)
        for window in learner.hour_windows:
            self._limit_hours(window)
        self._missing = self._measure_gaps()
        self._finish = self.model.new_int_var(0, self.span + 1, "finish")
        for course in self.courses:
            self.model.add(self._finish >= self.last[course.id] + 1).only_enforce_if(self.present[course.id])

    def aim(self, name: Aim) -> Expression:
        """
        Give the expression of an aim.

        Parameters
        ----------
        name : str
            Aim to be minimised.

        Returns
        -------
        linear expression
            Whole number: levels, days, rupiah or hours.
        """
        if name == "missing":
            return self._missing
        if name == "finish":
            return self._finish
        if name == "leave":
            return sum(self._leave)
        if name == "ends":
            return sum(self.last.values())
        amounts = {course.id: course.cost if name == "cost" else course.hours for course in self.courses}
        return sum(amount * self.present[key] for key, amount in amounts.items())

    def _place(self, course: Course) -> None:
        """Create presence and days of a course; an absent one lies on day 0, so that ties stay ties."""
        key = course.id
        present = self.model.new_bool_var(key)
        self.first[key] = self.model.new_int_var(0, max(self.span, 0), f"first {key}")
        self.last[key] = self.model.new_int_var(0, max(self.span, 0), f"last {key}")
        self.present[key] = present
        choices = [self._attend(course, session) for session in course.sessions if self._is_open(session)]
        if course.self_paced and course.duration_days <= self.span + 1:
            choices.append(self._pace(course))
        self.model.add(sum(choices) == present)
        for day in (self.first[key], self.last[key]):
            self.model.add(day == 0).only_enforce_if(~present)

    def _is_open(self, session: Session) -> bool:
        """Tell whether a session has a seat, lies in the learner's time and clashes with nothing."""
        learner = self.learner
        inside = learner.starts_on <= session.starts_on and session.ends_on <= learner.ends_on
        clashes = any(
            busy.starts_on <= session.ends_on and session.starts_on <= busy.ends_on for busy in learner.busy
        )
        return inside and session.seats_left > 0 and not clashes

    def _attend(self, course: Course, session: Session) -> Bool:
        """Offer a dated session."""
        chosen = self.model.new_bool_var(f"{course.id} {session.id}")
        first = (session.starts_on - self.learner.starts_on).days
        last = (session.ends_on - self.learner.starts_on).days
        self.model.add(self.first[course.id] == first).only_enforce_if(chosen)
        self.model.add(self.last[course.id] == last).only_enforce_if(chosen)
        self._dated.append(
            self.model.new_optional_fixed_size_interval_var(first, last - first + 1, chosen, session.id)
        )
        self._leave.append(leave_days(course, session) * chosen)
        self.attends[course.id, session.id] = chosen
        return chosen

    def _pace(self, course: Course) -> Bool:
        """Offer a run of days for a self-paced course."""
        chosen = self.model.new_bool_var(f"{course.id} self-paced")
        first, last, days = self.first[course.id], self.last[course.id], course.duration_days
        self.model.add(last == first + days - 1).only_enforce_if(chosen)
        self._paced.append(
            self.model.new_optional_fixed_size_interval_var(first, days, chosen, f"{course.id} days")
        )
        return chosen

    def _require(self, course: Course) -> None:
        """State that prerequisites and starting levels are reached before the first day."""
        present = self.present[course.id]
        for key in course.requires:
            if key in self.learner.completed:
                continue
            if key not in self.present:
                self.model.add(present == 0)
                continue
            self.model.add_implication(present, self.present[key])
            self.model.add(self.last[key] < self.first[course.id]).only_enforce_if(present)
        for out in course.outcomes:
            if out.from_level > level_of(self.learner, out.competency):
                self._supply(course, out.competency, out.from_level)

    def _supply(self, course: Course, competency: str, level: int) -> None:
        """State that some earlier course lifts a competency to the level that this one starts from."""
        suppliers = []
        for other in self.courses:
            if other.id == course.id or not _reaches(other, competency, level):
                continue
            supplies = self.model.new_bool_var(f"{other.id} before {course.id}")
            self.model.add_implication(supplies, self.present[other.id])
            self.model.add(self.last[other.id] < self.first[course.id]).only_enforce_if(supplies)
            suppliers.append(supplies)
        self.model.add_bool_or([*suppliers, ~self.present[course.id]])

    def _limit_hours(self, window: HourWindow) -> None:
        """Keep the hours that end in a year under its ceiling."""
        if window.most is None:
            return
        opens = (window.starts_on - self.learner.starts_on).days
        closes = (window.ends_on - self.learner.starts_on).days
        if closes < 0 or opens > self.span:
            return
        counted = []
        for course in self.courses:
            if window.agency_paid_only and not course.agency_paid:
                continue
            inside = self.model.new_bool_var(f"{course.id} ends in {window.starts_on}")
            early = self.model.new_bool_var(f"{course.id} ends before {window.starts_on}")
            late = self.model.new_bool_var(f"{course.id} ends after {window.ends_on}")
            self.model.add_exactly_one(inside, early, late, ~self.present[course.id])
            last = self.last[course.id]
            self.model.add(last < opens).only_enforce_if(early)
            self.model.add(last > closes).only_enforce_if(late)
            counted.append(course.hours * inside)
        # Hours attended before may already exceed the ceiling; then nothing more may be added.
        self.model.add(sum(counted) <= max(window.most - window.done, 0))

    def _measure_gaps(self) -> Expression:
        """Count the levels below target that no attended course reaches."""
        missing: list[Expression] = []
        for competency, target in sorted(self.learner.targets.items()):
            for level in range(level_of(self.learner, competency) + 1, target + 1):
                reached = self.model.new_bool_var(f"{competency} {level}")
                lifting = [c.id for c in self.courses if _reaches(c, competency, level)]
                self.model.add_bool_or([*(self.present[key] for key in lifting), ~reached])
                missing.append(1 - reached)
        return sum(missing)


def _reaches(course: Course, competency: str, level: int) -> bool:
    """Tell whether a course lifts a competency to a level or above."""
    return any(out.competency == competency and out.to_level >= level for out in course.outcomes)
