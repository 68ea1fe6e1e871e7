"""Reading a list of one's own: any xlsx, ods or csv, to rows and what is wrong at which cell."""
