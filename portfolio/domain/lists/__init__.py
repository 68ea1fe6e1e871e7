"""A list of one's own, as an office keeps it in Excel: its rows, and what its columns mean here."""
