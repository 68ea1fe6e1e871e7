"""Opsætning: my own account, who may come in, and what holds for everybody."""

from portfolio.language import _
from portfolio.ui import frame
from portfolio.ui.api import tokens
from portfolio.ui.content import taking_away
from portfolio.ui.papers import templates
from portfolio.ui.people import account, form, listing, parties
from portfolio.ui.rounds import demands, personal_links

frame.header(_("Settings"))

user = form.asked() if listing.managed() else None
party = parties.asked() if listing.managed() else None
if user is not None:
    form.one(user)
elif party is not None:
    parties.one(*party)
else:
    if listing.managed():
        listing.section()
        parties.section()
    account.section()
    demands.section()
    personal_links.section()
    templates.section()
    tokens.section()
    taking_away.section()
