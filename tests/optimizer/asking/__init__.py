"""Questions about a solved round, against every plan there is and against solving again."""
