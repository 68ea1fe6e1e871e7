"""The change log: what can be asked."""
