"""Indhold: everything the minutes did not say, one at a time or many in a table."""

from portfolio.language import _
from portfolio.ui import frame
from portfolio.ui.content import page

frame.portfolio(_("Edit data"))

frame.header(_("Edit data"))
page.show()
