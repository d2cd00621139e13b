"""Tests of forecasts in the program."""
