"""Links and attached files: what can be done."""
