"""gaps."""

from portfolio.ui import frame

frame.header("gaps")
