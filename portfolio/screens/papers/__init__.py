"""Papers read in the browser: the status sheets, drawn with the screens' own templates."""
