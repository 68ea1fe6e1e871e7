"""The reader of minutes, tried on the reference minutes and on invented ones."""
