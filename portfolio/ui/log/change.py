"""One change (``?linje=…``): both versions of every field, and the way back to the earlier one."""

from typing import Any

import streamlit as st

from portfolio.domain.permissions import Action
from portfolio.errors import ConflictError
from portfolio.language import _
from portfolio.queries.log import log
from portfolio.queries.log.log import Line
from portfolio.screens import timestamps
from portfolio.screens.drawing import draw, table
from portfolio.ui import drawing, links, session, visitor
from portfolio.ui.log import page, phrases
from portfolio.ui.saving import doing
from portfolio.usecases.log import restoring
from portfolio.usecases.proposals import together_undone
from portfolio.usecases.proposals.together import TogetherError


def asked() -> Line | None:
    """The change of the address; what is not on record is said, and None answered."""
    key = st.query_params.get("linje")
    if key is None:
        return None
    line = session.read(log.line, change_id=key, people=page.sees_people())
    if line is None:
        st.warning(_("There is no such change. All of them are shown instead."))
    return line


def show(line: Line) -> None:
    """The whole of a change."""
    known = phrases.names([line])
    changes = phrases.changes(line, known)
    back, why = phrases.reason(line)
    drawing.show(
        draw(
            "change.html",
            to=links.to,
            done=phrases.action(line.action),
            about=phrases.subject_link(line, known, most=300),
            who=phrases.actor(line.actor),
            when=timestamps.moment(line.at),
            back=back,
            why=why,
            told=bool(changes),
        )
    )
    if changes:
        _compare(changes, {_("Before"): "before", _("After"): "after"})
    _offer(line)


def _compare(changes: list[phrases.Change], sides: dict[str, str]) -> None:
    """Each field and its sides; a side that no field says anything of is left out."""
    told = {
        head: [getattr(change, side) for change in changes]
        for head, side in sides.items()
        if any(getattr(change, side) is not None for change in changes)
    }
    rows = [(one.field, *(side[n] for side in told.values())) for n, one in enumerate(changes)]
    drawing.show(table(_("The fields before and after"), [_("Field"), *told], rows))


def _offer(line: Line) -> None:
    """The way back, for those who have it and where there is one."""
    if together_undone.can_be_taken_back(line.action) and visitor.can(Action.RESTORE):
        return _offer_to_take_back(line)
    earlier = restoring.restorable(line.table, line.before)
    if not earlier or line.subject_id is None or not visitor.can(Action.RESTORE):
        return
    now = session.read(
        log.values_now, table=line.table, subject_id=line.subject_id, columns=tuple(earlier)
    )
    st.header(_("Go back"), anchor=False)
    if now == earlier:
        st.markdown(_("It stands as it did before this change."))
    elif restoring.touched(now, earlier, line.after):
        st.markdown(
            _(
                "It has been changed again since, so the earlier value is not set back "
                "from here. Change it on the page Edit data if it is the right one."
            )
        )
        _say_both(line, earlier, now)
    else:
        _ask(line, earlier)


def _offer_to_take_back(line: Line) -> None:
    """An act on many proposals goes back as one."""
    if st.button(_("Take it all back"), key=f"restore:{line.id}"):
        with doing(_("It is taken back.")):
            try:
                together_undone.take_back(visitor.who(), line.id, today=session.today())
            except TogetherError as error:
                known = phrases.names([line]).values
                lines = [
                    f"- **{links.plain(known.get(key, key))}** {links.explained(fault)}"
                    for key, fault in error.faults.items()
                ]
                st.markdown("\n".join(lines))
                raise


def _ask(line: Line, earlier: dict[str, Any]) -> None:
    names = [phrases.field(line.table, column) for column in earlier]
    st.markdown(
        _(
            "Sets back: {fields}. It becomes a new change; this one stays in the log.",
            fields=links.plain(", ".join(dict.fromkeys(names))),
        )
    )
    key = f"restore:{line.id}"
    why = st.text_input(
        _("Reason (optional)"), max_chars=500, key=f"{key}:why", persist_state="session"
    )
    if st.button(_("Restore the earlier value"), key=key):
        _restore(line, earlier, why)


def _restore(line: Line, earlier: dict[str, Any], why: str | None) -> None:
    try:
        with doing(_("The earlier value is restored")):
            restoring.restore(visitor.who(), line.id, why or "")
    except ConflictError as error:
        st.warning(links.explained(error))
        _say_both(line, earlier, error.theirs)


def _say_both(line: Line, earlier: dict[str, Any], now: dict[str, object]) -> None:
    """The earlier value and what stands now, field by field."""
    both = Line(**{**vars(line), "before": earlier, "after": now})
    changes = phrases.changes(both, phrases.names([both]))
    _compare(changes, {_("The earlier value"): "before", _("Value now"): "after"})
