"""Tests of the rule court."""
