"""Workshops: the screen."""
