"""Lists: the order and the page that an address asks for, and the addresses of the others.

Everything a reader chooses (filter, order, page) stands in the address, so that a list can be sent to a
colleague. A field that is not offered is not sorted by.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

PER_PAGE = 50

Query = Mapping[str, Any]


def address(path: str, query: Query, **changes: object) -> str:
    """Return the address of the same list with something changed; None removes a part."""
    merged = {**{key: query[key] for key in query}, **changes}
    kept = [(key, value) for key, value in merged.items() if value not in (None, "")]
    return f"{path}?{urlencode(kept)}" if kept else path


@dataclass(frozen=True)
class Sort:
    """The order of a list, from `?urut=nama` or `?urut=-nama`."""

    field: str
    is_descending: bool
    path: str
    query: Query

    def href(self, field: str) -> str:
        """Return the address that sorts by a field; by the present one, the other way round."""
        turned = field == self.field and not self.is_descending
        return address(self.path, self.query, urut=f"-{field}" if turned else field, hal=None)


def read_sort(path: str, query: Query, offered: Collection[str], usual: str) -> Sort:
    """Read the order from the address; anything not offered means the usual order."""
    wish = str(query.get("urut", usual))
    if wish.removeprefix("-") not in offered:
        wish = usual
    return Sort(wish.removeprefix("-"), wish.startswith("-"), path, query)


@dataclass(frozen=True)
class Paging:
    """The place in a long list, from `?hal=2`."""

    page: int
    total: int
    path: str
    query: Query
    per_page: int = PER_PAGE

    @property
    def pages(self) -> int:
        """Return how many pages the list has."""
        return max(1, -(-self.total // self.per_page))

    @property
    def offset(self) -> int:
        """Return how many rows come before this page."""
        return (self.page - 1) * self.per_page

    @property
    def first(self) -> int:
        """Return the number of the first row shown, 0 in an empty list."""
        return min(self.offset + 1, self.total)

    @property
    def last(self) -> int:
        """Return the number of the last row shown."""
        return min(self.offset + self.per_page, self.total)

    @property
    def shown(self) -> list[int | None]:
        """Return the pages to link to; None stands for a gap."""
        near = {1, self.pages, self.page - 1, self.page, self.page + 1}
        places: list[int | None] = []
        for place in sorted(place for place in near if 1 <= place <= self.pages):
            if places and places[-1] is not None and place - places[-1] > 1:
                places.append(None)
            places.append(place)
        return places

    def href(self, page: int) -> str:
        """Return the address of another page of the same list."""
        return address(self.path, self.query, hal=page if page > 1 else None)


def read_paging(path: str, query: Query, total: int, per_page: int = PER_PAGE) -> Paging:
    """Read the page from the address; one beyond the end means the last."""
    wish = str(query.get("hal", "1"))
    page = int(wish) if wish.isascii() and wish.isdigit() and len(wish) < 7 else 1
    pages = max(1, -(-total // per_page))
    return Paging(min(max(page, 1), pages), total, path, query, per_page)
