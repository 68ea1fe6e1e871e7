"""The change log: what can be done."""
