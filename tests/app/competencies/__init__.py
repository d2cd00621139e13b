"""Tests of competencies."""
