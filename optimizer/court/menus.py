"""Ways to serve asked roles from a post, from the case's records alone; for the second method."""

from itertools import combinations
from typing import Literal

from optimizer.case import Person, Post
from optimizer.register import Register
from optimizer.rules import RULE_OF, parameters_by_round

Via = Literal["post", "team"]
Menu = tuple[tuple[str, int, Via], ...]


def menus(register: Register, person: Person, post: Post, asked: tuple[str, ...]) -> list[Menu]:
    """
    List ways to serve some of the asked roles from a post.

    Parameters
    ----------
    register : Register
        Records of the case by key.
    person : Person
        Who would serve.
    post : Post
        The post.
    asked : tuple of str
        Roles that somebody asks the person to serve; without any the way of today is the answer.

    Returns
    -------
    list of tuple
        Role, share in percent and kind of access for each role of a way.
    """
    today = register.services.get(person.id, {})
    if not asked and post.id == person.post:
        return [tuple((role, each.share, each.via) for role, each in today.items()), ()]
    most = min(each.team_share for each in parameters_by_round(register.case, RULE_OF["role_access"]))
    found: list[Menu] = []
    for size in range(len(asked) + 1):
        for roles in combinations(asked, size):
            found.append(tuple(_fresh(register, post, role, 100 // max(1, size), most) for role in roles))
            if post.id == person.post and roles:
                kept = {role: (role, today[role].share, today[role].via) for role in roles if role in today}
                left = 100 - sum(share for _, share, _ in kept.values())
                share = left // max(1, size - len(kept))
                found.append(
                    tuple(kept.get(role) or _fresh(register, post, role, share, most) for role in roles)
                )
    return list(dict.fromkeys(found))


def _fresh(register: Register, post: Post, role: str, share: int, most: int) -> tuple[str, int, Via]:
    at_home = register.roles[role][0].unit == post.unit
    return role, max(1, share if at_home else min(share, most)), "post" if at_home else "team"
