"""What came of a workshop's closed steps, as tables on its page and as files to take along."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from portfolio import labels, language
from portfolio.domain import voting
from portfolio.domain.workshops import StepKind, StepState, WorkshopState
from portfolio.language import _, ngettext
from portfolio.queries.workshops import answers
from portfolio.queries.workshops import facts as workshop_facts
from portfolio.queries.workshops.facts import METHODS, Facts, Figure
from portfolio.reports import workshops
from portfolio.reports.workshops import phrases
from portfolio.screens.drawing import table
from portfolio.ui import components, downloads, drawing, links, session, tables
from portfolio.ui.tables import Column


def about(facts: Facts) -> None:
    """The line below its title: when it is, of which forum, and how many took part."""
    # While it runs, how many are in is counted anew each second, further down.
    over, count = facts.workshop.state == WorkshopState.ENDED, facts.attendance.count
    parts = [
        language.long_date(facts.workshop.held_on),
        links.plain(facts.body or ""),
        labels.label("workshop_state", facts.workshop.state),
        ngettext("{n} participant", "{n} participants", count) if over else "",
    ]
    components.remark(components.joined(parts))


def results(facts: Facts) -> None:
    """The ranking, the four ways to count beside each other, the dots; nothing while open."""
    if facts.voters is None and facts.dotters is None:
        return
    st.header(_("Result"), anchor=False)
    if facts.voters:
        _ranking(facts)
        _methods(facts)
        _by_centre(facts)
    elif facts.voters is not None:
        components.remark(workshops.few_scores())
    if facts.dotters:
        _dots(facts)
    elif facts.dotters is not None:
        components.remark(workshops.few_dots())
    if facts.held_back:
        components.remark(workshops.held_back())


def _ranking(facts: Facts) -> None:
    st.subheader(_("Ranking"), anchor=False)
    components.remark(
        ngettext(
            "Scored by {n} participant; 1 is the lowest, 5 the highest.",
            "Scored by {n} participants; 1 is the lowest, 5 the highest.",
            facts.voters or 0,
        )
    )
    split = any(proposal.ranked and proposal.ranked.divided for proposal in facts.proposals)
    rows = []
    for proposal in facts.ranking:
        ranked = proposal.ranked
        assert ranked is not None
        rows.append(
            [
                ranked.ranks.get("mean"),
                f"{proposal.number} {proposal.title}",
                ranked.figures.get("mean"),
                ranked.spread,
                *(ranked.by_criterion.get(c.code) for c in facts.criteria),
                ranked.votes or None,
                *([_("divided") if ranked.divided else ""] if split else []),
            ]
        )
    headings = [
        _("Rank"),
        _("Proposal"),
        _("Mean"),
        _("Spread"),
        *(c.title for c in facts.criteria),
        _("Gave scores"),
        *([_("Agreement")] if split else []),
    ]
    _table(rows, headings, "workshop-rangering", _("The proposals by their mean score"))
    if split:
        note = _("Divided: at least a quarter gave 1–2 and a quarter 4–5")
        components.remark(note)


def _methods(facts: Facts) -> None:
    st.subheader(_("Four ways to count"), anchor=False)
    st.markdown(links.plain(workshops.disagreement(facts)))
    rows = [
        [
            f"{proposal.number} {proposal.title}",
            *((proposal.ranked.ranks if proposal.ranked else {}).get(method) for method in METHODS),
        ]
        for proposal in facts.ranking
    ]
    headings = [_("Proposal"), *(labels.label("counting", method) for method in METHODS)]
    with st.expander(_("Each proposal's rank by four ways to count")):
        _table(rows, headings, "workshop-metoder", _("Each proposal's rank by four ways to count"))


def _by_centre(facts: Facts) -> None:
    if facts.workshop.anonymous:
        return
    if facts.by_centre:
        st.subheader(_("By centre"), anchor=False)
        means = facts.by_centre.values()
        rows = [
            [f"{proposal.number} {proposal.title}", *(their.get(proposal.id) for their in means)]
            for proposal in facts.ranking
        ]
        headings = [_("Proposal"), *facts.by_centre]
        with st.expander(_("The mean of each centre's scores")):
            _table(rows, headings, "workshop-centre", _("The mean of each centre's scores"))
    if facts.hidden:
        note = _("{n} are in groups too small to be shown by themselves.", n=facts.hidden)
        components.remark(note)


def _dots(facts: Facts) -> None:
    st.subheader(_("Dots"), anchor=False)
    note = ngettext("{n} participant gave dots.", "{n} participants gave dots.", facts.dotters or 0)
    components.remark(note)
    rows = [
        [f"{proposal.number} {proposal.title}", proposal.dots, proposal.givers]
        for proposal in facts.dotted
    ]
    headings = [_("Proposal"), _("Dots"), _("From")]
    _table(rows, headings, "workshop-prikker", _("The proposals by their dots"))


def _table(rows: Sequence[Sequence[object]], headings: list[str], name: str, alt: str) -> None:
    columns = [Column(heading, partial(_rounded, place)) for place, heading in enumerate(headings)]
    some = components.page_of(rows, tables.ROWS_A_PAGE, f"table:{name}")
    drawing.show(table(alt, headings, [[_in_words(value) for value in row] for row in some]))
    tables.downloads(lambda: tables.frame(rows, columns), name)


def _rounded(place: int, row: Sequence[object]) -> object:
    value = row[place]
    return float(voting.rounded(value)) if isinstance(value, Figure) else value


def _in_words(value: object) -> str:
    """A figure as it is read; what nobody gave is said so."""
    if value is None:
        return _("none")
    return phrases.figure(value) if isinstance(value, Figure) else str(value)


def files(facts: Facts, *, may: bool) -> None:
    """The reports, once there is a result to report; all answers only for its facilitators."""
    if not _has_result(facts):
        return
    st.header(_("Report"), anchor=False)
    components.remark(
        _(
            "Without names. All answers hold every note, those set aside too, and"
            " are only for the facilitators."
        )
        if may
        else _("Without names.")
    )
    kinds = {
        workshops.Kind.WORD: _("Report (Word)"),
        workshops.Kind.SLIDES: _("Slides (PowerPoint)"),
        workshops.Kind.ANSWERS: _("All answers (Excel)"),
    }
    if not may:
        del kinds[workshops.Kind.ANSWERS]
    with st.container(horizontal=True):
        for kind, words in kinds.items():
            downloads.button(
                words,
                partial(_make, kind, facts),
                workshops.file_name(kind, facts),
                workshops.FILES[kind][1].media_type,
                key=f"workshop:{kind}",
                kind="tertiary",
            )


def _make(kind: workshops.Kind, facts: Facts) -> bytes:
    # Asked when it is pressed: the page may have stood there a while.
    key = facts.workshop.id
    now = session.read_now(workshop_facts.facts, workshop_id=key) or facts
    if kind is workshops.Kind.ANSWERS:
        return workshops.make_answers(now, session.read_now(answers.answers, workshop_id=key))
    return workshops.make(kind, now)


def _has_result(facts: Facts) -> bool:
    counted = any(
        step.state == StepState.CLOSED and step.kind in (StepKind.SCORE, StepKind.DOTS)
        for step in facts.steps
    )
    return counted or facts.workshop.state == WorkshopState.ENDED
