"""Status rounds and their answers: answers to bytes."""
