"""Minutes that were read: what can be asked."""
