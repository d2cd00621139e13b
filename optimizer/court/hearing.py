"""
A hearing: from the people concerned outwards, until a whole verified plan or a conflict stands.

It begins with the person of the wish and with whoever cannot stay as today. While a solution takes a place
from somebody outside, or the verifier objects to somebody, these people are heard as well.
"""

from collections.abc import Callable
from dataclasses import dataclass

from optimizer.arrays import Arrays
from optimizer.case import Case
from optimizer.court.facts import Fact, Wish, without
from optimizer.court.model import Answer, Model
from optimizer.court.outside import Outside, bare_plan
from optimizer.plan import Path
from optimizer.register import Register
from optimizer.rules._base import Finding
from optimizer.verify import SHAPE, Report, assess


@dataclass(frozen=True)
class Outcome:
    """
    End of a hearing.

    Attributes
    ----------
    model : Model or None
        Model of everybody who was heard; None when there is nothing to hear.
    answer : Answer
        Demands to take back, if any; ``impossible`` when taking back all of them does not help.
    paths : tuple of Path
        A plan that the verifier finds lawful once these demands are taken back; everybody else stays.
    verified : bool
        Whether the verifier does.
    """

    model: Model | None
    answer: Answer
    paths: tuple[Path, ...]
    verified: bool


class Hearing:
    """
    A case with everything that several questions about it share.

    Parameters
    ----------
    case : Case
        A case; its pins may contradict each other.

    Attributes
    ----------
    case, arrays, register : Case, Arrays, Register
        The case in its three forms.
    """

    def __init__(self, case: Case) -> None:
        self.case, self.arrays, self.register = case, Arrays(case), Register(case)
        self.outside = Outside(self.arrays)
        report = assess(case, bare_plan())
        self.settled = report.lawful
        # The verifier looks at one pin per person; whoever is pinned elsewhere has to be heard anyway.
        self.unsettled = self._concerned(report, {}) | {
            self.arrays.person_position[pin.person]
            for pin in case.pins
            if self.register.persons[pin.person].post != pin.post
        }

    def judge(
        self, wish: Wish | None = None, on_progress: Callable[[str, int], None] | None = None
    ) -> Outcome:
        """
        Find the fewest demands to take back, and a plan.

        Parameters
        ----------
        wish : Wish, optional
            What is to hold beside the case.
        on_progress : callable, optional
            Called with ``"hearing"`` and the number of people before each question.

        Returns
        -------
        Outcome
            Plan and demands, or that there is no way.
        """
        people = set(self.unsettled)
        if wish is not None:
            people.add(self.arrays.person_position[wish.person])
        if not people:
            return Outcome(None, Answer("possible", proven=True), (), self.settled)
        while True:
            if on_progress is not None:
                on_progress("hearing", len(people))
            model = Model(self.arrays, self.outside, sorted(people), wish, only_lawful=True)
            answer = model.relaxed()
            if answer.status != "possible":
                return Outcome(model, answer, (), False)
            report = assess(without(self.case, answer.dropped), bare_plan(answer.paths))
            if report.lawful:
                return Outcome(model, answer, answer.paths, self._keeps(answer, wish))
            more = self._concerned(report, _places(answer.paths)) - people
            if not more:
                return Outcome(model, answer, answer.paths, False)
            people |= more

    def whole_model(self, outcome: Outcome, wish: Wish | None) -> Model:
        """
        Model everybody who was heard, with all that the rules forbid.

        Parameters
        ----------
        outcome : Outcome
            End of a hearing.
        wish : Wish, optional
            The wish.

        Returns
        -------
        Model
            A model in which rules can be switched off.
        """
        people = outcome.model.people if outcome.model else []
        return Model(self.arrays, self.outside, people, wish)

    def ways_out(self, outcome: Outcome, wish: Wish | None) -> list[frozenset[Fact]]:
        """
        List ways out of a conflict that need no search.

        Parameters
        ----------
        outcome : Outcome
            End of a hearing.
        wish : Wish, optional
            The wish.

        Returns
        -------
        list of frozenset of Fact
            The demands found, and the wish where everybody may stay as today.
        """
        known = [outcome.answer.dropped] if outcome.answer.dropped else []
        if wish is not None and self.settled and not self.unsettled:
            known.append(frozenset({wish.fact}))
        return known

    def _keeps(self, answer: Answer, wish: Wish | None) -> bool:
        """Check the wish, and pins that the verifier does not see beside others, from the paths alone."""
        paths = {path.person: path.stays for path in answer.paths}
        facts = [fact for fact in self._pins() if fact not in answer.dropped]
        if wish is not None:
            facts.append(wish.fact)
        for fact in facts:
            for stay in paths.get(fact.person, ()):
                is_late = stay.last >= fact.round
                if is_late and fact.post and stay.post != fact.post:
                    return False
                if is_late and fact.role and all(each.role != fact.role for each in stay.roles):
                    rounds = range(max(stay.first, fact.round), stay.last + 1)
                    if any(self.register.runs(fact.role, t) for t in rounds):
                        return False
        return True

    def _pins(self) -> list[Fact]:
        return [Fact("pin", "pin", pin.person, pin.post, round=pin.round) for pin in self.case.pins]

    def _concerned(self, report: Report, moved: dict[tuple[str, int], list[str]]) -> set[int]:
        """Positions of the people whom breaches concern."""
        people: set[int] = set()
        for finding in report.breaches:
            if finding.rule == SHAPE:
                continue
            people |= self._of(finding, moved)
        return people

    def _of(self, finding: Finding, moved: dict[tuple[str, int], list[str]]) -> set[int]:
        facts, position = finding.facts, self.arrays.person_position
        if "person" in facts:
            return {position[facts["person"]]}
        if finding.rule in {"formation", "role_places"}:
            key = facts["post"] if finding.rule == "formation" else facts["role"]
            staying = set(self.outside.of(finding.rule, key, facts["round"]))
            return staying | {position[each] for each in moved.get((key, facts["round"]), ())}
        return set()


def _places(paths: tuple[Path, ...]) -> dict[tuple[str, int], list[str]]:
    """Who holds a post, or serves a role, in a round."""
    held: dict[tuple[str, int], list[str]] = {}
    for path in paths:
        for stay in path.stays:
            for t in range(stay.first, stay.last + 1):
                for key in (stay.post, *(each.role for each in stay.roles)):
                    held.setdefault((key, t), []).append(path.person)
    return held
