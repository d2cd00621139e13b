"""Logging in is tested on both databases: it writes more than any other page of the frame."""

from __future__ import annotations

import pytest

from tests.sites import Site


@pytest.fixture
def site(each_site: Site) -> Site:
    """A site of this test's own, once on each database."""
    return each_site
