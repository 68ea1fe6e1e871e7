"""Opsætning: my own account, and who may come in, as what, and for which centres."""

from portfolio.domain.permissions import Action
from portfolio.language import _
from portfolio.ui import (
    account,
    api_tokens,
    frame,
    templates,
    user_form,
    user_parties,
    users,
    visitor,
)

frame.header(_("Settings"))
visitor.require(Action.READ)

user = user_form.asked() if users.managed() else None
party = user_parties.asked() if users.managed() else None
if user is not None:
    user_form.one(user)
elif party is not None:
    user_parties.one(*party)
else:
    if users.managed():
        users.section()
        user_parties.section()
    account.section()
    templates.section()
    api_tokens.section()
