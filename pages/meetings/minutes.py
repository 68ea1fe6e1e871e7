"""Referater: minutes read, judged, taken in, and kept as the proof of every fact."""

from portfolio.language import _
from portfolio.ui import frame, session
from portfolio.ui.minutes import page

shown = frame.portfolio(_("Minutes"))

reading = page.asked()
if reading is not None:
    frame.header(reading.title)
    page.show(reading)
else:
    frame.header(_("Minutes"))
    page.show_list(session.portfolio_id())
