"""The portfolio as a whole, and what has moved: answers to bytes."""
