"""
Faults of sense: keys that lead nowhere, records twice, wishes that contradict each other.

The shape of records is checked when they are read; here a case is looked at as a whole. Every fault is
listed, so that a file can be mended in one go.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from optimizer.case import Case, Person, Post
from optimizer.errors import Fault
from optimizer.levels import education_order, rank_order
from optimizer.rules import RULE_OF
from optimizer.rules._parameters import parameter_faults

FULL_SHARE = 100
LAST_COMMON_DAY = 28
_GRADES = frozenset("I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII".split())


def faults_of(case: Case) -> list[Fault]:
    """
    List every fault of sense.

    Parameters
    ----------
    case : Case
        A case of sound shape.

    Returns
    -------
    list of Fault
        Empty when the case is sound.
    """
    checks = (
        _duplicates,
        _units_and_posts,
        _chains_of_units,
        _persons,
        _relations,
        _systems,
        _services,
        _holds,
        _pins,
        _transfers,
        _after_publication,
        _periods,
        _settings,
        _preferences,
    )
    return [fault for check in checks for fault in check(case)]


def _dangling(path: str, kind: str, key: str, known: Iterable[str]) -> Iterator[Fault]:
    if key not in known:
        yield Fault(path, f'no {kind} "{key}"')


def _repeated(path: str, keys: Iterable[Any], what: str) -> Iterator[Fault]:
    first: dict[Any, int] = {}
    for index, key in enumerate(keys):
        if key in first:
            shown = " of ".join(f'"{part}"' for part in (key if isinstance(key, tuple) else (key,)))
            yield Fault(f"{path}[{index}]", f"{what} {shown} is there already, at {path}[{first[key]}]")
        else:
            first[key] = index


def _duplicates(case: Case) -> Iterator[Fault]:
    yield from _repeated("$.units", (unit.id for unit in case.units), "unit")
    yield from _repeated("$.posts", (post.id for post in case.posts), "post")
    yield from _repeated("$.persons", (person.id for person in case.persons), "person")
    yield from _repeated("$.competencies", (each.id for each in case.competencies), "competency")
    yield from _repeated("$.systems", (system.id for system in case.systems), "system")
    yield from _repeated("$.services", ((each.person, each.role) for each in case.services), "service")
    yield from _repeated("$.holds", ((each.person, each.role) for each in case.holds), "hold")
    yield from _repeated("$.exclusions", ((each.person, each.post) for each in case.exclusions), "exclusion")
    yield from _repeated("$.transfers", ((each.person, each.post) for each in case.transfers), "transfer")
    dated = ((each.rule, each.valid_from.isoformat()) for each in case.settings)
    yield from _repeated("$.settings", dated, "setting")
    seen: dict[str, str] = {}
    for s, system in enumerate(case.systems):
        for r, role in enumerate(system.roles):
            path = f"$.systems[{s}].roles[{r}]"
            if role.id in seen:
                yield Fault(f"{path}.id", f'role "{role.id}" is there already, at {seen[role.id]}')
            seen.setdefault(role.id, path)


def _units_and_posts(case: Case) -> Iterator[Fault]:
    units = {unit.id for unit in case.units}
    competencies = {competency.id for competency in case.competencies}
    for j, post in enumerate(case.posts):
        path = f"$.posts[{j}]"
        yield from _dangling(f"{path}.unit", "unit", post.unit, units)
        for key in post.standard:
            yield from _dangling(f"{path}.standard.{key}", "competency", key, competencies)
        yield from _words(path, post)


def _chains_of_units(case: Case) -> Iterator[Fault]:
    parent = {unit.id: unit.parent for unit in case.units}
    for n, unit in enumerate(case.units):
        if unit.parent is None:
            continue
        yield from _dangling(f"$.units[{n}].parent", "unit", unit.parent, parent)
        above = [unit.parent]
        # As many steps as there are units reach the highest one, or go round.
        while len(above) <= len(parent) and (higher := parent.get(above[-1])) is not None:
            above.append(higher)
        if unit.id in above:
            yield Fault(f"$.units[{n}].parent", f'unit "{unit.id}" lies below itself')


def _words(path: str, post: Post) -> Iterator[Fault]:
    for name in ("rank_min", "rank_max"):
        rank = getattr(post, name)
        if rank is not None and rank_order(rank) is None:
            yield Fault(f"{path}.{name}", f'"{rank}" is no rank such as "III/d"')
    low, high = rank_order(post.rank_min), rank_order(post.rank_max)
    if low is not None and high is not None and low > high:
        yield Fault(f"{path}.rank_max", f'"{post.rank_max}" lies below rank_min "{post.rank_min}"')
    if post.education_min is not None and education_order(post.education_min) is None:
        yield Fault(f"{path}.education_min", f'"{post.education_min}" is no education level')


def _persons(case: Case) -> Iterator[Fault]:
    posts = {post.id for post in case.posts}
    competencies = {competency.id for competency in case.competencies}
    for p, person in enumerate(case.persons):
        path = f"$.persons[{p}]"
        yield from _dangling(f"{path}.post", "post", person.post, posts)
        if person.rank is not None and rank_order(person.rank) is None and person.rank not in _GRADES:
            yield Fault(f"{path}.rank", f'"{person.rank}" is no rank such as "III/d"')
        if person.education is not None and education_order(person.education) is None:
            yield Fault(f"{path}.education", f'"{person.education}" is no education level')
        for key in person.levels:
            yield from _dangling(f"{path}.levels.{key}", "competency", key, competencies)
        if person.gains:
            yield from _gains(path, person, competencies, case.horizon.rounds)
        for n, sanction in enumerate(person.sanctions):
            if sanction.until is not None and sanction.until < sanction.since:
                yield Fault(f"{path}.sanctions[{n}].until", f"{sanction.until} lies before {sanction.since}")


def _gains(path: str, person: Person, competencies: set[str], rounds: int) -> Iterator[Fault]:
    for g, gain in enumerate(person.gains):
        yield from _dangling(f"{path}.gains[{g}].competency", "competency", gain.competency, competencies)
        if gain.round >= rounds:
            yield Fault(
                f"{path}.gains[{g}].round", f"round {gain.round} lies beyond the last round {rounds - 1}"
            )
    pairs = ((gain.competency, gain.round) for gain in person.gains)
    yield from _repeated(f"{path}.gains", pairs, "gain")


def _relations(case: Case) -> Iterator[Fault]:
    persons = {person.id for person in case.persons}
    for n, relation in enumerate(case.relations):
        path = f"$.relations[{n}]"
        yield from _dangling(f"{path}.person", "person", relation.person, persons)
        yield from _dangling(f"{path}.other", "person", relation.other, persons)
        if relation.person == relation.other:
            yield Fault(path, f'person "{relation.person}" is no relative of one\'s own')
    pairs = (tuple(sorted((each.person, each.other))) for each in case.relations)
    yield from _repeated("$.relations", pairs, "relation")
    for n, member in enumerate(case.advisory_team):
        yield from _dangling(f"$.advisory_team[{n}]", "person", member, persons)
    yield from _repeated("$.advisory_team", case.advisory_team, "member")


def _systems(case: Case) -> Iterator[Fault]:
    units = {unit.id for unit in case.units}
    competencies = {competency.id for competency in case.competencies}
    for s, system in enumerate(case.systems):
        path = f"$.systems[{s}]"
        yield from _dangling(f"{path}.unit", "unit", system.unit, units)
        for r, role in enumerate(system.roles):
            for key in role.needs:
                yield from _dangling(f"{path}.roles[{r}].needs.{key}", "competency", key, competencies)


def _services(case: Case) -> Iterator[Fault]:
    persons = {person.id for person in case.persons}
    roles = {role.id for system in case.systems for role in system.roles}
    shares: Counter[str] = Counter()
    for n, service in enumerate(case.services):
        path = f"$.services[{n}]"
        yield from _dangling(f"{path}.person", "person", service.person, persons)
        yield from _dangling(f"{path}.role", "role", service.role, roles)
        if service.since > case.horizon.starts_on:
            yield Fault(f"{path}.since", f"{service.since} lies after the start on {case.horizon.starts_on}")
        before = shares[service.person]
        shares[service.person] += service.share
        if before <= FULL_SHARE < shares[service.person]:
            total = sum(each.share for each in case.services if each.person == service.person)
            yield Fault(f"{path}.share", f'the shares of person "{service.person}" add up to {total} percent')


def _holds(case: Case) -> Iterator[Fault]:
    persons = {person.id for person in case.persons}
    roles = {role.id for system in case.systems for role in system.roles}
    served = {(service.person, service.role) for service in case.services}
    for n, hold in enumerate(case.holds):
        path = f"$.holds[{n}]"
        yield from _dangling(f"{path}.person", "person", hold.person, persons)
        yield from _dangling(f"{path}.role", "role", hold.role, roles)
        if hold.person in persons and hold.role in roles and (hold.person, hold.role) not in served:
            yield Fault(path, f'person "{hold.person}" does not serve role "{hold.role}" today')


def _transfers(case: Case) -> Iterator[Fault]:
    persons, posts = {person.id for person in case.persons}, {post.id for post in case.posts}
    rounds = case.horizon.rounds
    way: dict[str, str] = {}
    for n, each in enumerate(case.transfers):
        path = f"$.transfers[{n}]"
        yield from _dangling(f"{path}.person", "person", each.person, persons)
        yield from _dangling(f"{path}.post", "post", each.post, posts)
        if len(each.points) > rounds or any(t >= rounds for t in each.rounds):
            yield Fault(path, f"points or rounds lie beyond the last round {rounds - 1}")
        if way.setdefault(each.person, each.direction) != each.direction:
            yield Fault(f"{path}.direction", f'person "{each.person}" cannot both leave and come')


def _pins(case: Case) -> Iterator[Fault]:
    persons = {person.id: person for person in case.persons}
    posts = {post.id: post for post in case.posts}
    excluded = {(each.person, each.post): n for n, each in enumerate(case.exclusions)}
    for n, exclusion in enumerate(case.exclusions):
        yield from _dangling(f"$.exclusions[{n}].person", "person", exclusion.person, persons)
        yield from _dangling(f"$.exclusions[{n}].post", "post", exclusion.post, posts)
    first: dict[str, int] = {}
    pinned: defaultdict[str, set[str]] = defaultdict(set)
    for n, pin in enumerate(case.pins):
        path = f"$.pins[{n}]"
        yield from _dangling(f"{path}.person", "person", pin.person, persons)
        yield from _dangling(f"{path}.post", "post", pin.post, posts)
        if pin.round >= case.horizon.rounds:
            yield Fault(
                f"{path}.round", f"round {pin.round} lies beyond the last round {case.horizon.rounds - 1}"
            )
        if pin.person in first:
            other = case.pins[first[pin.person]]
            yield Fault(path, _two_pins(pin.person, pin.post, other.post, first[pin.person]))
        first.setdefault(pin.person, n)
        if pin.person not in persons or pin.post not in posts:
            continue
        pinned[pin.post].add(pin.person)
        if persons[pin.person].post == pin.post:
            continue
        if (pin.person, pin.post) in excluded:
            at = excluded[pin.person, pin.post]
            yield Fault(path, f'$.exclusions[{at}] keeps person "{pin.person}" out of post "{pin.post}"')
        if not posts[pin.post].open or posts[pin.post].formation == 0:
            yield Fault(f"{path}.post", f'post "{pin.post}" is closed: nobody can enter it')
    for key, people in pinned.items():
        holders = sum(persons[person].post == key for person in people)
        # Dirty data may hold more people than the formation; keeping them all is no contradiction.
        if len(people) > max(posts[key].formation, holders):
            yield Fault(
                "$.pins",
                f'{len(people)} people are pinned to post "{key}" with a formation of {posts[key].formation}',
            )


def _after_publication(case: Case) -> Iterator[Fault]:
    persons = {person.id for person in case.persons}
    posts = {post.id for post in case.posts}
    last = case.horizon.rounds - 1
    for n, departure in enumerate(case.departures):
        yield from _dangling(f"$.departures[{n}].person", "person", departure.person, persons)
    yield from _repeated("$.departures", (each.person for each in case.departures), "departure")
    for n, move in enumerate(case.published):
        path = f"$.published[{n}]"
        yield from _dangling(f"{path}.person", "person", move.person, persons)
        yield from _dangling(f"{path}.post", "post", move.post, posts)
        if move.round > last:
            yield Fault(f"{path}.round", f"round {move.round} lies beyond the last round {last}")
    moves = ((each.person, str(each.round)) for each in case.published)
    yield from _repeated("$.published", moves, "move")
    yield from _repeated("$.references", (each.id for each in case.references), "reference")
    for r, reference in enumerate(case.references):
        for n, move in enumerate(reference.moves):
            path = f"$.references[{r}].moves[{n}]"
            yield from _dangling(f"{path}.person", "person", move.person, persons)
            yield from _dangling(f"{path}.post", "post", move.post, posts)
            if move.round > last:
                yield Fault(f"{path}.round", f"round {move.round} lies beyond the last round {last}")
        keys = ((move.person, str(move.round)) for move in reference.moves)
        yield from _repeated(f"$.references[{r}].moves", keys, "move")
    yield from _repeated("$.limits", (each.measure for each in case.limits), "limit of")
    for n, limit in enumerate(case.limits):
        if limit.at_least is not None and limit.at_most is not None and limit.at_least > limit.at_most:
            yield Fault(f"$.limits[{n}]", f"at_least {limit.at_least} lies above at_most {limit.at_most}")


def _two_pins(person: str, post: str, other: str, at: int) -> str:
    if post == other:
        return f'person "{person}" is pinned to post "{post}" already, by $.pins[{at}]'
    return f'person "{person}" is pinned to post "{post}" and, by $.pins[{at}], to post "{other}"'


def _periods(case: Case) -> Iterator[Fault]:
    start = case.horizon.starts_on
    if start.day > LAST_COMMON_DAY:
        yield Fault(
            "$.horizon.starts_on", f"the day must be {LAST_COMMON_DAY} or lower, so that every month has it"
        )
    for p, person in enumerate(case.persons):
        if person.post_since is not None and person.post_since > start:
            yield Fault(f"$.persons[{p}].post_since", f"{person.post_since} lies after the start on {start}")
    for n, window in enumerate(case.windows):
        if window.until < window.since:
            yield Fault(f"$.windows[{n}].until", f"{window.until} lies before {window.since}")
    for n, setting in enumerate(case.settings):
        if setting.valid_to is not None and setting.valid_to < setting.valid_from:
            yield Fault(f"$.settings[{n}].valid_to", f"{setting.valid_to} lies before {setting.valid_from}")


def _settings(case: Case) -> Iterator[Fault]:
    for n, setting in enumerate(case.settings):
        rule = RULE_OF.get(setting.rule)
        if rule is None:
            yield Fault(f"$.settings[{n}].rule", f'no rule "{setting.rule}"')
            continue
        for name, sentence in parameter_faults(rule.Params, setting.parameters):
            yield Fault(f"$.settings[{n}].parameters.{name}", sentence)


def _preferences(case: Case) -> Iterator[Fault]:
    persons = {person.id for person in case.persons} if case.preferences else set()
    posts = {post.id for post in case.posts} if case.preferences else set()
    for person, wished in case.preferences.items():
        path = f"$.preferences.{person}"
        yield from _dangling(path, "person", person, persons)
        for n, post in enumerate(wished):
            yield from _dangling(f"{path}[{n}]", "post", post, posts)
        yield from _repeated(path, wished, "post")
