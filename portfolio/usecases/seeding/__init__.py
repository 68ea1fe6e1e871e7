"""The seed and the demo: what can be done."""
