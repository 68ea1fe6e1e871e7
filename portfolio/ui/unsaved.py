"""What is typed and not saved when its writer may not save it any more: nothing of it is lost.

Whoever is signed out (by themselves, in another tab, by the clock) finds it in the forms after
signing in again. Whoever has lost a role or the account reads it, to copy it to somebody who may.
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from threading import Lock
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from portfolio.language import _
from portfolio.ui import draft, saving
from portfolio.ui.draft import Draft
from portfolio.usecases.people import sessions
from portfolio.usecases.use_case import Person

_READER, _LOST = "unsaved:reader", "unsaved:lost"
#: Files are not kept, and what a button or an editor holds cannot be put back in it.
_PUT_BACK = (str, int, float, bool, date, list, tuple, dict, pd.DataFrame, type(None))
#: Of more writers, the one who left first is let go.
_MOST = 200


class _Left(NamedTuple):
    """What somebody had typed when they were signed out."""

    at: datetime
    drafts: list[tuple[Draft, dict[str, Any]]]


_lock = Lock()
#: By user. In memory, as sessions are: it is no part of the portfolio.
_left: dict[str, _Left] = {}


def follow(person: Person | None) -> None:
    """Keep or bring back what is typed, as its writer goes or comes; once a run."""
    before: Person | None = st.session_state.get(_READER)
    if person is None:
        if before is not None and before.who.user_id:
            _keep(before.who.user_id)
        return
    st.session_state[_READER] = person
    if before is None:
        return _bring_back(person)
    if before.who != person.who:
        _close_all()  # it is somebody else's
    elif before.role != person.role or before.party_ids - person.party_ids:
        note_lost()


def note_lost() -> None:
    """Have what is typed in this session shown, to be copied: its writer may not save it."""
    st.session_state[_LOST] = True


def say_lost() -> None:
    """For whoever may not save what they typed any more: the words, and what to do."""
    if not st.session_state.get(_LOST):
        return
    if texts := _texts():
        st.warning(
            _(
                "While you were writing, your rights changed: your role, your centres, or "
                "who answers for the proposal. Copy the text, and ask the portfolio "
                "secretary to put it in."
            )
        )
        _show(texts)
        if st.button(_("I do not need my words any more"), key="unsaved:close"):
            _close_all()
            st.rerun()
    else:
        del st.session_state[_LOST]


def say_kept(*, has_left: bool) -> None:
    """For whoever is not signed in any more: what was typed is kept, and can be copied.

    Whoever went by their own will leaves nothing for the next one at the screen.
    """
    texts = _texts()
    if not texts:
        return
    st.markdown(
        _("What you had written and not saved is in the form again when you have signed in.")
    )
    if has_left:
        return _close_all()
    with st.expander(_("If you have no access any more: copy what you had written")):
        _show(texts)


def _show(texts: list[str]) -> None:
    for text in texts:
        st.code(text, language=None, wrap_lines=True)


def _texts() -> list[str]:
    """What is typed in words; a code that is chosen, or a day, is soon chosen again."""
    typed = (text for one in draft.every().values() for text in one.touched().values())
    return [text for text in typed if isinstance(text, str) and len(text.split()) > 1]


def _close_all() -> None:
    for one in list(draft.every().values()):
        one.close()


def _keep(user_id: str) -> None:
    typed = [(one, _values(one)) for one in draft.every().values() if one.touched()]
    if not typed:
        return
    with _lock:
        _left[user_id] = _Left(datetime.now(UTC), typed)
        while len(_left) > _MOST:
            _left.pop(next(iter(_left)))


def _values(one: Draft) -> dict[str, Any]:
    held = {name: one[name] for name in {*one.opened, *one.beside}}
    return {name: value for name, value in held.items() if isinstance(value, _PUT_BACK)}


def _bring_back(person: Person) -> None:
    with _lock:
        left = _left.pop(person.who.user_id or "", None)
    if left is None or left.at < datetime.now(UTC) - sessions.LONGEST:
        return
    for one, values in left.drafts:
        fresh = replace(one, keys=set(), conflict=None)
        draft.every()[fresh.name] = fresh
        for name, value in values.items():
            st.session_state[fresh.key(name)] = value
    saving.say_later(_("What you had written and not saved is in the form again."))
