"""Our own papers, decided on and printed, come back on the right proposals."""

import io
import json
from datetime import date

import builders
import pytest
import sqlalchemy as sa
import typst
from docx import Document

from portfolio import store
from portfolio.domain.finds import FindKind, FindState
from portfolio.queries.mails.letters import Letter
from portfolio.queries.mails.recipients import Recipient
from portfolio.queries.papers import facts
from portfolio.queries.reviews import invitation
from portfolio.reports import papers
from portfolio.reports.mails import agenda_mail
from portfolio.reports.papers import Paper
from portfolio.store import schema
from portfolio.usecases.minutes import judging, reading_files, taking_in
from portfolio.usecases.reviews import planning
from portfolio.usecases.use_case import COMMAND

TODAY = date(2022, 5, 10)
HEAD = [(1, "Høje-Taastrup Kommune"), (2, "{what} af møde i Direktionen"), (0, "9. maj 2022 kl. 9")]
DECIDED = [(3, "Beslutning"), (0, "Godkendt.")]


def as_pdf(parts):
    def words(text):
        return "".join(
            f"\\{sign}" if not (sign.isalnum() or sign == " ") else sign for sign in text
        )

    lines = [f"{'=' * level} {words(text)}" if level else words(text) for level, text in parts]
    return typst.compile("\n\n".join(lines).encode())


def as_word(parts):
    document, file = Document(), io.BytesIO()
    for level, text in parts:
        document.add_heading(text, level) if level else document.add_paragraph(text)
    document.save(file)
    return file.getvalue()


def of_the_paper(*numbers):
    """The Direktionssag about some proposals, as the body's minutes tell of it."""
    with store.reading() as connection:
        told = facts.facts(connection, filters=builders.filters("2022-05-01"), numbers=numbers)
    paper = Document(io.BytesIO(papers.make(Paper.CASE, told)))
    yield from ((level, text.format(what="Referat")) for level, text in HEAD)
    for part in paper.paragraphs:
        style, text = part.style.name, part.text.strip()
        if style == "Title":
            yield from ((2, f"1. {text}"), (0, "Sagsnr. 22/9999"))
        elif text == "Sagsfremstilling":
            yield from (*DECIDED, (3, text))
        elif text and style != "Subtitle":
            yield (int(style[-1]) + 2 if style.startswith("Heading") else 0), text


def laid_up(data):
    with store.reading() as connection:
        chosen = sa.select(schema.portfolios.c.id).where(schema.portfolios.c.code == "civilsamfund")
        home = connection.execute(chosen).scalar_one()
    return reading_files.read_file(COMMAND, home, data, name="referat")


def found(reading, kind):
    f = schema.minutes_finds.c
    with store.reading() as connection:
        chosen = sa.select(schema.minutes_finds).where(f.reading_id == reading, f.kind == kind)
        return connection.execute(chosen.order_by(f.position)).mappings().all()


@pytest.mark.parametrize("printed", [as_pdf, as_word])
def test_a_case_comes_back_with_its_decision_on_its_proposal(seeded_db, printed):
    reading = laid_up(printed(list(of_the_paper(4))))
    for find in (*found(reading, FindKind.DECISION), *found(reading, FindKind.PROPOSAL)):
        judging.judge(COMMAND, find["id"], 1, FindState.TAKEN, today=TODAY)
    taking_in.take_in(COMMAND, reading, 1, today=TODAY)
    [decision] = found(reading, FindKind.DECISION)  # those of April, told as background, are none
    link, p = schema.decision_proposals.c, schema.proposals.c
    with store.reading() as connection:
        about = sa.select(p.number).join_from(schema.decision_proposals, schema.proposals)
        mine = about.where(link.decision_id == decision["made_id"])
        assert connection.execute(mine).scalars().all() == [4]


def test_the_agenda_of_a_review_comes_back_on_its_proposals(seeded_db, monkeypatch):
    monkeypatch.setenv("PORTFOLIO_TODAY", "2022-05-02")
    with store.reading() as connection:
        p = schema.parties.c
        body = connection.execute(sa.select(p.id).where(p.code == "direktionen")).scalar_one()
    review = planning.make_review(
        COMMAND,
        portfolio="civilsamfund",
        title="Porteføljegennemgang 9. maj 2022",
        body_party_id=body,
        held_on=date(2022, 5, 9),
        minutes=60,
    )
    with store.reading() as connection:
        one = invitation.invitation(connection, review_id=review)
    assert one is not None
    letter = Letter(to=Recipient(email="a@b.dk", name="Anna"), matters=())
    text = agenda_mail.preview(one, letter, public="https://x.dk")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    head = [(level, words.format(what="Referat")) for level, words in HEAD]
    points = [line for line in lines if line[0].isdigit() and line[1:3] in (". ", "0.")]
    decided = [part for line in points for part in ((2, line), *DECIDED)]
    reading = laid_up(as_pdf([*head, *decided]))
    named = {
        (find["item"], json.loads(find["value"])["number"])
        for find in found(reading, FindKind.PROPOSAL)
    }
    wanted = {(str(at), item.number) for at, item in enumerate(one.items, 1) if item.number}
    assert wanted
    assert named == wanted
