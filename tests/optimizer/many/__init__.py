"""Planning many agencies: beside each other, on a cluster, and broken in all ways that came to mind."""
