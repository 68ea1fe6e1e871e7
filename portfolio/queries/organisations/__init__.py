"""Whose a portfolio is: what can be asked."""
