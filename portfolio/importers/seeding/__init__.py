"""The seed and the demo: files in."""
