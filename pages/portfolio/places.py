"""places."""

from portfolio.ui import frame

frame.header("places")
