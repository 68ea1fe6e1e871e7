"""Meetings, decisions and follow-ups: what can be done."""
