"""Measured work: ``make bench``. Ratios of one and the same run; nothing here is a test."""
