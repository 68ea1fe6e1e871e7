"""Two meetings can each have a decision 7.2: wherever one is named, its day stands with it.

Every screen and paper of the seed is read, so that a place nobody thought of is found too.
"""

import io
import re
from datetime import date
from pathlib import Path

import builders
import openpyxl
import pytest
import screen
import sqlalchemy as sa
from docx import Document
from pptx import Presentation

from portfolio import store
from portfolio.domain.mails import NoticeKind
from portfolio.queries.mails import digest
from portfolio.queries.mails.letters import Letter, WholeMatter
from portfolio.queries.mails.notice import Notice
from portfolio.queries.mails.recipients import Recipient
from portfolio.queries.papers import facts as paper_facts
from portfolio.reports import papers
from portfolio.reports.mails import digest_mail, notice_words
from portfolio.reports.papers import Paper, control, status_sheet
from portfolio.store import schema

ROOT = Path(__file__).parents[2]
#: One meeting is told of, and its day stands over it.
UNDER_A_DAY = {"decisions", "reviews", "present"}
ASKED = {
    "proposal": ({}, {"nr": "4"}),
    "gaps": ({}, {"status": "answered"}),
    "search": ({"q": "frie bymidter"}, {"q": "7.2"}),
    "compare": ({"fra": "2022-04-03", "til": "2022-05-01"},),
    "digest": ({"siden": "2022-04-03"},),
}
DAY = {"da": "4. april 2022", "en": "4 April 2022"}
SHORT = re.compile(r"0?4[./]0?4[./](20)?22|2022-04-04|4\. apr|4 Apr")
#: What came of it is said once: the sheet of data has it in a column of its own.
DOUBLED = re.compile(r"Drøftet[^|\n]{0,30}drøftede", re.IGNORECASE)
#: A point of an agenda, too.
ITEM = re.compile(r"(?:Punkt|Item) \d+\b(?! (?:af|of) \d)")
#: A line of a list may say the day after the decision: this many lines on.
NEAR = 2


def pages():
    every = sorted(ROOT.glob("pages/*/*.py"))
    return [path.stem for path in every if path.stem not in UNDER_A_DAY]


def without_a_day(text):
    """The lines that name a decision, with no day in them nor close by."""
    with store.reading() as connection:
        found = set(connection.execute(sa.select(schema.decisions.c.number)).scalars())
    named = re.compile(rf"(?<![\d.,=])({'|'.join(map(re.escape, found))})(?![\d.]*\d)")
    lines = text.replace("\\", "").split("\n")
    for at, line in enumerate(lines):
        near = "\n".join(lines[at : at + NEAR + 1])
        if named.search(line) and not (SHORT.search(near) or any(d in near for d in DAY.values())):
            yield line


@pytest.mark.parametrize("lang", DAY)
@pytest.mark.parametrize("page", pages())
def test_no_screen_names_a_decision_without_its_day(app, demo_db, page, lang):
    for query in ASKED.get(page, ({},)):
        said = screen.words(app(page, lang=lang, **query))
        assert not list(without_a_day(said)), page
        assert not DOUBLED.search(said), page
        assert not ITEM.search(said), page


def facts():
    with store.reading() as connection:
        return paper_facts.facts(connection, filters=builders.filters("2022-05-01"))


def in_word(content):
    document = Document(io.BytesIO(content))
    lines = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        lines += [" | ".join(cell.text for cell in row.cells) for row in table.rows]
    return "\n".join(lines)


def on_slides(content):
    shapes = [shape for one in Presentation(io.BytesIO(content)).slides for shape in one.shapes]
    return "\n".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)


def in_a_book(content):
    rows = (row for sheet in openpyxl.load_workbook(io.BytesIO(content)) for row in sheet.values)
    return "\n".join(" | ".join(map(str, row)) for row in rows)


def in_pdf(in_words):
    """What a typeset paper is given: each list of words in it is a line."""

    def lines(part):
        if isinstance(part, dict):
            part = [value for name, value in part.items() if name != "widths"]
        if isinstance(part, (list, tuple)):
            if part and all(isinstance(one, (str, int, float)) for one in part):
                yield " | ".join(map(str, part))
            else:
                for one in part:
                    yield from lines(one)
        else:
            yield str(part)

    return "\n".join(lines(in_words))


READ = {
    Paper.CASE: lambda: in_word(papers.make(Paper.CASE, facts())),
    Paper.CONTROL: lambda: in_word(papers.make(Paper.CONTROL, facts())),
    Paper.CONTROL_PDF: lambda: in_pdf(control.in_words(facts())),
    Paper.OVERVIEW: lambda: in_pdf(status_sheet.whole_in_words(facts())),
    Paper.SHEETS: lambda: in_pdf(status_sheet.each_in_words(facts())),
    Paper.SLIDES: lambda: on_slides(papers.make(Paper.SLIDES, facts())),
    Paper.DATA: lambda: in_a_book(papers.make(Paper.DATA, facts())),
}
#: Of one meeting, whose day stands at the top.
OF_A_MEETING = {Paper.MINUTES}


def test_these_are_all_the_papers():
    assert set(Paper) == READ.keys() | OF_A_MEETING


@pytest.mark.parametrize("paper", READ)
def test_no_paper_names_a_decision_without_its_day(seeded_db, paper):
    said = READ[paper]()
    assert not list(without_a_day(said))
    assert not DOUBLED.search(said)
    assert not ITEM.search(said)
    assert paper is not Paper.CASE or "Punkt 8 af 4. april 2022" in said


def test_one_without_a_day_is_found(seeded_db):
    assert list(without_a_day("Se beslutning 7.2 om det"))
    assert not list(without_a_day("Se beslutning 7.2 af 4. april 2022, kl. 17.2"))


def test_no_mail_names_a_decision_without_its_day(seeded_db):
    day = date(2022, 4, 4)
    with store.reading() as connection:
        found = digest.digest(
            connection,
            portfolio=builders.PORTFOLIO,
            since=day,
            until=day,
            reader=digest.Reader(None, "director"),
        )
    to = Recipient(email="a@kommune.test", name="Test Direktør")
    letter = Letter(to=to, matters=(WholeMatter(send_key="k", code="digest", said_on="d"),))
    sent = digest_mail.message(found, letter, sender="b@kommune.test", public="")
    told = sent.get_body(("plain",)).get_content().split("\n- ")
    assert not [one for line in told for one in without_a_day(line.replace("\n", " "))]
    made = Notice(
        kind=NoticeKind.DECIDED,
        subject_id="s",
        occasion="o",
        title="Sagen",
        day=day,
        words="7.2",
        text="Det er besluttet.",
        outcome="decided",
        at="2022-04-05T08:00:00+00:00",
    )
    for say in (notice_words.subject, notice_words.name, notice_words.line):
        assert not list(without_a_day(say([made]))), say.__name__
    assert notice_words.line([made]).count("4. april 2022") == 1
