"""The filter of the list in the address, and the pages on both databases."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.staff.filters import (
    KINDS,
    ROLES,
    STATUSES,
    TIMES,
    StaffFilter,
    holds_number,
    read_filter,
)
from app.staff.levels import fit
from tests.sites import Site

keys = st.sampled_from(["", "ma99b75t8acj", "KOM"])


@given(
    st.builds(
        StaffFilter,
        text=st.sampled_from(["", "dewi larasati", "Sp.PK"]),
        department=keys,
        unit=keys,
        post=keys,
        kind=st.sampled_from(["", *KINDS]),
        status=st.sampled_from(["", *STATUSES]),
        time=st.sampled_from(["", *TIMES]),
        since=st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
        until=st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
        role=st.sampled_from(["", *ROLES]),
        below=keys,
    )
)
def test_a_filter_reads_back_from_its_own_address(wanted: StaffFilter):
    from urllib.parse import parse_qsl

    assert read_filter(dict(parse_qsl(wanted.query().removeprefix("?")))) == wanted


@given(
    st.dictionaries(
        st.sampled_from(["q", "opd", "jenis", "waktu", "dari", "peran", "x"]), st.text(max_size=30)
    )
)
def test_any_words_in_an_address_make_a_filter_and_never_an_error(query: dict[str, str]):
    wanted = read_filter(query)
    assert read_filter({}) == StaffFilter()
    assert wanted.kind in {"", *KINDS}


@pytest.mark.parametrize("text", ["198504122010011001", "19850412", "1985 0412", "’19850412"])
def test_digits_that_may_be_a_nip_are_noticed(text: str):
    assert holds_number(text)


@pytest.mark.parametrize("text", ["Seksi 2", "PP 11/2017", "III.b", "12 Maret 2027", ""])
def test_other_numbers_are_not_taken_for_one(text: str):
    assert not holds_number(text)


def test_fit_is_the_share_of_the_standard_that_is_met_without_reward_for_more():
    assert fit({"a": 5, "b": 1}, {"a": 3, "b": 3}) == 66
    assert fit({}, {"a": 3}) == 0
    assert fit({"a": 3}, {}) is None


def test_the_pages_read_both_databases_alike(each_roster_site: Site):
    city = each_roster_site.city
    planner = each_roster_site.client("planner")
    for path in (
        "/dasbor",
        "/dasbor/kalender",
        "/dasbor/kompetensi",
        "/dampak",
        "/pegawai?waktu=pensiun",
        "/pegawai?kurang=KOM&urut=-sejak",
        "/pegawai?peran=kunci&q=bidang",
        f"/pegawai/{city.person}",
        "/unit",
        f"/unit/{city.department}",
        "/jabatan?lowong=ya&urut=-kosong",
        f"/jabatan/{city.post}",
        "/sistem?tampil=berisiko",
        f"/sistem/{city.system}",
        "/pelatihan",
        "/cari?q=komunikasi",
    ):
        assert planner.get(path).status_code == 200, path
    assert each_roster_site.client("head").get("/opd").status_code == 200
    staff = each_roster_site.client("staff")
    for path in ("/saya", "/saya/pelatihan", "/saya/jabatan", "/saya/data"):
        assert staff.get(path).status_code == 200, path
