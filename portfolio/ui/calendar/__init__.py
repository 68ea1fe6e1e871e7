"""The calendar a user subscribes to: the screen."""
