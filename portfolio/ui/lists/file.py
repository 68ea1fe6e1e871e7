"""The first step: which file, and whether it goes into a portfolio there is or begins a new one."""

import streamlit as st

from portfolio.language import _
from portfolio.ui import components, session
from portfolio.ui.lists.state import State
from portfolio.usecases.lists import reading
from portfolio.usecases.lists.previewing import Target
from portfolio.usecases.lists.taking import File

_MAX_FILE = 5  # MB, as importers.archives
_NEW = ""
_WIDTH = 720  # px: a form is read down, not across


def ask(state: State) -> None:
    """The file and where it goes; nothing is stored by it."""
    st.markdown(
        _(
            "Choose the list you keep in Excel, LibreOffice or as csv. You see how it is read and"
            " what would change before anything is stored, and it can be undone as one."
        )
    )
    with st.container(width=_WIDTH):
        uploaded = st.file_uploader(
            _("The list (.xlsx, .ods or .csv, at most {limit} MB)", limit=_MAX_FILE),
            key=state.form.key("upload"),
            max_upload_size=_MAX_FILE,
        )
        target = _target(state)
        if uploaded is None:
            return
        if target is None:
            return components.remark(_("Write the title of the new portfolio, and go on."))
        if st.button(_("Read the list"), type="primary", key="list:read"):
            file = File(uploaded.name, uploaded.getvalue())
            # A file that cannot be read says so here, and one stays at this step.
            reading.read(file.name, file.content, target.portfolio, state.choice)
            state.form.set("file", file)
            state.form.set("target", target)
            state.go(1)


def _target(state: State) -> Target | None:
    """The portfolio shown, or a new one; None while the new one has no title."""
    shown = session.portfolio()
    code = str(shown["code"]) if shown else _NEW
    if shown is not None:
        words = {
            code: _("into the portfolio “{title}”", title=str(shown["title"])),
            _NEW: _("into a new portfolio"),
        }
        chosen = st.radio(
            _("Where the list goes"),
            list(words),
            format_func=words.__getitem__,
            **state.form.field("where", code),
        )
        if chosen != _NEW:
            return Target(code)
    title = st.text_input(_("The portfolio's title") + " *", **state.form.field("title", ""))
    municipality = str(shown["municipality"]) if shown else ""
    if shown is None:
        municipality = st.text_input(
            _("Municipality") + " *", **state.form.field("municipality", "")
        )
    return Target(None, title, municipality) if title.strip() and municipality.strip() else None
