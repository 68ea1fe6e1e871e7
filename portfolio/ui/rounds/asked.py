"""Whom a round asks, said before it is opened; and the way to ask those who are only told of."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

import streamlit as st

from portfolio import language
from portfolio.domain.permissions import Action
from portfolio.language import _, ngettext
from portfolio.queries.proposals import told as told_queries
from portfolio.queries.rounds import reached as reached_queries
from portfolio.queries.rounds.reached import Reached
from portfolio.ui import components, draft, links, session, visitor
from portfolio.ui.draft import Draft
from portfolio.usecases.proposals import told


def say(form: Draft, portfolio: str, chosen: Sequence[str]) -> tuple[str, ...]:
    """Who is asked of the proposals chosen, and why; the ties that are to be asked with it."""
    found = session.read(reached_queries.reached, portfolio=portfolio, today=session.today())
    answering = [key for key in chosen if key in found.answering]
    unasked = [one for one in found.told if one.proposal_id in chosen]
    told_of = {one.proposal_id for one in unasked} - set(answering)
    parties = [party for key in answering for party in found.answering[key]]
    parties += [(one.party_id, one.party) for one in unasked]
    said = [
        _answering(answering, found),
        _told(len(told_of), [one.party for one in unasked], is_first=not answering),
        _nobody(len(set(chosen) - set(answering) - told_of)),
        _without_user({name for key, name in parties if key in found.nobody}),
    ]
    if chosen:
        st.markdown(components.lines(said))
    if not unasked:
        return ()
    label = _("Ask them at the same time whether they take the responsibility")
    asks = st.checkbox(label, **form.field("ask_told", True))
    return tuple(one.link_id for one in unasked) if asks else ()


def _answering(answering: Sequence[str], found: Reached) -> str:
    if not answering:
        return ""
    names = [name for key in answering for _id, name in found.answering[key]]
    return ngettext(
        "**{n} proposal** is answered for by {parties}.",
        "**{n} proposals** are answered for by {parties}.",
        len(answering),
        parties=_counted(names),
    )


def _told(count: int, names: Iterable[str], *, is_first: bool) -> str:
    if not count:
        return ""
    nobody_yet = _("Nobody has been asked yet.") if is_first else ""
    said = ngettext(
        "**{n} proposal** has a centre according to the secretary, which nobody has asked:"
        " {parties}.",
        "**{n} proposals** have a centre according to the secretary, which nobody has asked:"
        " {parties}.",
        count,
        parties=_counted(names),
    )
    return f"{nobody_yet} {said}".strip()


def _nobody(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "**{n} proposal** has nobody to ask: the portfolio secretary answers for it.",
        "**{n} proposals** have nobody to ask: the portfolio secretary answers for them.",
        count,
    )


def _without_user(names: Collection[str]) -> str:
    if not names:
        return ""
    listed = links.plain(language.listed(sorted(names, key=language.sort_key)))
    way = links.link(_("Add users"), "opsaetning") if visitor.can(Action.MANAGE_USERS) else ""
    said = _(
        "No user answers for {parties}: the portfolio secretary gets the mail.", parties=listed
    )
    return f"{said} {way}".strip()


def _counted(names: Iterable[str]) -> str:
    """``Teknik (8) og Kultur (2)``: those with the most first."""
    counted = sorted(Counter(names).items(), key=lambda one: (-one[1], language.sort_key(one[0])))
    return links.plain(language.listed(f"{name} ({n})" for name, n in counted))


def offer(portfolio: str) -> None:
    """Outside a round: how many are told of and not asked, and the button that asks them all."""
    if not visitor.can(Action.ASK_RESPONSIBILITY):
        return
    unasked = session.read(told_queries.unasked, portfolio=portfolio, today=session.today())
    if not unasked:
        return
    count = len({one.proposal_id for one in unasked})
    with st.container(border=True):
        st.markdown(_told(count, [one.party for one in unasked], is_first=False))
        words = ngettext("Ask about {n} proposal", "Ask about all {n} proposals", count)
        draft.open(f"ask_told:{portfolio}").send(
            st.button(words, key="ask_told"),
            lambda _version: told.ask_told(visitor.who(), portfolio, today=session.today()),
            _("They are asked. Each centre gets one mail about all of its proposals."),
        )
