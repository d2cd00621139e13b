"""Every page of every area in a real browser: clean for axe, no complaint, no wider than a small phone."""

from __future__ import annotations

import pytest

from models import ROLES
from tests.architecture.access_table import ROWS, Row
from tests.architecture.test_access import address, admitted
from tests.browsers import NARROW, Windows

FILES = (".xlsx", ".ico", "/{name:path}", "/healthz")
PAGES = [row for row in ROWS if row.method == "GET" and not row.path.endswith(FILES)]


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.path)
def test_a_page_is_clean_at_a_desk_and_fits_a_small_phone(window: Windows, row: Row):
    login = None if row.roles == "public" else min(admitted(row), key=ROLES.index)
    if row.path.startswith("/saya"):
        login = "staff"
    opened = window(login)
    opened.open(address(row, window.live))
    assert opened.axe() == []
    assert opened.complaints == []
    opened.page.set_viewport_size({"width": NARROW, "height": 700})
    assert opened.overflow() <= 0, "the page scrolls sideways at 320 pixels"
