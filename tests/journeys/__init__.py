"""The ways of the people who use the program, from page to page."""
