"""Strategy processes, funding pools and the time line: what can be asked."""
