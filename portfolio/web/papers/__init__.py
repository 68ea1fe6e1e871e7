"""The papers people take along: routes."""
