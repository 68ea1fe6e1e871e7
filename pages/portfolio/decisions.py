"""decisions."""

from portfolio.ui import frame

frame.header("decisions")
