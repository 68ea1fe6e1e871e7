"""Meetings, decisions and follow-ups: what can be asked."""
