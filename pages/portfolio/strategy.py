"""strategy."""

from portfolio.ui import frame

frame.header("strategy")
