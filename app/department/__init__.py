"""The desk of a department's head: what waits for an answer, the own systems, and the plan's effect."""
