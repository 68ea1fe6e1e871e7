"""timeline."""

from portfolio.ui import frame

frame.header("timeline")
