"""The law as the pages need it: dated settings from the database, and the dates that follow for a person."""
