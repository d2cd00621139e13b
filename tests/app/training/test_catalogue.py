"""The catalogue page: what closes most gaps first, a search in it, and the gaps that no course closes."""

from __future__ import annotations

import re

import pytest

from tests.app.roster.conftest import roster  # noqa: F401 - a fixture, used by its name
from tests.sites import Site


@pytest.fixture
def city(roster: Site) -> Site:  # noqa: F811 - the fixture above
    return roster


def courses(page: str) -> list[str]:
    """Return the names of the courses in their order."""
    table = page.split('id="course-table"')[1].split("</section>")[0]
    return re.findall(r'<th scope="row">([^<]+)<', table)


def test_courses_stand_in_the_order_of_the_people_whom_they_would_help(city: Site):
    page = city.client("planner").get("/pelatihan").text
    helped = [int(number) for number in re.findall(r'kurang=\w+">(\d+)</a>', page.split("</section>")[0])]
    assert len(courses(page)) == 6
    assert max(helped) == max(helped[:2]), "the first course lifts what most people miss"
    assert "Tanpa pelatihan" in page


@pytest.mark.parametrize(("words", "count"), [("api", 2), ("bpsdm komunikasi", 1), ("tidak ada begitu", 0)])
def test_a_search_looks_at_names_competencies_and_providers(city: Site, words: str, count: int):
    page = city.client("planner").get(f"/pelatihan?q={words}").text
    assert len(courses(page)) == count
    if not count:
        assert "Tidak ada pelatihan yang cocok" in page
