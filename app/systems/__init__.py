"""Systems under construction: the list with its risks, and the page of one system."""
