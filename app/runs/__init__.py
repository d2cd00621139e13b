"""Runs of the optimizer in the background: the queue in the database, the worker, the solver's process."""
