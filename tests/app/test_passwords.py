"""Passwords: what is accepted, and that only the right one fits what is stored."""

from __future__ import annotations

import pytest
from pwdlib.hashers.argon2 import Argon2Hasher

from app import passwords


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("kopi hitam tanpa gula", None),
        ("kucing-naik-kereta", None),
        ("ñandú corre lejos hoy", None),
        ("x7$kd93!mzqp-lwvt", None),
        ("", "short"),
        ("fourteen chars", "short"),
        ("a" * 129, "long"),
        ("aaaaaaaaaaaaaaaaaaaa", "plain"),
        ("abababababababababab", "plain"),
        ("abcdefghijklmnopqrst", "plain"),
        ("98765432109876543210", "plain"),
        ("tuntas tuntas tuntas", "telling"),
        ("RahasiaRahasia2026", "telling"),
        ("198503172010011001-x", "telling"),
        ("ani.wulandari ani", "telling"),
        ("Wulandari12345", "short"),
        ("Wulandari1234567", "telling"),
        ("Wulandari naik kereta", None),
    ],
)
def test_a_password_is_refused_for_what_is_wrong_with_it(password, fault):
    """Length counts; the person's own data and common words do not count towards it."""
    assert passwords.fault(password, ("ani.wulandari", "Ani Wulandari", "198503172010011001")) == fault


def test_no_mix_of_kinds_of_characters_is_asked_for():
    """A sentence in small letters is a good password."""
    assert passwords.fault("hujan turun di kota hujan") is None


def test_only_the_right_password_fits():
    """And the stored text does not give it away."""
    stored = passwords.hash_password("kopi hitam tanpa gula")
    assert "kopi" not in stored
    assert stored.startswith("$argon2id$")
    assert passwords.check("kopi hitam tanpa gula", stored) == (True, None)
    assert passwords.check("kopi hitam tanpa gula ", stored) == (False, None)
    assert passwords.hash_password("kopi hitam tanpa gula") != stored


def test_a_weaker_hash_is_made_anew_at_the_next_login():
    """Settings of today reach old accounts without asking for a new password."""
    weak = Argon2Hasher(time_cost=1, memory_cost=1024, parallelism=1).hash("kopi hitam tanpa gula")
    is_right, stronger = passwords.check("kopi hitam tanpa gula", weak)
    assert is_right
    assert passwords.check("kopi hitam tanpa gula", stronger) == (True, None)


@pytest.mark.parametrize("stored", ["-", "", "no hash", "$argon2id$"])
def test_nothing_fits_what_is_no_hash(stored):
    """A closed account has no password."""
    assert passwords.check("-", stored)[0] is False
