"""Runs: the queue, the worker, the solver's process."""
