"""Tests of app/, folder by folder as there."""
