"""Referater: the screen."""
