"""The court's session: is everything that is asked for lawful, if not why, and what would make it so?"""

from collections.abc import Callable
from typing import Any

from optimizer.case import Case
from optimizer.court.cores import Core, smallest_core
from optimizer.court.facts import Fact, Wish, check_wish
from optimizer.court.first_date import first_date
from optimizer.court.hearing import Hearing, Outcome
from optimizer.court.reading import read, read_end
from optimizer.court.verdict import Conflict, Relaxation, Size, Verdict
from optimizer.errors import CaseError, Fault
from optimizer.io import case_hash


def judge(
    case: Case, wish: Wish | None = None, on_progress: Callable[[str, int], None] | None = None
) -> Verdict:
    """
    Judge whether the demands of a case, and a wish, can all be kept by a lawful plan.

    Parameters
    ----------
    case : Case
        A case that is sound but for its pins, which may contradict each other.
    wish : Wish, optional
        A person holds a post, or serves a role, from a round on.
    on_progress : callable, optional
        Called with ``"hearing"`` or ``"conflict"`` and the number of people heard so far.

    Returns
    -------
    Verdict
        A verified plan; or the smallest conflict with its legal text, the fewest demands to take back with
        the plan that is lawful then, and the first date on which the wish is lawful.

    Raises
    ------
    CaseError
        When the wish names what the case does not have, or the case limits measures of the whole plan or asks
        for a difference from other plans: such limits are no upper limits over some people.

    Notes
    -----
    *Exact*: "lawful" and every relaxation are plans of the whole case that the verifier has judged.
    "Conflict" holds for the whole case, for the people left out could only add to it: every hard rule over
    several people is an upper limit. A conflict is called smallest when the first method proves that the
    people heard have none with fewer facts; somebody who was not heard could have another one of fewer.
    A fact of a rule covers the rule for one person in all rounds.

    *Not exact*: role shares. Several asked roles are served at equal shares, or as today. Roles that
    nobody asks for may be dropped, which no hard rule forbids. The end of service is taken as it is and never
    switched off. ``unit_turnover`` of departments to which nobody heard belongs is left to the verifier; when
    it objects, the verdict is open.

    The cost grows with the number of people heard and with the kinds of posts, not with the size of the
    case, beside two runs of the verifier over all people.
    """
    faults = [
        Fault(f"$.{name}", "the court hears no limits of the whole plan; take them out of the case")
        for name in ("limits", "references")
        if getattr(case, name)
    ]
    if faults:
        raise CaseError(faults)
    if wish is not None:
        check_wish(case, wish)
    hearing = Hearing(case)
    outcome = hearing.judge(wish, on_progress)
    asked = read(hearing.register, wish.fact) if wish else None
    model = outcome.model
    people = [case.persons[p].id for p in model.people] if model else []
    head: dict[str, Any] = {"case_hash": case_hash(case), "wish": asked, "people": people}
    if outcome.answer.status == "open" or (outcome.answer.status == "possible" and not outcome.verified):
        return Verdict(status="open", note="no answer was found that the verifier agrees with", **head)
    if outcome.answer.status == "possible" and not outcome.answer.dropped:
        return Verdict(status="lawful", paths=list(outcome.paths), **head)
    if model is None:
        return Verdict(status="open", note="nobody can be heard", **head)
    if on_progress is not None:
        on_progress("conflict", len(people))
    known = hearing.ways_out(outcome, wish)
    core = smallest_core(hearing.whole_model(outcome, wish), hearing.register, known)
    return Verdict(
        status="conflict" if core.confirmed else "unconfirmed",
        conflict=_conflict(hearing, core),
        relaxation=_relaxation(hearing, outcome, core),
        first_date=first_date(hearing, wish, core) if wish else None,
        note=core.note,
        **head,
    )


def _conflict(hearing: Hearing, core: Core) -> Conflict:
    readings = [read(hearing.register, fact, core.without.get(fact)) for fact in core.facts]
    readings += [read_end(hearing.register, fact, core.facts) for fact in core.ends]
    size: Size = "smallest" if core.smallest else "irreducible"
    return Conflict(
        facts=readings,
        size=size if core.confirmed else "not shown",
        confirmed=core.confirmed,
        note=core.note,
    )


def _relaxation(hearing: Hearing, outcome: Outcome, core: Core) -> Relaxation | None:
    """The demands to take back; None when only the wish itself, or nothing, can give way."""
    if outcome.answer.status != "possible":
        return None
    dropped: list[Fact] = sorted(outcome.answer.dropped)
    return Relaxation(
        drop=[read(hearing.register, fact) for fact in dropped],
        smallest=outcome.answer.proven,
        confirmed_twice=core.confirmed and len(dropped) == 1,
        paths=list(outcome.paths),
    )
