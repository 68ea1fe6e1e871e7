"""Minutes on the screen: the list, one of them judged find by find, and their text."""

import streamlit as st

from portfolio import labels, language
from portfolio.domain.finds import SAID_KINDS, DocumentKind, ReadingState
from portfolio.language import _
from portfolio.queries.minutes import readings
from portfolio.queries.minutes.readings import Reading
from portfolio.screens import drawing as fragments
from portfolio.screens import timestamps
from portfolio.screens.drawing import Link
from portfolio.screens.minutes import found, passages
from portfolio.screens.minutes.passages import PAGE
from portfolio.ui import choices, components, drawing, edit_links, links, session, visitor
from portfolio.ui.draft import Draft
from portfolio.ui.draft import open as open_draft
from portfolio.ui.minutes import judging, taking
from portfolio.usecases.minutes import judging as judging_finds
from portfolio.usecases.minutes import laying_up, reading_files
from portfolio.usecases.minutes.laying_up import NotMinutesError

_KINDS = ["pdf", "docx", "html", "htm", "txt"]
_LONGEST = 20  # signs of the lines in an address


def asked() -> Reading | None:
    """The minutes the address asks for; what is not on record is said, and None answered."""
    id = st.query_params.get("referat")
    if id is None:
        return None
    one = session.read(readings.reading, id=id)
    if one is None or not (one.state is ReadingState.TAKEN_IN or edit_links.may_edit()):
        st.warning(_("These minutes are not on record. All of them are shown instead."))
        return None
    return one


def show_list(portfolio_id: str) -> None:
    """All minutes of the portfolio; whoever keeps content reads new ones."""
    edits = edit_links.may_edit()
    every = session.read(readings.readings, portfolio=portfolio_id)
    if edits:
        _offer_reading(portfolio_id, opened=not every)
    shown = [one for one in every if edits or one.state == ReadingState.TAKEN_IN]
    drawing.show(found.draw_list(shown, links.to, edits))


def _offer_reading(portfolio_id: str, *, opened: bool) -> None:
    form = open_draft("minutes:read")
    form.field("asks", "")
    with st.expander(_("Read minutes"), expanded=opened or bool(form["asks"])):
        # The reader looks at what the file is, and can say why one is refused.
        file = st.file_uploader(
            _("File: pdf, Word, web page or text"), key=form.key("file"), type=_KINDS
        )
        text = st.text_area(_("Or paste the text"), height=120, **form.field("text", ""))
        kind = _ask_kind(form) if form["asks"] else None
        pressed = st.button(_("Read"), key=form.key("read"), type="primary")

    def work(_version: int) -> None:
        data = file.getvalue() if file is not None else text.encode()
        name = file.name if file is not None else reading_files.PASTED
        try:
            with st.spinner(_("The minutes are read …")):
                id = reading_files.read_file(
                    visitor.who(), portfolio_id, data, name=name, kind=kind
                )
        except NotMinutesError as error:
            form.set("asks", links.explained(error))
            st.rerun()
        st.query_params["referat"] = id

    form.send(pressed, work, _("The minutes are read. Nothing is in the portfolio yet."))


def _ask_kind(form: Draft) -> DocumentKind | None:
    """What the file is, where the reader found no minutes in it."""
    st.warning(form["asks"])
    words = {kind: labels.label("document_kind", kind) for kind in SAID_KINDS[:2]}
    chosen: DocumentKind | None = form.choose("kind", _("What is it?"), words)
    return chosen


def _ask_unsure(one: Reading) -> None:
    """What it is, where the reader is not sure. What is neither is set aside."""
    form = open_draft(f"minutes:kind:{one.id}", version=one.version)
    st.markdown(_("**What is it?** The program is not sure, and goes on by your answer."))
    with st.container(horizontal=True):
        pressed = {
            kind: st.button(labels.label("document_kind", kind), key=form.key(kind))
            for kind in SAID_KINDS
        }
    told = next((kind for kind, is_pressed in pressed.items() if is_pressed), None)

    def work(version: int) -> None:
        assert told is not None
        judging_finds.tell_kind(visitor.who(), one.id, version, told)

    form.send(told is not None, work, _("It is noted."))


def facts(one: Reading) -> list[str]:
    """What stands below the title."""
    read = _(
        "Read {day} by {name}", day=_day(one.read_at), name=labels.within("actor", one.read_by)
    )
    earlier = [_("A newer version of these minutes")] if one.replaces_id else []
    told = [read, *earlier, *map(laying_up.words_of, one.messages)]
    if one.taken_in_at:
        told.append(
            _(
                "Taken in {day} by {name}",
                day=_day(one.taken_in_at),
                name=labels.within("actor", one.taken_in_by),
            )
        )
    elif one.state is ReadingState.SET_ASIDE:
        told.append(_("Set aside. Read the file again to take it up."))
    return told


def _day(at: str) -> str:
    return language.short_date(timestamps.day(at))


def show(one: Reading) -> None:
    """One of them: its finds to be judged, or where they went, and its text."""
    back = Link(_("All minutes"), links.to(PAGE))
    drawing.show(fragments.draw("minutes_head.html", back=back, facts=facts(one)))
    if asked_lines := st.query_params.get("linjer"):
        return _show_passage(one, asked_lines)
    _say_newer(one)
    if edit_links.may_edit() and one.document == DocumentKind.UNSURE:
        _ask_unsure(one)
    elif edit_links.may_edit() and one.state is not ReadingState.SET_ASIDE:
        every = session.read(readings.finds, reading=one.id)
        taking.offer(one, every)
        if every:
            judging.show(one, every)
        else:
            components.empty(_("Nothing was found in these minutes that the portfolio keeps."))
    with st.expander(_("The whole text"), expanded=not edit_links.may_edit()):
        _show_text(one)


def _say_newer(one: Reading) -> None:
    """That there is a newer version, and the way to it."""
    if newer := session.read(readings.newer, reading=one.id):
        id, title = newer
        way = links.link(title, links.to(PAGE, referat=id))
        st.info(_("A newer version of these minutes has been read: {minutes}", minutes=way))


def _show_passage(one: Reading, lines: str) -> None:
    first, _dash, last = lines.partition("-")
    if len(lines) > _LONGEST or not (first.isdecimal() and (last or first).isdecimal()):
        return _show_text(one)
    begin = min(max(1, int(first)), len(one.lines))
    end = min(max(begin, int(last or first)), len(one.lines))
    marked = passages.passage(one, begin, end)
    whole = Link(_("The whole text"), links.to(PAGE, referat=one.id))
    drawing.show(passages.draw_passage(marked, whole))


def _show_text(one: Reading) -> None:
    count = -(-len(one.lines) // passages.A_PAGE)
    page = int(choices.follow("side", [str(n + 1) for n in range(max(1, count))]))
    drawing.show(passages.draw_text(one, page, links.to))
