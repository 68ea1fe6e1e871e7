"""Places: the screen."""
