"""Settings are read once, checked, and refused by the name of their variable."""

from __future__ import annotations

import pytest

from app.config import ConfigError, Settings, read_settings


def test_without_any_variable_the_defaults_suit_one_machine():
    assert read_settings({"HOME": "/root"}) == Settings()


def test_a_variable_is_taken_in_its_type():
    settings = read_settings({"TUNTAS_STAFF_IDLE_MINUTES": "45", "TUNTAS_PRODUCTION": "false"})
    assert settings.staff_idle_minutes == 45
    assert settings.production is False


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("TUNTAS_STAFF_IDLE_MINUTES", "0"),
        ("TUNTAS_STAFF_IDLE_MINUTES", "soon"),
        ("TUNTAS_UTC_OFFSET_HOURS", "6"),
        ("TUNTAS_BASE_URL", "tuntas.go.id"),
        ("TUNTAS_BASE_URL", "ftp://tuntas.go.id"),
        ("TUNTAS_PRODUCTION", "perhaps"),
    ],
)
def test_a_wrong_value_is_refused_by_its_name(variable: str, value: str):
    with pytest.raises(ConfigError, match=variable):
        read_settings({variable: value})


@pytest.mark.parametrize(
    ("environment", "reason"),
    [
        ({"TUNTAS_BASE_URL": "http://tuntas.go.id"}, "https"),
        ({"TUNTAS_BASE_URL": "https://tuntas.go.id", "LITESTAR_DEBUG": "1"}, "LITESTAR_DEBUG"),
    ],
)
def test_production_refuses_what_is_only_fit_for_a_trial(environment: dict[str, str], reason: str):
    with pytest.raises(ConfigError, match=reason):
        read_settings({"TUNTAS_PRODUCTION": "true", **environment})
    assert read_settings({"TUNTAS_PRODUCTION": "true", "TUNTAS_BASE_URL": "https://tuntas.go.id"}).is_https
