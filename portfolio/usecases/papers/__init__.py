"""The papers people take along: what can be done."""
