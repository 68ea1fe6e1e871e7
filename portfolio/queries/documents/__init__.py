"""Links and attached files: what can be asked."""
