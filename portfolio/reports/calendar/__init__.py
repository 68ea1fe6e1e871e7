"""The calendar a user subscribes to: answers to bytes."""
