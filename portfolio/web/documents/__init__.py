"""Links and attached files: routes."""
