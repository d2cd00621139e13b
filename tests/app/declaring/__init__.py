"""Tests of declaring."""
