"""Bilag: what hangs on something, in words."""
