"""Lists that were taken in, and what stands here of the rows they hold."""
