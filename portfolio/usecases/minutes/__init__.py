"""Minutes that are read: kept, judged find by find, taken in as one, and taken back as one."""
