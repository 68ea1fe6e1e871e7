"""Beskeder: what the reader has been asked, what was decided and moved, and what they follow."""

from portfolio.language import _
from portfolio.ui import frame
from portfolio.ui.mails import notices

frame.header(_("Notices"))
notices.everything()
