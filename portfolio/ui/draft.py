"""A form that is being filled in: the row as it was opened, what is typed since, what others saved.

Open this when a form forgets what was typed, or remembers too much. A page reads its rows anew at
every run, so a form must hold what it was begun on, or a stale save would pass for a fresh one::

    form = draft.open(f"user:{user.id}", {"name": user.name}, version=user.version)
    st.text_input(_("Name"), **form.field("name"))
    form.save(
        st.button(_("Save")),
        lambda version: usecases.change(visitor.who(), user.id, version, form.touched()),
        _("Saved"),
        words={"name": _("Name")},
    )

The nouns. A *draft* has a name (which form, of which row) and is kept in the session until it is
saved or begun again. ``opened`` is what its fields began with, ``version`` the row's at that time.
A *field* is what a widget is given: a key, and that its value stays while another page is looked
at. *Touched* are the fields that say something else than they did. A *conflict* is that somebody
else saved meanwhile: both are shown (:mod:`portfolio.ui.side_by_side`), and a second press saves on
top of theirs. An untouched draft of a row that has changed since is begun anew.

A name may have parts after a slash: ``documents:17/link`` is a part of the row of acts
``documents:17``, and what closes one closes them all.

Passwords are typed in ``st.form`` and never come here.
"""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from portfolio.errors import ConflictError
from portfolio.language import _
from portfolio.ui import components, links, session, side_by_side
from portfolio.ui.saving import doing

_DRAFTS, _CLOSED = "drafts", "drafts:closed"
#: Of more, the oldest in which nothing is typed are let go; no page has as many forms.
_MOST = 300
Values = Mapping[str, Any]
#: Whether a field says the same as when it was opened: its name, what it says now, what it said.
Same = Callable[[str, Any, Any], bool]


def as_stored(value: object) -> object:
    """What a column would hold of a field's value: no blank text, and a day in ISO."""
    return value.isoformat() if isinstance(value, date) else value if value != "" else None


def _same(_name: str, now: object, then: object) -> bool:
    return as_stored(now) == as_stored(then)


def columns(values: Values) -> Values:
    """What the fields say, by column: where they are called as their columns are."""
    return {name: as_stored(value) for name, value in values.items()}


