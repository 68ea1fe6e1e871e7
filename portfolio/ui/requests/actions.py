"""Asking one body or several something, and taking a question back that nobody has answered."""

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from portfolio.domain.permissions import Action
from portfolio.domain.requests import STORED, Request, Source, subject_of
from portfolio.language import _, ngettext
from portfolio.queries.requests import choices
from portfolio.queries.requests.choices import AskedRow
from portfolio.screens.requests import requests as screen
from portfolio.ui import action_row, components, draft, session, visitor
from portfolio.ui.draft import Draft
from portfolio.ui.requests import listing
from portfolio.usecases.requests import requests as usecases
from portfolio.usecases.requests.requests import Question

_NEW = "request:new"
#: Who may take back what was asked that way.
_MAY = {Source.ASKED: Action.ASK_BODY, Source.WORKSHOP: Action.FACILITATE}


def asked(found: tuple[Request, ...], day: date) -> None:
    """What somebody has asked, and for whoever may: to take it back."""
    rows = [one for one in found if one.is_asked]
    heading, nothing = screen.asked_words()
    own = [subject_of(one.key)[1] for one in rows if one.source in STORED]
    acts = own and day == session.today()
    stored = session.read(choices.asked_rows, ids=tuple(own)) if acts else {}
    read: list[Request] = []  # what nothing can be done with is one piece
    for one in rows:
        read.append(one)
        row = stored.get(subject_of(one.key)[1])
        if row is not None and visitor.can(_MAY[one.source]):
            listing.show(read, day, heading)
            offer_to_withdraw(row)
            read, heading = [], ""
    if read or not rows:
        listing.show(read, day, heading, nothing)


def offer_to_withdraw(row: AskedRow) -> None:
    """The way to take one question back, or with it those that were asked in the same act."""
    name = f"request:{row.id}"

    def act() -> None:
        form = draft.open(f"{name}/withdraw", version=row.version)
        reason = st.text_area(_("Reason *"), height=80, **form.field("reason", ""))
        others = ngettext(
            "Also the other question that was asked with it",
            "Also the {n} other questions that were asked with it",
            row.others,
        )
        whole = st.checkbox(others, **form.field("whole", False)) if row.others else False
        form.send(
            st.button(_("Take the question back"), key=form.key("save"), type="primary"),
            lambda version: usecases.withdraw(
                visitor.who(), row.id, reason, version=version, whole_act=whole
            ),
            _("The question is taken back"),
        )

    action_row.offer(name, {"withdraw": (_("Take the question back"), act)})


def offer_to_ask(portfolio: str, day: date) -> None:
    """The form to ask somebody something, for whoever may."""
    if day == session.today() and visitor.can(Action.ASK_BODY):
        action_row.offer(_NEW, {"ask": (_("Ask a body something"), lambda: _ask(portfolio))})


def _ask(portfolio: str) -> None:
    form = draft.open(f"{_NEW}/ask")
    bodies = _bodies(form)
    rows = session.read(choices.proposals_to_ask_about, portfolio=portfolio)
    titles = {row["id"]: f"{row['number']} {row['title']}" for row in rows}
    fields(form, bodies, titles, portfolio=portfolio)


def fields(
    form: Draft,
    bodies: Sequence[str],
    titles: dict[str, str],
    *,
    portfolio: str,
    workshop_id: str | None = None,
    send: Callable[[], str] = lambda: _("Ask"),
) -> None:
    """The question, what it is about and what belongs to it, and the button that puts it."""
    question = st.text_area(
        _("Question *"),
        height=80,
        help=_("As a question that can be answered with one of the answers below."),
        **form.field("question", ""),
    )
    whole = _("The whole portfolio")
    about = form.choose_some("about", _("About"), titles, [], placeholder=whole)
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
    _say_how_many(len(bodies) * max(len(about), 1))

    def save(_version: int) -> None:
        given = Question(
            question=question,
            addressee_party_id=next(iter(bodies), ""),
            options=options.splitlines(),
            recommendation=recommendation,
            why=why,
            due_on=due_on,
        )
        usecases.ask_several(
            visitor.who(),
            given,
            portfolio=portfolio,
            also_of=bodies[1:],
            proposal_ids=about,
            workshop_id=workshop_id,
            today=session.today(),
        )

    form.send(st.button(send(), key=form.key("save"), type="primary"), save, _("Asked"))


def _say_how_many(count: int) -> None:
    """Each is answered by itself: said before it is sent."""
    if count > 1:
        words = _("{n} requests, each answered and taken back by itself.", n=count)
        st.markdown(components.quiet(words))


def _bodies(form: Draft) -> list[str]:
    names = {row["id"]: row["name"] for row in session.read(choices.bodies_to_ask)}
    label, hint = _("Who is asked *"), _("Choose one or more")
    return form.choose_some("bodies", label, names, list(names)[:1], placeholder=hint)


def _due_on(form: Draft) -> date | None:
    picked = st.date_input(
        _("Answer wanted by"),
        format="DD.MM.YYYY",
        min_value=session.today(),
        **form.field("due_on", None),
    )
    return picked if isinstance(picked, date) else None
