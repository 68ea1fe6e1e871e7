"""Whose the portfolio is: the page Organisation and words."""
