"""The portfolio as a whole, and what has moved: what can be asked."""
