"""The portfolio as a whole, and what has moved: the screen."""
