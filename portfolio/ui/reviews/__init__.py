"""The directors' review and its agenda: the screen."""
