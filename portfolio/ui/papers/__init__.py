"""The papers people take along: the screen."""
