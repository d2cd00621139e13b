"""Facts as sentences with their legal text, in Indonesian and English."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from optimizer.court.facts import COUPLING, Fact
from optimizer.court.second import Trial, breaches
from optimizer.court.verdict import Reading
from optimizer.register import Register
from optimizer.rules import RULE_OF, parameters_by_round
from optimizer.rules._base import Finding
from optimizer.wording import Language, sentence, show

DEMANDED = {
    "pin": (
        "{person} dipin pada jabatan {post} mulai {day}.",
        "{person} is pinned to the post {post} from {day}.",
    ),
    "hold": (
        "{person} ditahan pada peran {role} sampai {until}.",
        "{person} is held on {role} until {until}.",
    ),
    "exclusion": (
        "{person} dikecualikan dari jabatan {post}.",
        "{person} is excluded from the post {post}.",
    ),
    "mark": ("{person} ditandai tidak dipindahkan.", "{person} is marked as not to be moved."),
    "wish": (
        "Diinginkan: {person} menjabat {post} mulai {day}.",
        "Wished for: {person} holds the post {post} from {day}.",
    ),
    "role": (
        "Diinginkan: {person} menjalankan peran {role} mulai {day}.",
        "Wished for: {person} serves the role {role} from {day}.",
    ),
}


def read(register: Register, fact: Fact, trial: Trial | None = None) -> Reading:
    """
    Put a fact into words.

    Parameters
    ----------
    register : Register
        Records of the case by key.
    fact : Fact
        The fact.
    trial : Trial, optional
        Journeys that keep the rest of a conflict, and so break this fact: they show where it bites.

    Returns
    -------
    Reading
        Sentence, legal text, and the post and round where it bites.
    """
    common: dict[str, Any] = {
        "kind": fact.kind,
        "rule": fact.rule,
        "legal": _legal(fact),
        "changeable": fact.changeable,
        "person": fact.person,
        "role": fact.role,
        "department": fact.department,
    }
    if fact.kind != "rule":
        first, second = _demanded(register, fact)
        at = None if fact.round < 0 else fact.round
        return Reading(**common, sentence=first, sentence_en=second, post=fact.post, round=at)
    finding = _finding(register, fact, trial.journeys if trial else ())
    if finding is None:
        rule = RULE_OF[fact.rule]
        who = fact.person or fact.post or fact.role or fact.department
        return Reading(
            **common,
            sentence=f"{rule.title} berlaku untuk {who}.",
            sentence_en=f"{rule.title_en} applies to {who}.",
            post=fact.post,
            round=None if fact.round < 0 else fact.round,
        )
    facts = finding.facts
    post = str(facts.get("post") or facts.get("origin") or fact.post)
    return Reading(
        **common,
        sentence=sentence(finding, "id"),
        sentence_en=sentence(finding, "en"),
        post=post,
        round=facts.get("round"),
        lawful_from=facts.get("lawful_from"),
    )


def read_end(register: Register, end: Fact, facts: Sequence[Fact]) -> Reading:
    """
    Put an end of service into words.

    Parameters
    ----------
    register : Register
        Records of the case by key.
    end : Fact
        Rule and person.
    facts : sequence of Fact
        The conflict; the post that it demands of the person is the one in question.

    Returns
    -------
    Reading
        Sentence and legal text.
    """
    rule, person = RULE_OF[end.rule], register.persons[end.person]
    demanded = [fact.post for fact in facts if fact.person == end.person and fact.post]
    post = register.posts[demanded[0] if demanded else person.post]
    params = parameters_by_round(register.case, rule)
    rounds = (
        t
        for t, day in enumerate(register.dates[:-1])
        if not rule.serves(register, person, post, day, params[t])
    )
    t = next(rounds, register.rounds)
    day = register.dates[t]
    return Reading(
        kind="rule",
        rule=end.rule,
        sentence=f"Masa kerja {person.id} pada jabatan {post.id} sudah berakhir pada {show(day, 'id')}.",
        sentence_en=f"The service of {person.id} in the post {post.id} has ended by {show(day, 'en')}.",
        legal=_legal(end),
        changeable=False,
        person=person.id,
        post=post.id,
        round=t if t < register.rounds else None,
    )


def _legal(fact: Fact) -> list[dict[str, str]]:
    if not fact.rule:
        return []
    return [
        {"instrument": each.instrument, "article": each.article, "confidence": each.confidence}
        for each in RULE_OF[fact.rule].legal
    ]


def _demanded(register: Register, fact: Fact) -> tuple[str, str]:
    until = next((each.until for each in register.holds[fact.person] if each.role == fact.role), None)
    day = register.dates[max(0, fact.round)]
    pair = DEMANDED["role" if fact.kind == "wish" and fact.role else fact.kind]
    texts = []
    languages: tuple[Language, ...] = ("id", "en")
    for language, template in zip(languages, pair, strict=True):
        days = {"day": show(day, language), "until": show(until, language)}
        texts.append(template.format(person=fact.person, post=fact.post, role=fact.role, **days))
    return texts[0], texts[1]


def _finding(register: Register, fact: Fact, journeys: Sequence) -> Finding | None:
    """What the verifier says about a fact in journeys that break it."""
    if fact.person:
        for journey in journeys:
            if journey.person.id == fact.person:
                return next((found for _, found in breaches(register, journey, (fact.rule,))), None)
        return None
    if fact.rule in COUPLING and fact.rule != "formation":
        return None
    count: Counter[str] = Counter()
    for journey in journeys:
        count.update(s.post.id for s in journey.stays if s.first <= fact.round <= s.last)
    post, day = register.posts[fact.post], register.dates[fact.round]
    facts = {"post": fact.post, "holders": count[fact.post], "limit": post.formation}
    return RULE_OF["formation"].breach(**facts, round=fact.round, on=day)
