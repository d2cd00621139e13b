"""Declaring a system: a guided form with a template per kind, a copy of an earlier one, and its revision."""
