"""The change log: the screen."""
