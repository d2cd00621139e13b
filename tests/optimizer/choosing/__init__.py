"""Tests of choosing among plans; tiny cases are compared with every plan there is."""
