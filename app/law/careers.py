"""A person's facts for the law, as they are read: the columns and what is made of a row, in one place."""

from __future__ import annotations

from typing import Any

from app.law.dates import Career
from models import Person, Post

CAREER_COLUMNS = (
    Person.employment_kind,
    Person.post_since,
    Person.birth_date,
    Person.contract_ends_on,
    Post.kind,
    Post.functional_level,
    Post.functional_family,
)
"""What a query that joins persons with their posts selects, so that `career_of` can read its rows."""


def career_of(row: Any) -> Career:
    """Return the career in a row that selects `CAREER_COLUMNS`."""
    return Career(
        employment_kind=row.employment_kind,
        post_kind=row.kind,
        functional_level=row.functional_level,
        functional_family=row.functional_family,
        post_since=row.post_since,
        birth_date=row.birth_date,
        contract_ends_on=row.contract_ends_on,
    )


def career_in(person: Person, post: Post | None) -> Career:
    """Return the career of a person in the post held; without a post no date of a post is known."""
    return Career(
        employment_kind=person.employment_kind,
        post_kind=post.kind if post else None,
        functional_level=post.functional_level if post else None,
        functional_family=post.functional_family if post else None,
        post_since=person.post_since,
        birth_date=person.birth_date,
        contract_ends_on=person.contract_ends_on,
    )
