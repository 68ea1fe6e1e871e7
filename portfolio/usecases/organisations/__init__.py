"""Whose a portfolio is: what can be done."""
