"""Mutation rounds: opening one, running the optimizer, reading the proposal, writing the decree's annex."""
