"""Tests of the dates that the law sets."""
