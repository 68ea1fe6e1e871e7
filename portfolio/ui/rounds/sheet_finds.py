"""What an uploaded sheet would change, proposal by proposal, with a way to accept each or all."""

from collections.abc import Callable, Iterable

import streamlit as st

from portfolio import labels, language
from portfolio.errors import PortfolioError
from portfolio.language import _, ngettext
from portfolio.reports.rounds import answer_sheet
from portfolio.screens import understood
from portfolio.screens.drawing import table
from portfolio.screens.rounds import words
from portfolio.ui import components, drawing, links
from portfolio.usecases.rounds.sheets import Edit, Find, Preview

Press = Callable[[dict[str, int]], None]


def show(preview: Preview, file: str, *, press: Press) -> None:
    """Draw the finds. ``press`` is given proposal ids and the statuses shown as their latest.

    ``file`` tells this upload from others: a tick is for one file and one latest status.
    """
    news = [find for find in preview.finds if find.changes or find.problems]
    _sum_up(preview, news)
    lost = [problem for find in news if find.own is None for problem in find.problems]
    _say([*preview.problems, *lost])
    if preview.told:
        components.remark(components.lines(map(links.explained, preview.told)))
    news = [find for find in news if find.own is not None]
    sound = {
        _key(find): find.seen_seq for find in news if find.can_be_taken and not find.is_conflict
    }
    if sound:
        st.button(
            _("Accept all without errors ({n})", n=len(sound)),
            type="primary",
            key="sheet:all",
            on_click=press,
            args=(sound,),
        )
    chosen = {_key(find): find.seen_seq for find in news if _one(find, file)}
    if any(find.can_be_taken for find in news):
        st.button(
            _("Accept the chosen ones"),
            key="sheet:chosen",
            disabled=not chosen,
            on_click=press,
            args=(chosen,),
        )


def _key(find: Find) -> str:
    assert find.own is not None
    return find.own.proposal_id


def _sum_up(preview: Preview, news: list[Find]) -> None:
    """One line: how many finds, how many in the way, how many rows say nothing new."""
    if not news and not preview.problems:
        components.empty(_("No changes: the sheet says what stands here already."))
        return
    count = sum(find.changes for find in news)
    late = sum(find.changes and find.is_conflict for find in news)
    wrong = sum(bool(find.problems) for find in news) + len(preview.problems)
    same = len(preview.finds) - len(news)
    st.markdown(
        components.joined(
            [
                "**"
                + ngettext("{n} change from the sheet", "{n} changes from the sheet", count)
                + "**",
                late and ngettext("{n} in conflict", "{n} in conflict", late),
                wrong and ngettext("{n} row with errors", "{n} rows with errors", wrong),
                same and ngettext("{n} row unchanged", "{n} rows unchanged", same),
            ]
        )
    )


def _one(find: Find, file: str) -> bool:
    """One proposal's changes; whether they are ticked."""
    with st.container(border=True):
        ticked = _heading(find, file)
        if find.unchanged and find.own is not None:
            vouched = components.joined([labels.light(find.own.rag), words.stands(find.own)])
            said = _("Unchanged since last time")
            st.markdown(f"{said}: {vouched}")
        if find.edits:
            if find.is_conflict:
                st.warning(
                    _(
                        "Somebody else has given a status since you downloaded the sheet. If you"
                        " accept, only what you changed yourself is saved on top of theirs."
                    )
                )
            _compare(find)
        _say(find.problems)
    return ticked


def _heading(find: Find, file: str) -> bool:
    own = find.own
    assert own is not None
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{own.number} {links.plain(own.title)}**", width="stretch")
        if not find.can_be_taken:
            return False
        # The label in plain words: screen readers are given its Markdown as it is written.
        return st.checkbox(
            _("Accept proposal {number}", number=own.number),
            width="content",
            key=f"sheet:{file}:{own.proposal_id}:{find.seen_seq}",
        )


def _compare(find: Find) -> None:
    """A line for each field, before and after; in a conflict also as it was at the download."""
    words = answer_sheet.headings()
    columns = [_("Field"), _("Now"), _("In the sheet")]
    rows = [[words[e.field], _value(e.field, e.now), _after(e)] for e in find.edits]
    if find.is_conflict:
        columns.insert(1, _("At the download"))
        for row, edit in zip(rows, find.edits, strict=True):
            row.insert(1, _value(edit.field, edit.base))
    drawing.show(table(_("What the sheet changes"), columns, rows))


def _after(edit: Edit) -> str:
    if edit.after == edit.now:
        return _("(not changed by you)")
    said = _value(edit.field, edit.after)
    is_date = edit.after and edit.field == "next_step_date_text"
    return f"{said} ({understood.date_words(said).rstrip('.')})" if is_date else said


def _value(field: str, value: object) -> str:
    if value is None:
        return _("(empty)")
    if field == "rag":
        return labels.light(value)
    if field == "percent" and isinstance(value, int):
        return language.share(value / 100)
    return labels.label("stage", value) if field == "stage" else str(value)


def _say(problems: Iterable[PortfolioError]) -> None:
    """What is wrong, each sentence once with all its cells."""
    places: dict[str, list[str]] = {}
    for problem in problems:
        sentence = language.explain(problem).removeprefix(f"{problem.place}: ")
        places.setdefault(sentence, []).append(problem.place)
    said = [links.plain(f"{', '.join(cells)}: {sentence}") for sentence, cells in places.items()]
    if said:
        st.error("\n".join(f"- {one}" for one in said) if len(said) > 1 else said[0])
