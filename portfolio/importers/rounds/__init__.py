"""Status rounds and their answers: files in."""
