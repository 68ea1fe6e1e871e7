"""Meetings, decisions and follow-ups: the screen."""
