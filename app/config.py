"""The settings of one installation, read once from the environment.

Every setting is an environment variable `TUNTAS_<NAME>`; a wrong value is refused at the start with the name
of the variable. Nothing else in the program reads the environment.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Any
from urllib.parse import urlsplit

import msgspec

PREFIX = "TUNTAS_"

MEGABYTE = 1024 * 1024
BODY_LIMIT = 2 * MEGABYTE
"""Largest request body, in bytes, on every route but the import."""
IMPORT_BODY_LIMIT = 25 * MEGABYTE
"""Largest request body, in bytes, of an uploaded roster: pass it as `request_max_body_size` of the route."""

Minutes = Annotated[int, msgspec.Meta(ge=1, le=24 * 60)]
Hours = Annotated[int, msgspec.Meta(ge=1, le=24)]


class ConfigError(Exception):
    """A setting that cannot be used, in one sentence."""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All settings with their defaults; the defaults suit one machine and a browser on it."""

    database_url: str = "sqlite:///var/tuntas.db"
    """Where the data lie: `sqlite:///path` or `postgresql://user:password@host/name`."""
    base_url: str = "http://localhost:8000"
    """Address under which users reach the program; https turns on secure cookies and HSTS."""
    production: bool = False
    """Refuse what is only fit for a trial: plain http and the framework's debug mode."""
    organisation: str = ""
    """Name of the city, province or ministry; empty takes the top unit of the roster."""
    utc_offset_hours: Annotated[int, msgspec.Meta(ge=7, le=9)] = 7
    """Zone in which times are shown: 7 for WIB, 8 for WITA, 9 for WIT."""
    staff_idle_minutes: Minutes = 30
    staff_session_hours: Hours = 12
    privileged_idle_minutes: Minutes = 15
    privileged_session_hours: Hours = 8
    runs_at_once: Annotated[int, msgspec.Meta(ge=1, le=16)] = 2
    """Runs of the optimizer that one worker solves side by side."""
    solver_memory_mb: Annotated[int, msgspec.Meta(ge=0)] = 6000
    """Memory, in MiB, that one solver may take before it is refused more; 0 sets no limit."""
    trusted_proxies: str = ""
    """Addresses of proxies whose `X-Forwarded-For` is believed, separated by commas."""

    @property
    def is_https(self) -> bool:
        """Tell whether users reach the program over TLS."""
        return urlsplit(self.base_url).scheme == "https"

    @property
    def host(self) -> str:
        """Return host and port of the base address, as a browser writes them in `Host` and `Origin`."""
        return urlsplit(self.base_url).netloc

    def idle_limit(self, role: str) -> timedelta:
        """Return how long a session of a role may rest before it ends."""
        minutes = self.staff_idle_minutes if role == "staff" else self.privileged_idle_minutes
        return timedelta(minutes=minutes)

    def absolute_limit(self, role: str) -> timedelta:
        """Return how long a session of a role may last at all."""
        hours = self.staff_session_hours if role == "staff" else self.privileged_session_hours
        return timedelta(hours=hours)


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read and check the settings; refuse what cannot be right, naming the variable."""
    environment = os.environ if environment is None else environment
    known = {f"{PREFIX}{name.upper()}": name for name in Settings.__struct_fields__}
    values: dict[str, Any] = {known[key]: value for key, value in environment.items() if key in known}
    try:
        settings = msgspec.convert(values, Settings, strict=False)
    except msgspec.ValidationError as error:
        name = str(error).rpartition("$.")[2].rstrip("`")
        raise ConfigError(f"{PREFIX}{name.upper()} cannot be used: {error}") from error
    _refuse_weak(settings, environment)
    return settings


def _refuse_weak(settings: Settings, environment: Mapping[str, str]) -> None:
    """Refuse combinations that would weaken a real installation."""
    parts = urlsplit(settings.base_url)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ConfigError(f"{PREFIX}BASE_URL must look like https://tuntas.kota.go.id")
    if not settings.production:
        return
    if not settings.is_https:
        raise ConfigError(f"{PREFIX}PRODUCTION needs a {PREFIX}BASE_URL that begins with https://")
    if environment.get("LITESTAR_DEBUG", "0").lower() not in {"", "0", "false"}:
        raise ConfigError("LITESTAR_DEBUG shows the program's insides to visitors; unset it in production")
