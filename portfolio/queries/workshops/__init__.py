"""Workshops: what can be asked."""
