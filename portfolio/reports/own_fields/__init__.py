"""A portfolio's own fields: how they are told."""
