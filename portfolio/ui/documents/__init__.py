"""Links and attached files: the screen."""
