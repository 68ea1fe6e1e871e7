"""Udfyld i Excel: the sheet out, the sheet in, and what it found before anything is stored."""

from typing import Any

import streamlit as st

from portfolio import language
from portfolio.domain.permissions import Action
from portfolio.errors import ConflictError, PortfolioError
from portfolio.language import _, ngettext
from portfolio.reports.rounds import answer_sheet
from portfolio.ui import links, session, visitor
from portfolio.ui.rounds import sheet_finds
from portfolio.ui.saving import doing
from portfolio.usecases.rounds import sheets

_MAX_FILE = 5  # MB, as importers.workbooks
_PRESSED = "sheet:pressed"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def section(portfolio_code: str) -> None:
    """The whole of it, folded; nothing for those who answer for no proposal."""
    if not (visitor.can(Action.ANSWER_STATUS) or sheets.rows(visitor.who(), portfolio_code)):
        return
    with st.expander(_("Fill in with Excel")):
        st.markdown(
            _(
                "Download the sheet with the proposals you can answer for, fill it in when it suits"
                " you, and upload it here. You see what changes before anything is saved."
            )
        )
        _download(portfolio_code)
        # Of too large a file Streamlit shows a red mark and no sentence: the label says why.
        uploaded = st.file_uploader(
            _("The sheet, filled in (.xlsx, at most {limit} MB)", limit=_MAX_FILE),
            key="sheet:file",
            max_upload_size=_MAX_FILE,
        )
        if uploaded is not None:
            _show(portfolio_code, uploaded)


def _download(code: str) -> None:
    # The thread that makes the file is not the page's: it is told who asks, and how to speak.
    who, speaking, today = visitor.who(), language.speech_now(), session.today()
    portfolio = session.portfolio() or {}

    def file() -> bytes:
        language.use(*speaking)
        return answer_sheet.workbook(sheets.rows(who, code), portfolio, today)

    name = language.stem(_("My proposals"))
    st.download_button(
        _("Download the sheet"),
        file,
        f"{name}-{today.isoformat()}.xlsx",
        _XLSX,
        key="sheet:download",
        on_click="ignore",
    )


def _show(code: str, uploaded: Any) -> None:  # noqa: ANN401 - Streamlit's file
    """What is in the file; first what the last press of a button wanted stored."""
    who, pressed = visitor.who(), st.session_state.pop(_PRESSED, None)
    try:
        sheet = sheets.read(uploaded.name, uploaded.getvalue())
        if pressed is not None:
            with doing(_done(len(pressed))):
                sheets.accept(who, code, sheet, pressed)
    except ConflictError as error:
        st.warning(links.explained(error))
    except PortfolioError as error:
        st.error(links.explained(error))
        return
    try:
        preview = sheets.preview(who, code, sheet)
    except PortfolioError as error:
        st.error(links.explained(error))
        return
    sheet_finds.show(preview, uploaded.file_id, press=_press)


def _press(chosen: dict[str, int]) -> None:
    # What was on the screen when the button was pressed, not what stands now.
    st.session_state[_PRESSED] = chosen


def _done(count: int) -> str:
    return ngettext(
        "{n} change from the sheet accepted", "{n} changes from the sheet accepted", count
    )
