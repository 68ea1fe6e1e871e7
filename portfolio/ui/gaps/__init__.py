"""Gaps: what nobody knows yet: the screen."""
