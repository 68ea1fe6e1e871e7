"""Din egen liste: a list from Excel taken in, step by step, and those that were."""

from portfolio.language import _
from portfolio.ui import frame
from portfolio.ui.lists import page

frame.header(_("Your own list"))
page.show()
