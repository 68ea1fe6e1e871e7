"""The page Papirer: what can be made, of which proposals, and the button that makes it."""

from __future__ import annotations

import hashlib

import streamlit as st

from portfolio import language
from portfolio.errors import PortfolioError
from portfolio.language import _, ngettext
from portfolio.queries.paper_facts import Facts
from portfolio.reports import papers
from portfolio.reports.papers import Paper, said
from portfolio.ui import components, links

_WIDTH = 680  # px: titles fit, and lines can be read
_LARGEST = 5  # MB of a template


def choose_paper() -> Paper:
    """Which paper; each with what it is."""
    names, told = _names(), _told()
    chosen = st.radio(
        _("Paper"), list(Paper), format_func=names.__getitem__,
        captions=[told[paper] for paper in Paper], key="paper",
    )  # fmt: skip
    return chosen or Paper.OVERVIEW


def choose_proposals(titles: dict[int, str]) -> tuple[int, ...]:
    """The numbers of the proposals chosen; none chosen means all, and the field says so."""
    chosen = st.multiselect(
        _("Proposals"), list(titles), format_func=lambda number: f"{number} {titles[number]}",
        placeholder=_("All proposals"), key="paper_proposals",
        help=_("Leave it empty to have them all."), width=_WIDTH,
    )  # fmt: skip
    # What was chosen on another day may not have been known on this one.
    return tuple(sorted(number for number in chosen if number in titles))


def choose_template(paper: Paper) -> bytes | None:
    """The user's own Word template; the page ends with a sentence where it cannot be used."""
    if paper is not Paper.CASE:
        return None
    with st.expander(_("Use your own Word template"), width=_WIDTH):
        _tell_fields()
        file = st.file_uploader(_("Word template (.docx)"), type=["docx"], key="paper_template",
                                max_upload_size=_LARGEST)  # fmt: skip
    if file is None:
        return None
    template: bytes = file.getvalue()
    try:
        _checked(hashlib.sha256(template).hexdigest(), template)
    except PortfolioError as error:
        st.error(links.plain(language.explain(error)))
        st.stop()
    return template


def offer(paper: Paper, facts: Facts, template: bytes | None) -> None:
    """What the paper will hold, and the button that makes it when it is pressed."""
    st.markdown(components.quiet(_holds(facts)))
    if nothing := said.nothing_known(facts):
        components.empty(nothing)
    elif paper is Paper.CASE and not any(one.asks for one in facts.proposals):
        st.info(_("No proposal asks for a decision, so the case has no recommendation. Write it"
                  " yourself, or record what is to be decided under My proposals."))  # fmt: skip
    st.download_button(
        _("Make and download"),
        lambda: papers.make(paper, facts, template),
        papers.file_name(paper, facts),
        papers.FILES[paper][1],
        key=f"make:{paper}",
        on_click="ignore",
        type="primary",
    )


def _holds(facts: Facts) -> str:
    count = ngettext("{n} proposal", "{n} proposals", len(facts.proposals))
    parts = [said.as_of(facts), count, _("always in Danish")]
    return components.joined(links.plain(part) for part in parts)


def _names() -> dict[Paper, str]:
    return {
        Paper.OVERVIEW: _("Status sheet: the whole portfolio (pdf)"),
        Paper.SHEETS: _("Status sheets: one a proposal (pdf)"),
        Paper.CASE: _("Case for the directorate (Word)"),
        Paper.SLIDES: _("Slides (PowerPoint)"),
        Paper.DATA: _("Data (Excel)"),
    }


def _told() -> dict[Paper, str]:
    return {
        Paper.OVERVIEW: _("One A4: lights, who is responsible, what is to be decided, dates."),
        Paper.SHEETS: _("One A4 each: what it is about, where it stands, what it hangs on."),
        Paper.CASE: _("From background to enclosures, ready to be worked on in Word."),
        Paper.SLIDES: _("Overview, a slide a purpose and a slide a proposal; all can be edited."),
        Paper.DATA: _("A sheet a noun: proposals, responsibility, pools, milestones, decisions …"),
    }


def _tell_fields() -> None:
    from portfolio.reports.papers import case

    lines, parts = (", ".join(f"`{{{{{name}}}}}`" for name in names)
                    for names in (case.LINES, case.PARTS))  # fmt: skip
    st.markdown(_("Put these fields where the text is to stand. Each alone in a paragraph:"
                  " {parts}. Inside a line, header or footer: {lines}.",
                  parts=parts, lines=lines))  # fmt: skip
    st.download_button(
        _("Download the default template"), case.default_template(), "skabelon-direktionssag.docx",
        papers.FILES[Paper.CASE][1], key="default_template", on_click="ignore", type="tertiary",
    )  # fmt: skip


@st.cache_data(max_entries=20, show_spinner=False)
def _checked(key: str, _template: bytes) -> None:
    """Look a template through once; an error is never kept, and is said each time."""
    from portfolio.reports.papers import case

    case.check(_template)
