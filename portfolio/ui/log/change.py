"""One change (``?linje=…``): both versions of every field, and the way back to the earlier one."""

from typing import Any

import streamlit as st

from portfolio.domain.permissions import Action
from portfolio.errors import ConflictError
from portfolio.language import _
from portfolio.queries.log import log
from portfolio.queries.log.log import Line
from portfolio.screens import timestamps
from portfolio.ui import components, links, session, tables, visitor
from portfolio.ui.log import page, phrases
from portfolio.ui.saving import doing
from portfolio.ui.tables import Column
from portfolio.usecases.log import restoring


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
    st.markdown(links.link(_("← All changes"), page.PAGE))
    st.header(links.plain(phrases.action(line.action)), anchor=False)
    about = phrases.subject_link(line, known, most=300)
    if about:
        words = links.plain(about.words)
        st.markdown(f"[{words}]({about.way})" if about.way else words)
    components.remark(
        components.joined([links.plain(phrases.actor(line.actor)), timestamps.moment(line.at)])
    )
    back, why = phrases.reason(line)
    if why:
        st.markdown(_("**Reason:** {reason}", reason=links.plain(why)))
    if back:
        st.markdown(links.link(_("The change it went back on"), page.PAGE, linje=back))
    changes = phrases.changes(line, known)
    if changes:
        _compare(changes)
    else:
        components.remark(_("No fields are kept with this change."))
    _offer(line)


def _compare(changes: list[phrases.Change]) -> None:
    before = [Column(_("Before"), lambda change: change.before or "")]
    columns = [
        Column(_("Field"), lambda change: change.field),
        *(before if any(change.before is not None for change in changes) else []),
        Column(_("After"), lambda change: change.after or ""),
    ]
    tables.draw(tables.dressed(changes, columns), alt=_("The fields before and after"))


def _offer(line: Line) -> None:
    """The way back, for those who have it and where there is one."""
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
    columns = [
        Column(_("Field"), lambda change: change.field),
        Column(_("The earlier value"), lambda change: change.before),
        Column(_("Value now"), lambda change: change.after),
    ]
    changes = phrases.changes(both, phrases.names([both]))
    tables.draw(tables.dressed(changes, columns), alt=_("The earlier value and the present"))
