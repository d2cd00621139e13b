"""Rule settings in force on a day, read from the database; where a setting is missing nothing is made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from models import RuleSetting

CONTRACT_KINDS = frozenset({"PPPK", "PPPK_PART_TIME"})
"""Employment that ends with a contract and not with an age alone."""


@dataclass(frozen=True)
class Setting:
    """The parameters of one rule in force, with the instrument and article that they rest on."""

    code: str
    parameters: Mapping[str, Any]
    citation: str

    def whole(self, name: str) -> int | None:
        """Return a whole number, or nothing when the setting does not hold it."""
        value = self.parameters.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None


@dataclass(frozen=True)
class Law:
    """All settings in force on one day."""

    on: date
    settings: Mapping[str, Setting]

    def months(self, code: str) -> int | None:
        """Return the length of time that a rule names, in months."""
        setting = self.settings.get(code)
        return setting.whole("months") if setting else None

    @property
    def renews_contracts(self) -> bool:
        """Tell whether the city plans as if contracts were renewed (ADR 0018)."""
        setting = self.settings.get("contract_term")
        return setting is not None and setting.parameters.get("renewal_assumed") is True

    def citation(self, code: str) -> str:
        """Return instrument and article of a rule; empty when the rule is not set."""
        setting = self.settings.get(code)
        return setting.citation if setting else ""

    def retirement_age(
        self, kind: str | None, functional_level: str | None, functional_family: str | None = None
    ) -> int | None:
        """
        Return the age at which the holder of such a post retires.

        A family of functional posts with a law of its own (teachers) goes before the level, the level before
        the kind.
        """
        setting = self.settings.get("retirement")
        if setting is None or kind is None:
            return None
        ages = setting.parameters.get("ages", {})
        names = (functional_family, (functional_family or "").partition(" ")[0], functional_level)
        wanted = (*names, kind) if kind.startswith("FUNCTIONAL") else (kind,)
        age = next((ages[name] for name in wanted if name in ages), None)
        return int(age) if age is not None else None


async def law_on(db: AsyncSession, day: date) -> Law:
    """Read the settings in force on a day; of two that overlap the one that began last holds."""
    rows = await db.execute(
        select(RuleSetting.code, RuleSetting.parameters, RuleSetting.citation)
        .where(
            RuleSetting.valid_from <= day, or_(RuleSetting.valid_to.is_(None), RuleSetting.valid_to >= day)
        )
        .order_by(RuleSetting.code, RuleSetting.valid_from)
    )
    return Law(day, {code: Setting(code, parameters, citation) for code, parameters, citation in rows})
