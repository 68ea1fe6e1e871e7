"""Documents in a browser: each paper is made when it is asked for and can be opened."""

import io
import zipfile
from pathlib import Path

import pytest
from browsing import a_database, drawn, serving
from playwright.sync_api import expect
from pypdf import PdfReader

from portfolio.reports import papers
from portfolio.reports.papers import Paper
from portfolio.store import bilag
from portfolio.usecases.papers import templates
from portfolio.usecases.use_case import LOCAL

PAPERS = [
    ("hele porteføljen", "statusark-civilsamfund-2022-05-01.pdf"),
    ("ét pr. forslag", "statusark-forslag-civilsamfund-2022-05-01.pdf"),
    ("Direktionssag", "direktionssag-civilsamfund-2022-05-01.docx"),
    ("Slides", "slides-civilsamfund-2022-05-01.pptx"),
    ("Data", "data-civilsamfund-2022-05-01.xlsx"),
    ("Beslutningsreferat", "beslutningsreferat-direktionen-2022-04-04.docx"),
]


@pytest.mark.parametrize(("words", "name"), PAPERS, ids=[name for _words, name in PAPERS])
def test_a_paper_is_made_and_downloaded(page, server, words, name):
    page.goto(f"{server}/papirer")
    choice = page.get_by_role("radio", name=words)
    choice.check(force=True)
    expect(choice).to_be_checked()
    with page.expect_download() as made:
        # Redrawn for the new choice, the button is soon another: ask until its file comes.
        page.wait_for_timeout(800)
        drawn(page)
        page.get_by_role("button", name="Lav og hent").click()
    assert made.value.suggested_filename == name
    data = Path(made.value.path()).read_bytes()
    if name.endswith(".pdf"):
        assert len(PdfReader(io.BytesIO(data)).pages) == (9 if "forslag-" in name else 1)
    else:
        with zipfile.ZipFile(io.BytesIO(data)) as inside:
            assert inside.testzip() is None


def test_a_file_that_cannot_be_made_is_told_of(page, tmp_path_factory, monkeypatch):
    """The bytes of a kept template are gone since the page was drawn."""
    address = a_database(tmp_path_factory.mktemp("lost"))
    monkeypatch.setenv("PORTFOLIO_URL", address)
    templates.keep(
        LOCAL,
        Paper.CASE,
        name="vores.docx",
        instead_of=None,
        content=papers.template_of(Paper.CASE).content(),
    )
    with serving(address) as server:
        page.goto(f"{server}/opsaetning")
        fetch = page.get_by_role("button", name="Hent vores.docx")
        expect(fetch).to_be_visible()
        for lost in bilag.folder(address).iterdir():
            lost.unlink()
        fetch.click()
        expect(page.get_by_text("ligger ikke, hvor filerne gemmes")).to_be_visible()
