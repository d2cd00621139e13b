"""What every table shares: the declarative base, naming of constraints, keys and documented columns."""

import json
import secrets
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import CheckConstraint, DateTime, MetaData, String, Text, TypeDecorator
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column

DATA_CLASSES = ("T0", "T1", "T2", "T3", "TX")
"""Privacy classes: T0 public, T1 internal, T2 personal, T3 restricted, TX technical (no personal data)."""

_KEY_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


class Base(DeclarativeBase):
    """Base of all tables; constraints are named so that migrations can address them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class UtcDateTime(TypeDecorator[datetime]):
    """A point in time, stored as UTC and always read back with its time zone."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """
        Convert an aware time to naive UTC for storage.

        Parameters
        ----------
        value : datetime or None
            Aware time; a naive one is refused, because its zone would be guessed.
        dialect : Dialect
            Database dialect, unused.

        Returns
        -------
        datetime or None
            Naive UTC time.

        Raises
        ------
        ValueError
            When the time has no zone.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A stored time needs a time zone.")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """
        Attach UTC to a stored time.

        Parameters
        ----------
        value : datetime or None
            Naive UTC time from the database.
        dialect : Dialect
            Database dialect, unused.

        Returns
        -------
        datetime or None
            Aware UTC time.
        """
        return None if value is None else value.replace(tzinfo=UTC)


class CanonicalJson(TypeDecorator[dict[str, Any]]):
    """A JSON object stored as the one text that `canonical_json` gives, so that its bytes can be hashed."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: dict[str, Any] | None, dialect: Dialect) -> str | None:
        """
        Write the object in its canonical form.

        Parameters
        ----------
        value : dict or None
            Object of JSON values.
        dialect : Dialect
            Database dialect, unused.

        Returns
        -------
        str or None
            Canonical text.
        """
        return None if value is None else canonical_json(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> dict[str, Any] | None:
        """
        Read the object.

        Parameters
        ----------
        value : str or None
            Text from the database.
        dialect : Dialect
            Database dialect, unused.

        Returns
        -------
        dict or None
            The object.
        """
        return None if value is None else dict(json.loads(value))


def canonical_json(value: Any) -> str:
    """
    Write a JSON value in the one way that is used for hashing: sorted keys, no spaces, no NaN.

    Parameters
    ----------
    value : Any
        Value of JSON types only.

    Returns
    -------
    str
        The text.

    Raises
    ------
    TypeError
        When a value is no JSON type.
    ValueError
        When a number is not finite.
    """
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def utc_now() -> datetime:
    """
    Give the present time, aware, in UTC.

    Returns
    -------
    datetime
        Aware UTC time.
    """
    return datetime.now(UTC)


def new_key() -> str:
    """
    Make an opaque key for addresses and for cases: it tells nothing of the row behind it.

    Returns
    -------
    str
        Twelve characters without look-alikes, about 59 bits of randomness.
    """
    return "".join(secrets.choice(_KEY_ALPHABET) for _ in range(12))


def field(type_: Any, comment: str, data_class: str = "T1", **options: Any) -> MappedColumn[Any]:
    """
    Declare a documented column with its privacy class.

    Parameters
    ----------
    type_ : TypeEngine or ForeignKey
        Column type or foreign key.
    comment : str
        What the column holds, with its unit; kept in the database.
    data_class : str
        One of ``DATA_CLASSES``; decides who may see it.
    **options : Any
        Passed to ``mapped_column``.

    Returns
    -------
    MappedColumn
        The declared column.

    Raises
    ------
    ValueError
        When the privacy class is not known.
    """
    if data_class not in DATA_CLASSES:
        raise ValueError(f"Unknown data class {data_class!r}")
    return mapped_column(type_, comment=comment, info={"data_class": data_class}, **options)


def one_of(column: str, allowed: tuple[str, ...]) -> CheckConstraint:
    """
    Let a column hold only words of a closed list; an empty value stays allowed where the column may be empty.

    Parameters
    ----------
    column : str
        Name of the column.
    allowed : tuple of str
        The words.

    Returns
    -------
    CheckConstraint
        Constraint named ``known_<column>``.
    """
    words = ", ".join(f"'{word}'" for word in allowed)
    return CheckConstraint(f"{column} IN ({words})", name=f"known_{column}")


class Keyed:
    """A table whose rows are addressed from outside by an opaque key."""

    key: Mapped[str] = mapped_column(
        String(12),
        sort_order=-1,
        default=new_key,
        unique=True,
        comment="Opaque key used in addresses and cases; tells nothing of the row",
        info={"data_class": "TX"},
    )


class Numbered:
    """A table with an internal whole-number identity, never shown outside."""

    id: Mapped[int] = mapped_column(
        primary_key=True,
        sort_order=-2,
        comment="Internal identity; never shown",
        info={"data_class": "TX"},
    )
