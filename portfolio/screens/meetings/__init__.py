"""Meetings on the screen: what was decided, and what is to be followed up."""
