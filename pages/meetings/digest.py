"""Nyt siden mødet: for whoever was away: what waits for them, was decided, and has moved."""

import streamlit as st

from portfolio.language import _
from portfolio.queries.mails import digest as mail_digest
from portfolio.ui import asof, frame, session
from portfolio.ui.mails import digest, digest_mail

portfolio = frame.portfolio(_("New since the meeting"))
with frame.head(_("New since the meeting")):
    tools = st.container(width="content")
    day = asof.choose()
since = digest.choose(portfolio["code"], day, tools)
# Drafts and answers change without a new revision, so nothing of what waits is kept.
found = session.read_now(
    mail_digest.digest, portfolio=portfolio["code"], since=since, until=day, reader=digest.reader()
)
digest.show(found)
digest_mail.offer(portfolio["code"], since, day)
