"""Rounds, their runs and their proposals."""
