"""Keeping Word templates: what is taken in, what is refused in a sentence, and who was quicker."""

import io
import zipfile

import builders
import pytest
import sqlalchemy as sa
from docx import Document

from portfolio import language, store
from portfolio.errors import ConflictError, PortfolioError
from portfolio.queries.papers import templates as paper_templates
from portfolio.reports.papers import Paper
from portfolio.store import schema
from portfolio.usecases.papers import templates
from portfolio.usecases.use_case import LOCAL


@pytest.fixture(autouse=True)
def beside(tmp_path, monkeypatch):
    """Where files are kept, also beside a database server."""
    monkeypatch.setenv("PORTFOLIO_FILES", str(tmp_path / "bilag"))


def a_template(*paragraphs: str) -> bytes:
    document = Document()
    for words in paragraphs:
        document.add_paragraph(words)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def with_macros() -> bytes:
    file = io.BytesIO(a_template("{{titel}}"))
    with zipfile.ZipFile(file, "a") as box:
        box.writestr("word/vbaProject.bin", b"x")
    return file.getvalue()


def in_use(paper: Paper = Paper.CASE) -> paper_templates.PaperTemplate | None:
    with store.reading() as connection:
        return paper_templates.in_use(connection, kind=paper.value)


def keep(content: bytes, *, name: str = "sag.docx", instead_of: str | None = None) -> str:
    return templates.keep(LOCAL, Paper.CASE, name=name, content=content, instead_of=instead_of)


def actions() -> list[str]:
    log = schema.change_log.c
    with store.reading() as connection:
        return list(connection.execute(sa.select(log.action).order_by(log.revision)).scalars())


def test_one_is_kept_replaced_and_taken_out_of_use(seeded_db):
    assert in_use() is None
    first, second = a_template("{{titel}}"), a_template("{{dato}}")
    key = keep(first)
    kept = in_use()
    assert (kept.id, kept.file_name, kept.size, kept.added_by) == (
        key,
        "sag.docx",
        len(first),
        "local",
    )
    assert templates.content(LOCAL, kept) == first
    assert in_use(Paper.MINUTES) is None
    keep(second, name="C:\\skabeloner\\ny.docx", instead_of=key)
    kept = in_use()
    assert kept.file_name == "ny.docx"
    assert templates.content(LOCAL, kept) == second
    templates.withdraw(LOCAL, kept.id, version=kept.version, reason="Nyt logo på vej")
    assert in_use() is None
    assert actions()[-4:] == [
        "paper_template.kept",
        "paper_template.kept",
        "paper_template.replaced",
        "paper_template.withdrawn",
    ]
    with store.reading() as connection:
        was = paper_templates.earlier(connection, kind="case")
    assert list(was["file_name"]) == ["ny.docx", "sag.docx"]
    assert was["withdrawn_reason"][0] == "Nyt logo på vej"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("sag.docx", a_template("{{resumé}} og {{titel}}"), "{{resumé}}"),
        ("sag.docx", b"PK\x03\x04 no", "sag"),
        ("sag.docx", with_macros(), "makroer"),
        ("sag.docm", a_template("{{titel}}"), ".docx"),
        ("sag.pdf", b"%PDF-1.7", ".docx"),
        ("sag.docx", b"x" * (templates.LARGEST + 1), "5 MB"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(seeded_db, name, content, told):
    before = actions()
    with pytest.raises(PortfolioError) as caught:
        keep(content, name=name)
    said = language.explain(caught.value)
    assert told in said or told == "sag"
    assert said.endswith(".")
    assert in_use() is None
    assert actions() == before


def test_whoever_comes_second_is_told(seeded_db):
    key = keep(a_template("{{titel}}"))
    with pytest.raises(ConflictError):
        keep(a_template("{{dato}}"))  # saw none in use
    kept = in_use()
    assert kept.id == key
    templates.withdraw(LOCAL, key, version=kept.version, reason="en grund")
    with pytest.raises(ConflictError):
        templates.withdraw(LOCAL, key, version=kept.version, reason="en grund")
    with pytest.raises(ConflictError):
        keep(a_template("{{dato}}"), instead_of=key)


def test_lost_bytes_are_said(seeded_db, tmp_path):
    keep(a_template("{{titel}}"))
    kept = in_use()
    (tmp_path / "bilag" / kept.sha256).unlink()
    with pytest.raises(PortfolioError) as caught:
        templates.content(LOCAL, kept)
    assert "sag.docx" in language.explain(caught.value)


def test_a_reader_may_use_it_and_not_change_it(seeded_db):
    content = a_template("{{titel}}")
    keep(content)
    reader = builders.as_user(builders.a_user(seeded_db, "reader"))
    assert templates.content(reader, in_use()) == content
