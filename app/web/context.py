"""The base of page contexts: everything a template may use, as finished values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class PageContext:
    """
    What one page shows.

    A subclass names its template and its place in the navigation, and holds values that need no further
    query: never a row of the database. In the template it is `page`. The title is in the language of the
    request.
    """

    template: ClassVar[str]
    nav: ClassVar[str] = ""

    title: str
