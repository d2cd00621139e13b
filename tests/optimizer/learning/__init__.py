"""Tests of what is learned from histories."""
