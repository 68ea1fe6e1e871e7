"""Steder: which proposals apply where, the white spots, and one place."""
