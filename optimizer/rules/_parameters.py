"""Parameters of rules: how a field is declared, checked, and read from the dated settings of a case."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from optimizer.calendar import round_dates
from optimizer.case import Case
from optimizer.settings import setting_on

if TYPE_CHECKING:
    from optimizer.rules._base import Rule


def parameter(
    default: Any,
    text: str,
    text_en: str,
    unit: str = "",
    low: int | None = None,
    high: int | None = None,
    values: Sequence[str] = (),
) -> Any:
    """
    Declare a field of a rule's ``Params``.

    Parameters
    ----------
    default : object
        Value where no setting says otherwise; its type is the type that settings must have.
    text, text_en : str
        What the number means, in Indonesian and in English.
    unit : str
        Unit such as ``months`` or ``percent``.
    low, high : int, optional
        Least and greatest value allowed, both included.
    values : sequence of str
        Words that the entries of a table must be taken from; any when empty.

    Returns
    -------
    dataclasses.Field
        The field.
    """
    meta = {"text": text, "text_en": text_en, "unit": unit, "low": low, "high": high, "values": values}
    if isinstance(default, (dict, list)):
        return dataclasses.field(default_factory=lambda: type(default)(default), metadata=meta)
    return dataclasses.field(default=default, metadata=meta)


def default_of(field: dataclasses.Field) -> Any:
    """
    Give the default of a field.

    Parameters
    ----------
    field : dataclasses.Field
        Field of a ``Params`` class.

    Returns
    -------
    object
        The default value.
    """
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


def parameter_faults(params: type, given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """
    Check the parameters of a setting.

    Parameters
    ----------
    params : type
        The ``Params`` class of a rule.
    given : mapping
        Names and values of the setting.

    Yields
    ------
    tuple of str
        Name of the parameter and what is wrong with it.
    """
    fields = {field.name: field for field in dataclasses.fields(params)}
    for name, value in given.items():
        if name not in fields:
            known = ", ".join(sorted(fields)) or "none"
            yield name, f"the rule has no such parameter (it has: {known})"
            continue
        default, meta = default_of(fields[name]), fields[name].metadata
        if type(value) is not type(default):
            yield name, f"{value!r} must be of type {type(default).__name__}"
        elif isinstance(value, int) and meta["low"] is not None and value < meta["low"]:
            yield name, f"{value} must be at least {meta['low']}"
        elif isinstance(value, int) and meta["high"] is not None and value > meta["high"]:
            yield name, f"{value} must be at most {meta['high']}"
        elif isinstance(value, dict) and meta["values"]:
            for key, entry in value.items():
                if entry not in meta["values"]:
                    yield name, f"{entry!r} of {key!r} must be one of {', '.join(meta['values'])}"


def parameters_on(case: Case, rule: "Rule", day: date) -> Any:
    """
    Read the parameters of a rule in force on a day.

    Parameters
    ----------
    case : Case
        The case with its settings.
    rule : Rule
        The rule.
    day : date
        The day.

    Returns
    -------
    Params
        Defaults, overridden by the setting in force.
    """
    setting = setting_on(case.settings, rule.code, day)
    return rule.Params(**(setting.parameters if setting else {}))


def parameters_by_round(case: Case, rule: "Rule") -> list[Any]:
    """
    Read the parameters of a rule for each round, as in force on the round's date.

    Parameters
    ----------
    case : Case
        The case with its settings.
    rule : Rule
        The rule.

    Returns
    -------
    list of Params, length T
        One per round; rounds without their own setting share one object.
    """
    if not any(setting.rule == rule.code for setting in case.settings):
        return [rule.Params()] * case.horizon.rounds
    return [parameters_on(case, rule, day) for day in round_dates(case.horizon)[:-1]]
