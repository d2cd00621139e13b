"""Tests of the part of the web program that the folder is named after."""
