"""Referater: minutes that were read, what was found in them, and their text as the proof."""
