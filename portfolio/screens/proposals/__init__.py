"""Forslag: a proposal's status sheet, and what it says of its record."""
