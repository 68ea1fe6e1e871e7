"""A list of one's own: the steps of taking it in, what it would change, and those taken in."""
