"""Codes and rules: standard library only, the day is an argument."""
