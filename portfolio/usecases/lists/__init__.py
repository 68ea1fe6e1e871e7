"""Taking in a list of one's own: read, held against what stands here, taken in and undone."""
