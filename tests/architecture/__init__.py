"""Tests of the code itself: does it keep the promises that CONTRIBUTING.md and docs/architecture.md make?"""
