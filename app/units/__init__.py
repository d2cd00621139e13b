"""Units and posts: the tree, a unit with its people and gaps, a post with its standard and holders."""
