"""Short words for the tiny cases in which rules show what they mean: an office of a few people."""

from typing import Any

ROUNDS = 2


def office(posts: list[dict[str, Any]], persons: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """
    Make a case of two half-years from 1 April 2027 with the units ``u`` (department ``d``) and ``v`` (``e``).

    Parameters
    ----------
    posts, persons : list of dict
        Records made by ``post`` and ``person``.
    **more : object
        Other fields of the case.

    Returns
    -------
    dict
        A whole case.
    """
    return {
        "format": "tuntas-case",
        "version": 1,
        "horizon": {"starts_on": "2027-04-01", "rounds": ROUNDS, "round_months": 6},
        "units": [{"id": "u", "department": "d"}, {"id": "v", "department": "e"}],
        "competencies": [{"id": "c"}],
        "posts": posts,
        "persons": persons,
        **more,
    }


def post(key: str, kind: str = "STAFF", unit: str = "u", **more: Any) -> dict[str, Any]:
    """
    Make a post.

    Parameters
    ----------
    key, kind, unit : str
        Key, kind and unit.
    **more : object
        Other fields.

    Returns
    -------
    dict
        Record of the post.
    """
    return {"id": key, "kind": kind, "unit": unit, **more}


def person(key: str, held: str, **more: Any) -> dict[str, Any]:
    """
    Make a person with three years in post, a degree, the rank III/d and good ratings.

    Parameters
    ----------
    key, held : str
        Key, and post of today.
    **more : object
        Other fields.

    Returns
    -------
    dict
        Record of the person.
    """
    ratings = [{"year": year, "predicate": "baik"} for year in (2025, 2026)]
    usual = {"post_since": "2024-04-01", "rank": "III/d", "education": "S1", "ratings": ratings}
    return {"id": key, "post": held, **usual, **more}


def path(key: str, *stays: tuple, last: int = ROUNDS - 1) -> dict[str, Any]:
    """
    Make a path.

    Parameters
    ----------
    key : str
        Person.
    *stays : tuple
        Each a first round, a post and any number of roles, as keys or records.
    last : int
        Last round of the last stay.

    Returns
    -------
    dict
        Record of the path; each stay lasts until the next one begins.
    """
    records = []
    for n, (first, held, *roles) in enumerate(stays):
        until = stays[n + 1][0] - 1 if n + 1 < len(stays) else last
        served = [{"role": role, "share": 50} if isinstance(role, str) else role for role in roles]
        records.append({"post": held, "first": first, "last": until, "roles": served})
    return {"person": key, "stays": records}


def system(*roles: dict[str, Any], **more: Any) -> list[dict[str, Any]]:
    """
    Make one system in unit ``u`` that is finished after the horizon.

    Parameters
    ----------
    *roles : dict
        Records of its roles.
    **more : object
        Other fields.

    Returns
    -------
    list of dict
        The systems of a case.
    """
    usual = {"id": "s", "unit": "u", "finishes_on": "2030-01-01", "value_per_month": 400}
    return [{**usual, **more, "roles": list(roles)}]


def serving(key: str, role: str, since: str = "2026-01-01", **more: Any) -> dict[str, Any]:
    """
    Make a service of today, at half of the time, from the post.

    Parameters
    ----------
    key, role : str
        Person and role.
    since : str
        First day.
    **more : object
        Other fields.

    Returns
    -------
    dict
        Record of the service.
    """
    return {"person": key, "role": role, "since": since, "share": 50, **more}
