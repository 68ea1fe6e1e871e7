"""The calendar a user subscribes to: routes."""
