"""The office's clock: timestamps are kept in UTC, and people read the date and time of their own office."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

# Indonesia's three zones have fixed offsets; the installation's own is set at the start (`use_offset`).
_zone = timezone(timedelta(hours=7))


def use_offset(hours: int) -> None:
    """Choose the office's zone: 7 for WIB, 8 for WITA, 9 for WIT."""
    global _zone  # noqa: PLW0603 - one installation has one office clock, chosen once at the start
    _zone = timezone(timedelta(hours=hours))


def today() -> date:
    """Return the present date in the office's zone."""
    return datetime.now(_zone).date()


def local_time(value: datetime) -> datetime:
    """Return a stored UTC time in the office's zone."""
    return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(_zone)
