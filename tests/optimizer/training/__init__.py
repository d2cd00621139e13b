"""Tests of the training path solver."""
