"""Questions about a solved round: what else was possible, at what price, and what falls with whom."""
