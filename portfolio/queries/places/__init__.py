"""Places: what can be asked."""