@dataclass(eq=False)
class Draft:
    """The form of one row, or of a new one."""

    name: str
    opened: dict[str, Any]
    version: int
    same: Same
    latest: int  # the row's version now; ``version`` is the one a save is checked against
    number: int  # of drafts of this name before it: a key is never used twice
    conflict: ConflictError | None = None
    keys: set[str] = field(default_factory=set)
    beside: set[str] = field(default_factory=set)  # names of what is remembered beside the fields

    def key(self, name: str) -> str:
        """The key of a widget of the form."""
        found = f"{name}:{self.name}:{self.number}" if self.number else f"{name}:{self.name}"
        self.keys.add(found)
        return found

    def field(
        self, name: str, begun: object = None, *, among: Container[Any] | None = None
    ) -> dict[str, Any]:
        """The arguments of the widget of a field: its key, and that its value is kept.

        ``begun``: what it begins with, where the opened row does not say. ``among``: what can be
        chosen; what somebody has taken away meanwhile is no longer chosen.
        """
        key, begun = self.key(name), self.opened.setdefault(name, begun)
        now = st.session_state.setdefault(key, begun)
        if among is not None and isinstance(now, list):
            st.session_state[key] = [one for one in now if one in among]
        elif among is not None and now is not None and now not in among:
            st.session_state[key] = begun if begun in among else None
        return {"key": key, "persist_state": "session"}

    def choose(
        self,
        name: str,
        label: str,
        words: Mapping[Any, str],
        begun: object = None,
        **arguments: Any,  # noqa: ANN401 - the select box's own
    ) -> Any:  # noqa: ANN401 - a code
        """Draw a select box of codes with their words; the code chosen.

        With ``begun`` there is always one; without, None until one is chosen.
        """
        return st.selectbox(
            label,
            list(words),
            index=None if begun is None else 0,
            format_func=words.__getitem__,
            **arguments,
            **self.field(name, begun, among=words),
        )

    def choose_some(
        self,
        name: str,
        label: str,
        words: Mapping[Any, str],
        begun: object = None,
        **arguments: Any,  # noqa: ANN401 - the multiselect's own
    ) -> list[Any]:
        """Draw a field in which several codes can be chosen by their words; those chosen."""
        kept = self.field(name, begun, among=words)
        options = list(words)
        return st.multiselect(label, options, format_func=words.__getitem__, **arguments, **kept)

    def past_day(self, name: str, label: str, since: str | None = None) -> date:
        """Draw a field for a day that has been, from ``since`` (ISO) on; today unless chosen."""
        today = session.today()
        picked = st.date_input(
            label,
            format="DD.MM.YYYY",
            min_value=min(date.fromisoformat(since), today) if since else None,
            max_value=today,
            **self.field(name, today),
        )
        return picked if isinstance(picked, date) else today

    def edit(self, name: str, begun: pd.DataFrame, **arguments: Any) -> pd.DataFrame:  # noqa: ANN401
        """Draw a table to edit; what it says now.

        Streamlit forgets its edits when the page is left, so it then begins with what it said last.
        """
        if not self.is_drawn(name):
            last = self[f"{name}:last"]
            self.set(f"{name}:begun", begun if last is None else last)
        edited: pd.DataFrame = st.data_editor(
            self[f"{name}:begun"], key=self.key(name), **arguments
        )
        self.set(f"{name}:last", edited)
        return edited

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - whatever the field holds
        """What stands in a field, drawn or not."""
        return st.session_state.get(self.key(name), self.opened.get(name))

    def is_drawn(self, button: str) -> bool:
        """Whether a button of the form was on the screen before this run."""
        return self.key(button) in st.session_state

    def set(self, name: str, value: object) -> None:
        """Put something in a field before it is drawn, or remember it beside the fields."""
        self.beside.add(name)
        st.session_state[self.key(name)] = value

    def values(self) -> dict[str, Any]:
        """What stands in every field."""
        return {name: self[name] for name in self.opened}

    def touched(self) -> dict[str, Any]:
        """Only the fields that say something else than when the form was opened."""
        return {
            name: self[name]
            for name, then in self.opened.items()
            if not self.same(name, self[name], then)
        }

    def save(
        self,
        pressed: bool,
        work: Callable[[int], object],
        done: str,
        *,
        words: Mapping[str, str],
        say: side_by_side.Say | None = None,
        columns: Callable[[Values], Values] = columns,
        whole: bool = False,
    ) -> None:
        """Call ``work(version)`` when the form's own button was pressed, and live with conflicts.

        ``words``: the columns to compare and what each is called. ``columns``: what the fields say,
        by column. ``whole``: untouched fields are saved too. A conflict stays on the screen until
        it is saved over; then ``work`` gets the version that stands now.
        """
        mine, base = columns(self.values()), None if whole else columns(self.opened)

        def ask(error: ConflictError) -> bool:
            return side_by_side.ask(error, mine, words, base=base, say=say)

        version = self.version
        if self.conflict is not None and not pressed:
            pressed, version = ask(self.conflict), int(str(self.conflict.theirs["version"]))
        if not pressed:
            return
        self.conflict = None
        try:
            with doing(done):
                work(version)
                self.close()
        except ConflictError as error:
            self.conflict = error
            ask(error)

    def send(
        self, pressed: bool, work: Callable[[int], object], done: str, *, stale: str = ""
    ) -> None:
        """As ``save`` where no two texts are to be compared: whoever comes second is told so.

        The page shows what stands now, so the next press is on top of that. ``stale``: what is
        said then, instead of the use case's own sentence.
        """
        if not pressed:
            return
        try:
            with doing(done):
                work(self.version)
                self.close()
        except ConflictError as error:
            st.warning(stale or links.explained(error))
        self.version = self.latest

    def close(self) -> None:
        """It is saved, or not wanted any more: the form and its parts begin anew the next time."""
        drafts, whole = every(), self.name.partition("/")[0]
        for name in [name for name in drafts if name.partition("/")[0] == whole]:
            drafts.pop(name).forget()

    def forget(self) -> None:
        """Let go of what is typed; the next draft of this name has other keys."""
        numbers = st.session_state.setdefault(_CLOSED, {})
        numbers[self.name] = self.number + 1
        for key in self.keys:
            st.session_state.pop(key, None)

    def say_unsaved(self, words: Mapping[str, str]) -> None:
        """Which fields are typed in and not saved, and the way to begin again."""
        names = [words[name] for name in self.touched() if name in words]
        if not names:
            return
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            line = _("Not saved yet: {fields}.", fields=links.plain(", ".join(names)))
            st.markdown(components.quiet(line), width="content")
            if st.button(_("Begin again"), key=self.key("again"), type="tertiary"):
                self.close()
                st.rerun()


def open(name: str, begun: Values | None = None, *, version: int = 0, same: Same = _same) -> Draft:
    """The draft of that name: what was typed before the page was left, or one begun with ``begun``.

    ``version`` is the row's as it was read just now; 0 where nothing is checked against it.
    """
    drafts, fresh = every(), dict(begun or {})
    found = drafts.pop(name, None)
    if found is not None and _is_outdated(found, fresh, version) and not _is_used(found):
        found.forget()
        found = None
    if found is None:
        number = st.session_state.get(_CLOSED, {}).get(name, 0)
        found = Draft(name, fresh, version, same, version, number)
    found.latest = version
    drafts[name] = found
    for old in list(drafts):
        if len(drafts) > _MOST and not drafts[old].touched():
            drafts.pop(old).forget()
    return found


def _is_outdated(found: Draft, fresh: Values, version: int) -> bool:
    differs = any(found.opened.get(name) != value for name, value in fresh.items())
    return differs or found.version != version


def _is_used(found: Draft) -> bool:
    """Whether something is typed in it, or a button of it pressed: what was seen is sent."""
    buttons = found.keys - {found.key(name) for name in found.opened}
    return bool(found.touched()) or any(st.session_state.get(key) is True for key in buttons)


def every() -> dict[str, Draft]:
    """All that are begun, by name."""
    drafts: dict[str, Draft] = st.session_state.setdefault(_DRAFTS, {})
    return drafts
