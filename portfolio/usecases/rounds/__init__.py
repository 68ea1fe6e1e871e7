"""Status rounds and their answers: what can be done."""
