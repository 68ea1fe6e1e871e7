"""A proposal and what belongs to it: the screen."""
