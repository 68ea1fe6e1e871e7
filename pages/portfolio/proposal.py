"""proposal."""

from portfolio.ui import frame

frame.header("proposal")
