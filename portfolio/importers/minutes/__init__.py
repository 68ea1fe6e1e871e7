"""Minutes read by rules: bytes → lines with pages → structure → what is found in them.

Pure: nothing is asked of the network or the database, and nothing is written. What the portfolio
knows comes in as a :class:`~portfolio.importers.minutes.known.Known`. A closed item is blanked
(:mod:`closed`) before anything is looked for, so that nothing of it can come out.
"""
