"""
The catalogue of rules: one module per rule, found by its name; nothing is listed by hand.

A module ends with ``RULE = TheClass()``; its code is its file name. The order of rules has no meaning.
"""

import importlib
import pkgutil

from optimizer.rules._base import Rule
from optimizer.rules._parameters import parameters_by_round, parameters_on


def _found() -> tuple[Rule, ...]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name[0] != "_")
    rules = []
    for name in names:
        rule = importlib.import_module(f"{__name__}.{name}").RULE
        if rule.code != name:
            raise ImportError(f"optimizer/rules/{name}.py holds a rule with the code {rule.code!r}")
        rules.append(rule)
    return tuple(rules)


RULES: tuple[Rule, ...] = _found()
RULE_OF: dict[str, Rule] = {rule.code: rule for rule in RULES}

__all__ = ["RULES", "RULE_OF", "Rule", "parameters_by_round", "parameters_on"]
