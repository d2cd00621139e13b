"""A person's own pages, made for a phone: profile, training path, posts in reach, own data."""
