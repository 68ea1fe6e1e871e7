"""Gaps: what nobody knows yet: what can be asked."""
