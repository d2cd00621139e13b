"""The search box of the context bar: people, posts, units and systems at once."""
