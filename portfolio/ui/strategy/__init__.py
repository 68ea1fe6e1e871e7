"""Strategy processes, funding pools and the time line: the screen."""
