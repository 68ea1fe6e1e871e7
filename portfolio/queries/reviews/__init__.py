"""The directors' review and its agenda: what can be asked."""
