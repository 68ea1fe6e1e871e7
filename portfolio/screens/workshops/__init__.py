"""Workshops: what is read."""
