"""From the bytes of a file to its lines; nothing here knows what minutes are."""
