"""The calendar a user subscribes to: what can be done."""
