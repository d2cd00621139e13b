"""Chance with a seed: the same seed always throws the same city."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

Item = TypeVar("Item")


class Dice(random.Random):
    """A seeded source of chance with the throws that the generator needs."""

    def share(self, probability: float) -> bool:
        """Throw true with this probability."""
        return self.random() < probability

    def pick(self, *weighted: tuple[Item, float]) -> Item:
        """Pick one item by weight."""
        items = [item for item, _ in weighted]
        return self.choices(items, weights=[weight for _, weight in weighted])[0]

    def day(self, first: date, last: date) -> date:
        """Pick a day between two days, both included."""
        return first + timedelta(days=self.randint(0, max(0, (last - first).days)))

    def some(self, items: Sequence[Item], count: int) -> list[Item]:
        """Pick several different items, all of them when there are not enough."""
        return self.sample(list(items), min(count, len(items)))


def months_after(start: date, months: int) -> date:
    """Return the first day of the month that lies so many months after a date."""
    total = start.year * 12 + start.month - 1 + months
    return date(total // 12, total % 12 + 1, 1)


def first_of_month(day: date) -> date:
    """Return the first day of the month of a date."""
    return day.replace(day=1)


def years_before(day: date, years: float) -> date:
    """Return the date so many years earlier."""
    return day - timedelta(days=round(years * 365.25))
