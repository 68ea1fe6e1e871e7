"""What comes of a workshop: a line for each proposal, what comes next, and the end."""

from typing import Any

import streamlit as st

from portfolio.domain.workshops import WorkshopState
from portfolio.language import _, ngettext
from portfolio.queries.workshops import outcomes as workshop_outcomes
from portfolio.queries.workshops import workshops
from portfolio.ui import components, links, session, side_by_side, visitor
from portfolio.ui.saving import doing
from portfolio.ui.workshops import drafts
from portfolio.usecases.workshops import recording

Row = dict[Any, Any]


def outcomes(workshop: workshops.Workshop, *, may: bool) -> None:
    """What is recorded of each proposal, and the forms of whoever may."""
    rows = session.read_now(workshop_outcomes.outcomes, workshop_id=workshop.id).to_dict("records")
    if workshop.state == WorkshopState.PREPARED:
        return
    st.header(_("What came of it"), anchor=False)
    missing = sum(row["changed"] is None for row in rows)
    if missing:
        st.markdown(
            ngettext("{n} proposal has no line yet.", "{n} proposals have no line yet.", missing)
        )
    for row in rows:
        if may and workshop.state != WorkshopState.ENDED:
            _form(workshop.id, row)
        else:
            _shown(row)
    if may and workshop.state == WorkshopState.RUNNING:
        _end(workshop, missing)


def _shown(row: Row) -> None:
    with st.container(border=True):
        title = links.proposal(row["number"], row["title"])
        said = links.plain(row["changed"]) if row["changed"] else _("not recorded")
        st.markdown(f"**{title}**  \n{said}  \n{_next(row)}")


def _next(row: Row) -> str:
    step = links.plain(row["next_step"]) if row["next_step"] else _("no next step agreed")
    who = links.plain(row["responsible"]) if row["responsible"] else _("responsible missing")
    return components.quiet(components.joined([_("Next: {step}", step=step), who]))


def _form(workshop_id: str, fresh: Row) -> None:
    row = drafts.row(fresh)
    done = fresh["changed"] is not None
    label = f"{row['number']} {links.plain(row['title'])}"
    said = components.joined([label, _("recorded") if done else _("missing")])
    # Known by its key: it stays open when somebody comes in and the page is drawn again.
    with st.expander(said, key=f"record_box:{row['id']}", on_change="rerun"):
        typed = _fields(row)
        pressed = st.button(_("Record it"), key=f"record:{row['id']}")
        base = {name: row[name] or None for name in typed}
        if typed == base and not pressed:
            drafts.renew(fresh)
        _save(workshop_id, row, fresh, typed, base, pressed=pressed)


def _fields(row: Row) -> Row:
    key = f"{row['id']}:{row['version']}"
    changed = st.text_input(
        _("What did the workshop change?"),
        value=row["changed"] or "",
        key=f"changed:{key}",
        max_chars=500,
        help=_("One line. “Nothing” is an answer too."),
    )
    step = st.text_input(
        _("Agreed next step"), value=row["next_step"] or "", key=f"next:{key}", max_chars=500
    )
    party = _responsible(row, key)
    return {"changed": changed or None, "next_step": step or None, "responsible_party_id": party}


def _save(workshop_id: str, row: Row, fresh: Row, typed: Row, base: Row, *, pressed: bool) -> None:
    def save(version: int) -> None:
        # What was not touched stays as it is now, whoever wrote it.
        new = {name: fresh[name] if value == base[name] else value for name, value in typed.items()}
        recording.record(
            visitor.who(),
            workshop_id,
            row["proposal_id"],
            changed=new["changed"] or "",
            next_step=new["next_step"] or "",
            responsible_party_id=new["responsible_party_id"],
            version=version,
        )
        drafts.forget(row["id"])

    names = _parties()
    words = {
        "changed": _("What did the workshop change?"),
        "next_step": _("Agreed next step"),
        "responsible_party_id": _("Responsible"),
    }

    def say(_column: str, value: object) -> str:
        return names.get(str(value), str(value)) if value else _("(empty)")

    side_by_side.saving(
        row["id"],
        pressed,
        row["version"],
        mine=typed,
        words=words,
        save=save,
        done=_("Recorded."),
        base=base,
        say=say,
    )


def _parties() -> dict[str, str]:
    found = session.read(workshop_outcomes.parties_to_choose)
    return dict(zip(found["id"], found["name"], strict=True))


def _responsible(row: Row, key: str) -> str | None:
    names, chosen = _parties(), row["responsible_party_id"]
    place = list(names).index(chosen) if chosen in names else None
    picked: str | None = st.selectbox(
        _("Responsible"),
        list(names),
        index=place,
        format_func=lambda one: names[one],
        key=f"responsible:{key}",
        placeholder=_("missing"),
    )
    return picked


def _end(workshop: workshops.Workshop, missing: int) -> None:
    with st.popover(_("End the workshop")):
        st.markdown(
            _(
                "Nothing more is counted after that, and the record is closed. The forum's"
                " step of the chain of involvement is set done."
            )
        )
        if missing:
            st.markdown(_("Every proposal needs its line first."))
        if st.button(_("End it now"), type="primary", key="workshop:end"):
            with doing(_("The workshop is over and on record.")):
                recording.end(visitor.who(), workshop.id, turn=workshop.turn)
