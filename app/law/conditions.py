"""The same dates as conditions on Person and Post, so that a count and its list ask one question.

Each condition turns a date of the law round: instead of computing a date per person, it computes once which
start or birth date leads there. `tests/app/law` compares them with the dates of single people.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, false, func, or_

from app.law.months import add_months, month_start
from app.law.settings import CONTRACT_KINDS, Law
from models import POST_KINDS, Person, Post


def latest_start(day: date, months: int) -> date:
    """Return the last start from which so many months are complete on a day."""
    start = add_months(day, -months)
    if day.day < calendar.monthrange(day.year, day.month)[1]:
        return start
    # On the last day of a month the longer months before it are complete too.
    return start.replace(day=calendar.monthrange(start.year, start.month)[1])


def over_limit(law: Law, today: date) -> ColumnElement[bool]:
    """People who have reached the longest time in one post."""
    months = law.months("max_tenure")
    return (
        false() if months is None else and_(_by_statute(), Person.post_since <= latest_start(today, months))
    )


def under_minimum(law: Law, today: date) -> ColumnElement[bool]:
    """People who have not yet reached the shortest time in one post."""
    months = law.months("min_tenure")
    return false() if months is None else and_(_by_statute(), Person.post_since > latest_start(today, months))


def reaching(law: Law, code: str, first: date, last: date) -> ColumnElement[bool]:
    """People who complete the months of a tenure rule between two days, both included."""
    months = law.months(code)
    if months is None:
        return false()
    before = latest_start(first - timedelta(1), months)
    return and_(_by_statute(), Person.post_since > before, Person.post_since <= latest_start(last, months))


def retiring(law: Law, first: date, last: date) -> ColumnElement[bool]:
    """People who retire between two days, both included; needs Post beside Person."""
    parts = []
    for age, condition in _posts_by_age(law).items():
        earliest = add_months(month_start(first - timedelta(1)), -12 * age)
        beyond = add_months(month_start(last), -12 * age)
        parts.append(and_(condition, Person.birth_date >= earliest, Person.birth_date < beyond))
    return or_(*parts) if parts else false()


def contract_ending(first: date, last: date) -> ColumnElement[bool]:
    """People whose contract ends between two days, both included."""
    return and_(
        Person.employment_kind.in_(sorted(CONTRACT_KINDS)), Person.contract_ends_on.between(first, last)
    )


def _by_statute() -> ColumnElement[bool]:
    return Person.employment_kind.not_in(sorted(CONTRACT_KINDS))


def _posts_by_age(law: Law) -> dict[int, ColumnElement[bool]]:
    """Group kinds and levels of posts by the age at which their holders retire."""
    setting = law.settings.get("retirement")
    if setting is None:
        return {}
    ages = setting.parameters.get("ages", {})
    names = sorted(name for name in ages if name not in POST_KINDS)
    functional = Post.kind.in_(("FUNCTIONAL_EXPERT", "FUNCTIONAL_SKILLED"))
    family, level = func.coalesce(Post.functional_family, ""), func.coalesce(Post.functional_level, "")
    by_family = {name: _in_family(family, name, names) for name in names}
    has_family = or_(false(), *by_family.values())
    parts: dict[int, list[ColumnElement[bool]]] = defaultdict(list)
    for kind in sorted(set(ages) - set(names)):
        named = and_(functional, or_(has_family, level.in_(names)))
        parts[int(ages[kind])].append(and_(Post.kind == kind, ~named))
    for name in names:
        condition = or_(by_family[name], and_(level == name, ~has_family))
        parts[int(ages[name])].append(and_(functional, condition))
    return {age: or_(*conditions) for age, conditions in parts.items()}


def _in_family(family: ColumnElement[str], name: str, names: list[str]) -> ColumnElement[bool]:
    """A family by its whole name, or by its first word where the whole name has no age of its own."""
    first_word = and_(func.substr(family, 1, len(name) + 1) == f"{name} ", family.not_in(names))
    return family == name if " " in name else or_(family == name, first_word)
