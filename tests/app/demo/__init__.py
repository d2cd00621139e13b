"""Tests of the demo city: shape, determinism, and its way in through the import."""
