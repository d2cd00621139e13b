"""A test that cannot run here is skipped with its reason, and fails where the run requires it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests import needs
from tests.conftest import _fail_if_required, pytest_configure


@pytest.fixture
def nothing_installed(monkeypatch):
    """A machine with neither browser nor database server."""
    monkeypatch.setattr(needs, "PROBES", {"chromium": lambda: None, "postgresql": lambda: None})
    monkeypatch.delenv("TUNTAS_TEST_REQUIRE", raising=False)
    return monkeypatch


def test_what_is_installed_is_named(monkeypatch):
    """The test gets the place, so it need not search itself."""
    monkeypatch.setattr(needs, "PROBES", {"chromium": lambda: "/opt/chromium"})
    assert needs.need("chromium") == "/opt/chromium"


def test_what_is_missing_skips_the_test(nothing_installed):
    """With a reason that names it."""
    with pytest.raises(pytest.skip.Exception, match="chromium is not installed here"):
        needs.need("chromium")


def test_what_is_missing_and_required_fails_the_test(nothing_installed):
    """A skip there would hide a hole."""
    nothing_installed.setenv("TUNTAS_TEST_REQUIRE", "chromium, postgresql")
    with pytest.raises(pytest.fail.Exception, match="postgresql is not installed here"):
        needs.need("postgresql")


def test_a_hand_made_skip_of_what_is_required_is_a_failure(monkeypatch):
    """Whoever skips without `need` is caught by the report."""
    monkeypatch.setenv("TUNTAS_TEST_REQUIRE", "postgresql")
    report = SimpleNamespace(skipped=True, outcome="skipped", longrepr=("test_x.py", 3, "no PostgreSQL here"))
    _fail_if_required(report)
    assert report.outcome == "failed"


def test_other_skips_stay_skips(monkeypatch):
    """Only what the run requires is required."""
    monkeypatch.setenv("TUNTAS_TEST_REQUIRE", "postgresql")
    report = SimpleNamespace(skipped=True, outcome="skipped", longrepr=("test_x.py", 3, "only on Windows"))
    _fail_if_required(report)
    assert report.outcome == "skipped"


def test_a_misspelt_requirement_is_refused(monkeypatch):
    """It would otherwise be fulfilled by never being looked at."""
    monkeypatch.setenv("TUNTAS_TEST_REQUIRE", "chromum")
    with pytest.raises(pytest.UsageError, match="chromum"):
        pytest_configure(SimpleNamespace())
