"""What holds for every test: the profiles of hypothesis, and no silent skip of what a run requires."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest

from tests.needs import PROBES, required

pytest_plugins = ["tests.databases", "tests.sites", "tests.browsers"]

hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_configure(config: pytest.Config) -> None:
    """Refuse a requirement that nothing can satisfy, so that a misspelt one is not taken for fulfilled."""
    unknown = required() - set(PROBES)
    if unknown:
        raise pytest.UsageError(f"TUNTAS_TEST_REQUIRE names {sorted(unknown)}; known are {sorted(PROBES)}")


def _fail_if_required(report: Any) -> None:
    """Turn the skip of a required thing into a failure, whichever way the test skipped."""
    if not report.skipped or hasattr(report, "wasxfail"):
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    missed = [name for name in required() if name in reason.lower()]
    if missed:
        report.outcome = "failed"
        report.longrepr = (
            f"{reason}\nThis run requires {missed[0]} (TUNTAS_TEST_REQUIRE), so the skip is a failure."
        )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Check each test's own skips."""
    report = yield
    _fail_if_required(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    """Check the skips of whole modules."""
    report = yield
    _fail_if_required(report)
    return report
