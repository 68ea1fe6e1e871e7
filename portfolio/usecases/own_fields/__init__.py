"""A portfolio's own fields: what can be done."""
