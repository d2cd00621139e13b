"""Choosing among plans: replanning after publication, fronts, near-best plans, drawn futures."""
