"""Status rounds and their answers: the screen."""
