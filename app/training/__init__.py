"""Training: the catalogue, and the path by which a person reaches the standard of the post."""
