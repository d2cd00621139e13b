"""A way back never leads outside, and an address is never what the client says it is."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from app.config import Settings
from app.web.address import client_address
from app.web.ways import came_from, own_path


@pytest.mark.parametrize("wish", ["/sistem/abc", "/", "/babak/x/usul", "/pegawai?q=a:b&hal=2", "/x?u=//y"])
def test_a_path_of_ours_is_kept(wish: str):
    assert own_path(wish) == wish


@pytest.mark.parametrize(
    "wish",
    [
        "",
        "//jahat.test/x",
        "https://jahat.test",
        "/\\jahat.test",
        "/%5cjahat.test",
        "/%2fjahat.test",
        "/a b",
        "/a\nb",
        "javascript:alert(1)",
        "/@jahat.test",
        "/x:y",
    ],
)
def test_anything_else_leads_home(wish: str):
    assert own_path(wish) == "/"


def test_a_refused_form_leads_back_to_the_page_it_stands_on():
    assert came_from("http://tuntas.test/sesi?x=1", "tuntas.test") == "/sesi?x=1"
    for referer in (None, "", "http://jahat.test/sesi", "http://tuntas.test//jahat.test", "sesi"):
        assert came_from(referer, "tuntas.test") == "/"


def request(peer: str, forwarded: str = "") -> SimpleNamespace:
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    return SimpleNamespace(client=SimpleNamespace(host=peer), headers=headers)


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "6.6.6.6, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        ("10.0.0.1", "", "10.0.0.1"),
    ],
)
def test_only_a_trusted_proxy_is_believed_and_only_its_last_word(peer: str, forwarded: str, address: str):
    settings = Settings(trusted_proxies="10.0.0.1, 10.0.0.2")
    assert client_address(request(peer, forwarded), settings) == address
