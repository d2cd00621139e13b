"""Order and page of a list stand in its address, and nothing else can be asked for."""

from __future__ import annotations

from app.web.listing import read_paging, read_sort


def test_a_field_that_is_not_offered_is_not_sorted_by():
    for wish in ("0.5", "password_hash", "-nip", ""):
        sort = read_sort("/pegawai", {"urut": wish}, ("name", "since"), "name")
        assert (sort.field, sort.is_descending) == ("name", False)


def test_a_heading_sorts_and_the_second_click_turns_the_order():
    sort = read_sort("/pegawai", {"urut": "since", "unit": "x", "hal": "3"}, ("name", "since"), "name")
    assert sort.href("since") == "/pegawai?urut=-since&unit=x"
    assert sort.href("name") == "/pegawai?urut=name&unit=x"


def test_a_page_beyond_the_end_is_the_last_one():
    for wish, page in (("2", 2), ("99", 3), ("0", 1), ("-1", 1), ("x", 1), ("9" * 50, 1), ("²", 1)):
        assert read_paging("/pegawai", {"hal": wish}, 120, 50).page == page


def test_a_page_knows_what_it_shows():
    paging = read_paging("/pegawai", {"hal": "3", "q": "a b"}, 120, 50)
    assert (paging.first, paging.last, paging.offset, paging.pages) == (101, 120, 100, 3)
    assert paging.href(1) == "/pegawai?q=a+b"
    assert paging.href(2) == "/pegawai?hal=2&q=a+b"


def test_an_empty_list_has_one_empty_page():
    paging = read_paging("/pegawai", {}, 0)
    assert (paging.first, paging.last, paging.pages, paging.shown) == (0, 0, 1, [1])


def test_far_pages_are_left_out_of_the_row_of_links():
    assert read_paging("/x", {"hal": "10"}, 1000, 50).shown == [1, None, 9, 10, 11, None, 20]
