"""A list of one's own: the steps in which it is taken in."""
