"""The API and its keys: what can be done."""
