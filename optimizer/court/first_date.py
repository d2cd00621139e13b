"""From which date a blocked wish is lawful: round by round by whole plans, then by rules alone."""

from dataclasses import replace
from datetime import date

from optimizer.court.cores import Core, smallest_core
from optimizer.court.facts import Wish
from optimizer.court.hearing import Hearing
from optimizer.court.verdict import FirstDate
from optimizer.explain import first_lawful
from optimizer.rules import RULES, parameters_on
from optimizer.wording import show


def first_date(hearing: Hearing, wish: Wish, core: Core) -> FirstDate:
    """
    Find the first date on which a wish is lawful with everything else kept.

    Parameters
    ----------
    hearing : Hearing
        The case.
    wish : Wish
        A wish that is not lawful from its round on.
    core : Core
        Why it is not.

    Returns
    -------
    FirstDate
        The first later round with a verified plan; else the day from which no rule about the person alone
        objects, with the settings known today; else never.
    """
    register = hearing.register
    for t in range(wish.round + 1, register.rounds):
        outcome = hearing.judge(replace(wish, round=t))
        if outcome.answer.status == "possible" and not outcome.answer.dropped and outcome.verified:
            day = register.dates[t]
            return FirstDate(
                by="plan",
                on=day,
                round=t,
                sentence=f"Sah mulai {show(day, 'id')}, dengan rencana yang sudah diperiksa.",
                sentence_en=f"Lawful from {show(day, 'en')}, by a plan that has been verified.",
            )
    last = register.dates[-1]
    if wish.post and wish.post != register.persons[wish.person].post:
        person, post = register.persons[wish.person], register.posts[wish.post]
        beyond = first_lawful(register, person, post, day=last)
        if beyond is not None and _serves(hearing, wish, beyond):
            return FirstDate(
                by="rules",
                on=beyond,
                sentence=f"Di luar cakrawala: mulai {show(beyond, 'id')} tidak ada aturan tentang "
                "orang itu yang menghalangi; apakah tempatnya kosong belum diketahui.",
                sentence_en=f"Beyond the horizon: from {show(beyond, 'en')} no rule about the person "
                "alone objects; whether the place is free then is not known.",
            )
    latest = replace(wish, round=register.rounds - 1)
    if latest != wish:
        # What speaks against the last round may be something else than what speaks against the first.
        outcome = hearing.judge(latest)
        if outcome.answer.status == "impossible":
            known = hearing.ways_out(outcome, latest)
            core = smallest_core(hearing.whole_model(outcome, latest), register, known)
    codes = dict.fromkeys(fact.rule for fact in (*core.facts, *core.ends) if fact.rule)
    rules = [rule for code in codes for rule in RULES if rule.code == code]
    named, named_en = (
        ", ".join(f"{title} ({rule.code})" for rule, title in zip(rules, titles, strict=True))
        for titles in ([rule.title for rule in rules], [rule.title_en for rule in rules])
    )
    return FirstDate(
        by="never",
        sentence=f"Tidak pernah sampai {show(last, 'id')}, dan tanggal sesudahnya tidak diketahui: {named}.",
        sentence_en=f"Never until {show(last, 'en')}, and no later date is known: {named_en}.",
    )


def _serves(hearing: Hearing, wish: Wish, day: date) -> bool:
    register = hearing.register
    person, post = register.persons[wish.person], register.posts[register.persons[wish.person].post]
    return all(
        rule.serves(register, person, post, day, parameters_on(register.case, rule, day))
        for rule in RULES
        if rule.ends_service
    )
