"""How a plan is found: column generation over career paths; it knows rules only through their vocabulary."""
