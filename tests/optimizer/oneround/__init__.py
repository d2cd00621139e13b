"""Cases of one round as a network, and as a market with two sides."""
