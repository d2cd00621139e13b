"""Tests of systems and their risks."""
