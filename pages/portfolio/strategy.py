"""Strategi og puljer: what the proposals hang on. ``?pulje=`` or ``?proces=`` opens one."""

from portfolio.language import _
from portfolio.ui import frame
from portfolio.ui.strategy import page

portfolio = frame.portfolio(_("Strategies and pools"))

day, title, _tools = frame.header_to_fill()
facts = page.asked(day, portfolio["code"])
if facts is None:
    title(_("Strategies and pools"))
    page.show_all(day, portfolio["code"])
else:
    title(facts.noun["title"])
    page.show_one(facts)
