"""Opsætning: my own account, and who may come in, as what, and for which centres."""

from portfolio.language import _
from portfolio.ui import frame
from portfolio.ui.api import tokens
from portfolio.ui.papers import templates
from portfolio.ui.people import account, form, listing, parties

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
    templates.section()
    tokens.section()
