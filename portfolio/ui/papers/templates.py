"""The municipality's own Word templates: kept on Opsætning, used on Papirer."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st

from portfolio import labels, language
from portfolio.domain.permissions import Action
from portfolio.errors import PortfolioError
from portfolio.language import _
from portfolio.queries.papers import templates as paper_templates
from portfolio.queries.papers.templates import PaperTemplate
from portfolio.reports import papers
from portfolio.reports.papers import Paper
from portfolio.screens import timestamps
from portfolio.ui import action_row, components, downloads, draft, links, session, visitor
from portfolio.usecases.papers import templates

_WIDTH = 680  # px
_LARGEST = templates.LARGEST // 1_000_000  # MB


# --- on Opsætning ---------------------------------------------------------------------------------


def section() -> None:
    """Each paper's template: which is in use, and for the secretary the ways to change it."""
    if not visitor.can(Action.EDIT_CONTENT):
        return
    st.header(_("Word templates"), anchor=False)
    st.markdown(_("The documents use the municipality's own template when there is one here."))
    titles = papers.titles()
    for paper in papers.TEMPLATED:
        st.subheader(titles[paper], anchor=False)
        _one(paper)


def _one(paper: Paper) -> None:
    kept = session.read(paper_templates.in_use, kind=paper.value)
    if kept is None:
        st.markdown(_("In use: the template that comes with the program."))
    else:
        st.markdown(
            _(
                "In use: {name}, {facts}.",
                name=f"**{links.plain(kept.file_name)}**",
                facts=_kept_by(kept),
            )
        )
    _fetch(paper, kept)
    key = f"template:{paper.value}"
    label = _("Replace it") if kept else _("Use our own template")
    ways = {"keep": (label, lambda: _keep(paper, kept, key))}
    if kept is not None:
        ways["off"] = (_("Take it out of use"), lambda: _withdraw(kept, key))
    action_row.offer(key, ways)
    _earlier(paper)


def _kept_by(kept: PaperTemplate) -> str:
    said = _(
        "added by {name}, {moment}",
        name=labels.within("actor", kept.added_by),
        moment=timestamps.moment(kept.added_at),
    )
    return links.plain(said)


def _fetch(paper: Paper, kept: PaperTemplate | None) -> None:
    who = visitor.who()
    with st.container(horizontal=True, gap="small"):
        if kept is not None:
            downloads.button(
                _("Download {name}", name=kept.file_name),
                lambda: templates.content(who, kept),
                kept.file_name,
                papers.TABLE[paper].kind.media_type,
                key=f"fetch_template:{paper.value}",
                kind="tertiary",
            )
        download_default(paper)


def download_default(paper: Paper) -> None:
    """The template that comes with the program, as a start for one's own."""
    entry = papers.TABLE[paper]
    st.download_button(
        _("Download the default template"),
        papers.template_of(paper).content(),
        f"skabelon-{papers.stem(paper)}.{entry.kind.ending}",
        entry.kind.media_type,
        key=f"default_template:{paper.value}",
        on_click="ignore",
        type="tertiary",
    )


def _keep(paper: Paper, kept: PaperTemplate | None, key: str) -> None:
    tell_fields(paper)
    part = draft.open(f"{key}/file")
    with st.form(part.key("form"), border=False):
        file = st.file_uploader(
            _("Word template (.docx)"), key=part.key("file"), max_upload_size=_LARGEST
        )
        pressed = st.form_submit_button(_("Take into use"), type="primary")

    def keep(_version: int) -> None:
        if file is None:
            raise PortfolioError("Choose a file first.")
        templates.keep(
            visitor.who(),
            paper,
            name=file.name,
            content=file.getvalue(),
            instead_of=kept.id if kept else None,
        )

    part.send(pressed, keep, _("The template is in use."))


def _withdraw(kept: PaperTemplate, key: str) -> None:
    part = draft.open(f"{key}/off", version=kept.version)
    reason = st.text_area(_("Reason"), height=68, **part.field("reason", ""))
    part.send(
        st.button(_("Take out of use"), key=part.key("save"), type="primary"),
        lambda version: templates.withdraw(visitor.who(), kept.id, version=version, reason=reason),
        _("The template is out of use."),
    )


def _earlier(paper: Paper) -> None:
    rows = session.read(paper_templates.earlier, kind=paper.value).to_dict("records")
    if not rows:
        return
    with st.expander(_("Earlier templates ({n})", n=len(rows)), width=_WIDTH):
        st.markdown("  \n".join(_was(row) for row in rows))


def _was(row: dict[Any, Any]) -> str:
    return links.plain(
        _(
            "{name}: added by {who} {from_}, out of use {until}: {reason}",
            name=row["file_name"],
            who=labels.within("actor", row["added_by"]),
            from_=timestamps.moment(row["added_at"]),
            until=timestamps.moment(row["withdrawn_at"]),
            reason=row["withdrawn_reason"],
        )
    )


def own(paper: Paper) -> bytes | None:
    """The municipality's own template of a paper; None where there is none."""
    if paper not in papers.TEMPLATED:
        return None
    kept = session.read(paper_templates.in_use, kind=paper.value)
    return None if kept is None else templates.content(visitor.who(), kept)


# --- on Papirer -----------------------------------------------------------------------------------


def choose(paper: Paper) -> bytes | None:
    """The template's bytes; None: the default. The page ends with a sentence if it is of no use."""
    kept = session.read(paper_templates.in_use, kind=paper.value)
    _say_kept(kept)
    with st.expander(_("Use another Word template"), width=_WIDTH):
        plain = kept is not None and st.checkbox(
            _("Use the default template this time"), key=f"plain_template:{paper.value}"
        )
        tell_fields(paper)
        download_default(paper)
        file = st.file_uploader(
            _("Word template (.docx)"),
            type=["docx"],
            key=f"paper_template:{paper.value}",
            max_upload_size=_LARGEST,
        )
    with _said_here():
        if file is not None:
            return _usable(paper, file.getvalue())
        if kept is not None and not plain:
            return _usable(paper, templates.content(visitor.who(), kept))
        return None


def _say_kept(kept: PaperTemplate | None) -> None:
    if kept is None:
        said = _("The template that comes with the program is used.")
    else:
        said = _(
            "The municipality's own template is used: {name}, {facts}.",
            name=links.plain(kept.file_name),
            facts=_kept_by(kept),
        )
    components.remark(said)


def _usable(paper: Paper, content: bytes) -> bytes:
    _checked(paper.value, hashlib.sha256(content).hexdigest(), content)
    return content


@contextmanager
def _said_here() -> Iterator[None]:
    """What is wrong with a template is said, and no paper is offered."""
    try:
        yield
    except PortfolioError as error:
        st.error(links.plain(language.explain(error)))
        st.stop()


def tell_fields(paper: Paper) -> None:
    """Which fields a template can have."""
    known = papers.template_of(paper)
    lines, parts = (
        ", ".join(f"`{{{{{name}}}}}`" for name in some) for some in (known.lines, known.parts)
    )
    st.markdown(
        _(
            "Put these fields where the text is to stand. Each alone in a paragraph:"
            " {parts}. Inside a line, header or footer: {lines}.",
            parts=parts,
            lines=lines,
        )
    )


@st.cache_data(max_entries=20, show_spinner=False)
def _checked(paper: str, key: str, _template: bytes) -> None:
    """Look a template through once; an error is never kept, and is said each time."""
    papers.template_of(Paper(paper)).check(_template)
