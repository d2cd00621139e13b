"""Tell why a person stays or moves, what else was possible, and at what price."""

import argparse
from collections.abc import Sequence
from typing import Any

import msgspec

from optimizer.asking.chain import refuse
from optimizer.asking.demand import demand
from optimizer.asking.forcing import SECONDS
from optimizer.asking.person import alternatives, closed_posts, priced
from optimizer.asking.post import candidates
from optimizer.asking.telling import lines, record
from optimizer.asking.warm import Warm
from optimizer.asking.why_not import why_not
from optimizer.asking.wish import Kind, Wish
from optimizer.errors import Fault, PlanError
from optimizer.explain import JUDGES, Check, Explanation, check, explain_person, first_lawful
from optimizer.io import read_case, read_plan
from optimizer.register import Register
from optimizer.wording import citation, sentence, show

WISHES: dict[str, Kind] = {"pin": "hold", "exclude": "avoid", "free": "free"}
QUESTIONS = ("alternatives", "why-not", *WISHES, "refuse")


def run(argv: Sequence[str]) -> int:
    """
    Explain a person, a person's way to one post, or the candidates for a post.

    Parameters
    ----------
    argv : sequence of str
        Arguments after the verb.

    Returns
    -------
    int
        Exit code.
    """
    parser = argparse.ArgumentParser("tuntas explain", description=__doc__)
    parser.add_argument("case", help="case file")
    parser.add_argument("plan", help="plan file")
    parser.add_argument("--person", help="key of the person")
    parser.add_argument(
        "--post", help="key of a post: what every rule says about moving there; alone: its candidates"
    )
    parser.add_argument("--ask", choices=QUESTIONS, help="put a question that plans anew for its answer")
    parser.add_argument("--round", type=int, help="round of the wish, or of the move that is refused")
    parser.add_argument("--certify", action="store_true", help="prove the bound first, for the least price")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="limit of each choice")
    parser.add_argument("--options", type=int, default=5, help="number of alternatives or candidates shown")
    parser.add_argument("--json", action="store_true", help="print as JSON")
    parser.add_argument("--language", choices=("id", "en"), default="en", help="language of the sentences")
    options = parser.parse_args(argv)
    if options.person is None and options.post is None:
        parser.error("name a person with --person, a post with --post, or both")
    case, plan = read_case(options.case), read_plan(options.plan)
    if options.ask or options.person is None:
        told = record(_answer(Warm(case, plan, certified=options.certify), options))
        if options.json:
            print(msgspec.json.format(msgspec.json.encode(told), indent=1).decode())
        else:
            print("\n".join(lines(told)))
        return 0
    register = Register(case)
    explanation = explain_person(case, plan, options.person)
    wish = None
    if options.post is not None:
        if options.post not in register.posts:
            raise PlanError([Fault("--post", f'no post "{options.post}" in the case')])
        wish = _wish(register, explanation, options.post, options.language)
    told = _record(register, explanation, options.options, options.language, wish)
    if options.json:
        print(msgspec.json.format(msgspec.json.encode(told), indent=1).decode())
    else:
        _print(told, options.language)
    return 0


def _answer(warm: Warm, options: argparse.Namespace) -> Any:
    """Put the question of the arguments."""
    if options.person is None:
        return {"post": options.post, "candidates": candidates(warm, options.post, options.options)}
    if options.ask == "refuse":
        return refuse(warm, options.person, options.round, seconds=options.seconds)
    if options.ask == "alternatives":
        found = alternatives(warm, options.person, options.options)
        confirmed = [priced(warm, each, seconds=options.seconds)[0] for each in found]
        closed = closed_posts(warm, options.person)
        return {"person": options.person, "alternatives": confirmed, "closed": closed}
    if options.post is None:
        raise PlanError([Fault("--post", f"--ask {options.ask} needs a post as well")])
    if options.ask == "why-not":
        return why_not(warm, options.person, options.post, options.round, seconds=options.seconds)
    wish = Wish(WISHES[options.ask], options.person, options.post, options.round or 0)
    return demand(warm, wish, seconds=options.seconds)


