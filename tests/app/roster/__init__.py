"""Tests of the roster pages over one small city."""
