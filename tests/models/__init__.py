"""Tests of the data model on both databases."""
