"""Til direktionen: what is open to a body, who asked it, what it has answered; and asking it."""

from portfolio.language import _
from portfolio.ui import filter_bar, frame, session
from portfolio.ui.requests import actions, listing

portfolio = frame.portfolio(_("To the directorate"))

code = portfolio["code"]
day = frame.header_with_day(_("To the directorate"))
bar = filter_bar.Bar("anmodninger")
asked_of = bar.choose(listing.choose)
found = listing.read(code, day, asked_of["body"])
with bar.line:
    listing.key_line(found)

actions.offer_to_ask(code, day)
actions.asked(found, day)
listing.derived(found, day)
listing.answered(code, day, asked_of["body"])
session.follow()
