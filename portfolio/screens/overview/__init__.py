"""Overblik: what is asked, where the proposals stand, what needs attention, what is new."""
