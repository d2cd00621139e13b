"""Tests of training paths in the program."""
