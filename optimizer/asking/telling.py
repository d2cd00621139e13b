"""Answers in JSON's terms and as lines for people; cases and plans have files of their own."""

import dataclasses
from collections.abc import Iterator
from typing import Any

import msgspec

from optimizer.case import Case
from optimizer.plan import Plan


def record(answer: Any) -> Any:
    """
    Put an answer into JSON's terms.

    Parameters
    ----------
    answer : object
        A dataclass of this package, or a list of them.

    Returns
    -------
    object
        Fields by name; plans and cases are left out.
    """
    if dataclasses.is_dataclass(answer) and not isinstance(answer, type):
        values = ((field.name, getattr(answer, field.name)) for field in dataclasses.fields(answer))
        return {name: record(value) for name, value in values if not isinstance(value, Case | Plan)}
    if isinstance(answer, dict):
        return {name: record(value) for name, value in answer.items()}
    if isinstance(answer, list | tuple):
        return [record(each) for each in answer]
    return msgspec.to_builtins(answer)


def lines(told: Any, indent: str = "") -> Iterator[str]:
    """
    Write a record as lines.

    Parameters
    ----------
    told : object
        What ``record`` gives.
    indent : str
        Written before each line.

    Yields
    ------
    str
        One line for each value; lists of plain values share one.
    """
    for name, value in told.items():
        head = f"{indent}{name.replace('_', ' ')}:"
        if isinstance(value, dict):
            yield head
            yield from lines(value, indent + "  ")
        elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
            for n, each in enumerate(value, 1):
                yield f"{indent}{name.replace('_', ' ')} {n}:"
                yield from lines(each, indent + "  ")
        elif isinstance(value, list):
            yield f"{head} {', '.join(_plain(each) for each in value) or 'none'}"
        else:
            yield f"{head} {_plain(value)}"


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(_plain(each) for each in value)
    if isinstance(value, float):
        return f"{value:,.1f}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "not known" if value is None else str(value)
