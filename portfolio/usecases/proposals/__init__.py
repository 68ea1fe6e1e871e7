"""A proposal and what belongs to it: what can be done."""
