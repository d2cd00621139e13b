"""The roster: searching it, and a person's page."""
