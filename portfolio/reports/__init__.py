"""Answers to bytes: the files people take with them."""
