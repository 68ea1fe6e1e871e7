"""Reviews: the projector."""