def _wish(register: Register, explanation: Explanation, key: str, language: Any) -> dict[str, Any]:
    """What every rule says about moving to one post at the start, and when all of them agree."""
    person, post, day = explanation.person, register.posts[key], register.dates[0]
    checks = [check(register, person, post, rule, day) for rule in JUDGES]
    option = next((each for each in explanation.options if each.post is post), None)
    return {
        "post": key,
        "on": day,
        "checks": [_checked(each, language) for each in checks],
        "lawful_from": first_lawful(register, person, post),
        "round": option.round if option else None,
        "points": option.points if option else None,
        "price_estimate": option.price if option else None,
    }


def _checked(each: Check, language: Any) -> dict[str, Any]:
    return {
        "rule": each.rule.code,
        "title": each.rule.title if language == "id" else each.rule.title_en,
        "lawful": each.finding is None,
        "sentence": None if each.finding is None else sentence(each.finding, language),
        "lawful_from": each.lawful_from,
        "legal": [citation(legal) for legal in each.rule.legal],
    }


def _record(
    register: Register, explanation: Explanation, count: int, language: Any, wish: dict[str, Any] | None
) -> dict[str, Any]:
    dates = register.dates
    return {
        "person": explanation.person.id,
        "path": [
            {
                "post": stay.post.id,
                "title": stay.post.title,
                "from": dates[stay.first],
                "until": dates[stay.last + 1],
                "roles": [{"role": a.role, "share": a.share, "via": a.via} for a in stay.roles.values()],
            }
            for stay in explanation.journey.stays
        ],
        "points": explanation.points,
        "findings": [sentence(each, language) for each in explanation.findings if each.rule != "fit"],
        "moves": [
            {"post": post.id, "on": dates[t], "checks": [_checked(each, language) for each in checks]}
            for t, post, checks in explanation.checks
        ],
        "alternatives": [
            {
                "post": each.post.id,
                "title": each.post.title,
                "on": dates[each.round],
                "fit": each.fit,
                "points": each.points,
                "price_estimate": each.price,
            }
            for each in explanation.options[:count]
        ],
        "lawful_posts": len(explanation.options),
        "closed_posts": dict(explanation.closed.most_common()),
        "wish": wish,
    }


def _print(record: dict[str, Any], language: Any) -> None:
    print(f"person {record['person']}\n\npath")
    for stay in record["path"]:
        roles = ", ".join(f"{role['role']} {role['share']} %" for role in stay["roles"])
        since, until = show(stay["from"], language), show(stay["until"], language)
        print(f"  {since} to {until}: {stay['post']} {stay['title']}" + (f" ({roles})" if roles else ""))
    print("\npoints\n" + "\n".join(f"  {points:>8,}  {code}" for code, points in record["points"].items()))
    if record["findings"]:
        print("\nfindings\n" + "\n".join(f"  {text}" for text in record["findings"]))
    for move in record["moves"]:
        print(f"\nmove to {move['post']} on {show(move['on'], language)}")
        _print_checks(move["checks"])
    print(f"\nalternatives ({record['lawful_posts']} lawful posts)")
    for option in record["alternatives"]:
        price = option["price_estimate"]
        estimate = "" if price is None else f", about {price:+,.1f} points for the whole plan (estimate)"
        head = f"{option['post']} {option['title']} from {show(option['on'], language)}"
        print(f"  {head}: fit {option['fit']} %, own points {option['points']:+,}{estimate}")
    closed = ", ".join(f"{code} {count}" for code, count in record["closed_posts"].items())
    print(f"\nposts closed within the horizon, by rule: {closed or 'none'}")
    wish = record["wish"]
    if wish:
        day = wish["lawful_from"]
        print(f"\nto {wish['post']} on {show(wish['on'], language)}")
        _print_checks(wish["checks"])
        print(f"  lawful from {show(day, language)}" if day else "  no lawful date within what is known")


def _print_checks(checks: list[dict[str, Any]]) -> None:
    for each in checks:
        basis = f" ({each['legal'][0]})" if each["legal"] else ""
        if each["lawful"]:
            print(f"  ok      {each['rule']}{basis}")
        else:
            print(f"  barred  {each['rule']}: {each['sentence']}{basis}")
