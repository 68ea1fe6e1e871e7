"""Asking a body something, and taking a question back that nobody has answered."""

from datetime import date

import streamlit as st

from portfolio.domain.permissions import Action
from portfolio.domain.requests import Request, Source, subject_of
from portfolio.language import _
from portfolio.queries.requests import choices
from portfolio.ui import action_row, components, draft, session, visitor
from portfolio.ui.draft import Draft
from portfolio.ui.requests import listing
from portfolio.usecases.requests import requests as usecases
from portfolio.usecases.requests.requests import Question

_NEW = "request:new"


def asked(found: tuple[Request, ...], day: date) -> None:
    """What somebody has asked, and for whoever may: to take it back."""
    rows = [one for one in found if one.is_asked]
    st.header(_("Somebody has asked"), anchor=False)
    if not rows:
        components.remark(_("Nobody has asked anything that is still open."))
    own = [subject_of(one.key)[1] for one in rows if one.source is Source.ASKED]
    acts = own and day == session.today() and visitor.can(Action.ASK_BODY)
    versions = session.read(choices.versions, ids=tuple(own)) if acts else {}
    for one in rows:
        st.markdown(listing.in_full(one, day))
        key = subject_of(one.key)[1]
        if one.source is Source.ASKED and key in versions:
            _offer_to_withdraw(key, versions[key])


def _offer_to_withdraw(key: str, version: int) -> None:
    name = f"request:{key}"

    def act() -> None:
        form = draft.open(f"{name}/withdraw", version=version)
        reason = st.text_area(_("Reason *"), height=80, **form.field("reason", ""))
        form.send(
            st.button(_("Take the question back"), key=form.key("save"), type="primary"),
            lambda version: usecases.withdraw(visitor.who(), key, reason, version=version),
            _("The question is taken back"),
        )

    action_row.offer(name, {"withdraw": (_("Take the question back"), act)})


def offer_to_ask(portfolio: str, day: date) -> None:
    """The form to ask a body something, for whoever may."""
    if day == session.today() and visitor.can(Action.ASK_BODY):
        action_row.offer(_NEW, {"ask": (_("Ask a body something"), lambda: _ask(portfolio))})


def _ask(portfolio: str) -> None:
    form = draft.open(f"{_NEW}/ask")
    body = _body(form)
    question = st.text_area(
        _("Question *"),
        height=80,
        help=_("As a question that can be answered with one of the answers below."),
        **form.field("question", ""),
    )
    about = _about(form, portfolio)
    options = st.text_area(
        _("Possible answers, one a line"), height=100, **form.field("options", "")
    )
    recommendation = st.text_area(
        _("What is recommended (apart from the question)"),
        height=80,
        **form.field("recommendation", ""),
    )
    why = st.text_area(_("Why it is asked"), height=80, **form.field("why", ""))
    due_on = _due_on(form)

    def save(_version: int) -> None:
        given = Question(
            question=question,
            addressee_party_id=body or "",
            options=options.splitlines(),
            recommendation=recommendation,
            why=why,
            due_on=due_on,
        )
        usecases.ask(
            visitor.who(), given, portfolio=portfolio, proposal_id=about, today=session.today()
        )

    form.send(st.button(_("Ask"), key=form.key("save"), type="primary"), save, _("Asked"))


def _body(form: Draft) -> str | None:
    names = {row["id"]: row["name"] for row in session.read(choices.bodies_to_ask)}
    chosen: str | None = st.selectbox(
        _("Who is asked *"),
        list(names),
        format_func=lambda id: names[id],
        **form.field("body", next(iter(names), None), among=names),
    )
    return chosen


def _about(form: Draft, portfolio: str) -> str | None:
    """The proposal it is about; None: the whole portfolio."""
    rows = session.read(choices.proposals_to_ask_about, portfolio=portfolio)
    titles = {row["id"]: f"{row['number']} {row['title']}" for row in rows}
    chosen: str | None = st.selectbox(
        _("About"),
        list(titles),
        index=None,
        format_func=lambda id: titles[id],
        placeholder=_("The whole portfolio"),
        **form.field("about", among=titles),
    )
    return chosen


def _due_on(form: Draft) -> date | None:
    picked = st.date_input(
        _("Answer wanted by"),
        format="DD.MM.YYYY",
        min_value=session.today(),
        **form.field("due_on", None),
    )
    return picked if isinstance(picked, date) else None
