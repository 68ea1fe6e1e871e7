"""The API and its keys: the screen."""
