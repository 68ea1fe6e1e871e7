"""Text as people paste it: what is kept and compared of it, and that no door forgets to ask."""

import ast
import json
import sqlite3
import unicodedata
from contextlib import closing
from datetime import date
from pathlib import Path

import builders
import pytest
import sqlalchemy as sa
from workshop_builders import a_workshop

from portfolio import fuzzy, language, signs, store
from portfolio.domain import emails
from portfolio.domain.permissions import Role
from portfolio.errors import PortfolioError
from portfolio.queries.overview.board import board
from portfolio.store import schema
from portfolio.store.schema.columns import Words
from portfolio.usecases import content
from portfolio.usecases.api import tokens
from portfolio.usecases.documents import documents
from portfolio.usecases.meetings import follow_ups
from portfolio.usecases.people import accounts, users
from portfolio.usecases.proposals import comments
from portfolio.usecases.requests import requests
from portfolio.usecases.reviews import arranging
from portfolio.usecases.rounds import answers
from portfolio.usecases.use_case import COMMAND
from portfolio.usecases.workshops import contributions, joining
from portfolio.web import addresses

TODAY = date(2022, 5, 1)
ROOT = Path(__file__).parents[1]
#: As it comes from a Mac, Word, Outlook and Teams: decomposed, cut by soft hyphens, with a byte
#: order mark, joiners, and line breaks of five kinds.
NASTY = (
    "\ufeffTa\u030astrup\u00a0har til\u00adflyt\u00adtere\vmed\fet\x85par\u2028nye\u2029"
    "grønne\u200b\u200d “ideer” – og\u2060 ja\u202e\x00"
)
LINES = "Tåstrup har tilflyttere\nmed\net\npar\nnye\ngrønne “ideer” – og ja"
LINE = LINES.replace("\n", " ")


def test_what_is_kept():
    assert signs.normalised(NASTY) == LINES
    assert signs.one_line(NASTY) == LINE
    assert signs.normalised("a\r\nb\rc\td") == "a\nb\nc\td"
    assert signs.normalised("👩\u200d👧 a\u200db\u200d👧") == "👩\u200d👧 ab👧"
    assert signs.normalised("\uf0b7 Punkt \uf0e0 næste") == "• Punkt → næste"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“Tåstrup”", '"Ta\u030astrup"'),
        ("kr.\u202f6\u2009mio.", "kr. 6 mio."),
        ("2022\u20132023", "2022-2023"),
        ("beboerens’", "beboerens'"),
        ("ﬁnansiering", "Finansiering"),
        ("til\u00adflytter", "tilflytter"),
    ],
)
def test_what_is_one_and_the_same(one, other):
    assert signs.compared(one) == signs.compared(other)
    assert language.fold(one) == language.fold(other)


def test_what_is_kept_stays_as_it_is():
    assert signs.normalised(signs.normalised(NASTY)) == signs.normalised(NASTY)
    every = "".join(map(chr, [*range(0xD800), *range(0xE000, 0x30000)]))
    kept = signs.normalised(every)
    assert signs.normalised(kept) == kept
    assert not [sign for sign in kept if unicodedata.category(sign) in ("Cf", "Cs", "Co")]
    # Nothing that is let through at once would be mended where it stands beside something else.
    assert [s for s in every if signs.normalised(s) != signs.normalised(f"{s}\u200b")] == []


def _comment(number):
    comments.write(COMMAND, builders.proposal_id(number), NASTY)


def _request(_number):
    body = _id(schema.parties, schema.parties.c.code == "direktionen")
    asked = requests.Question(question=NASTY, addressee_party_id=body, options=("Ja", NASTY))
    requests.ask(COMMAND, asked, portfolio="civilsamfund", today=TODAY)


def _status(number):
    answer = answers.Answer(stage="proposed", rag="none", happened=NASTY, next_step=NASTY)
    answers.submit(COMMAND, builders.proposal_id(number), answer, seen_seq=_seq(number))


def _note(_number):
    workshop = a_workshop("qualify")
    token = joining.join(workshop.id, party=None)
    key = "0" * 32
    contributions.write_note(
        token, workshop.steps["qualify"], builders.proposal_id(1), "contribute", NASTY, key=key
    )


def _agenda(_number):
    review = builders.a_review(store.url(), 4)
    arranging.add_item(COMMAND, review, title=NASTY, version=1)


#: Every door, and where what came through it lies: as lines, or as one line.
DOORS = {
    "comment": (_comment, schema.comments.c.words, LINES),
    "title": (
        lambda number: content.change(
            COMMAND, "proposals", builders.proposal_id(number), 1, {"title": NASTY}, today=TODAY
        ),
        schema.proposals.c.title,
        LINE,
    ),
    "long text": (
        lambda number: content.change(
            COMMAND, "proposals", builders.proposal_id(number), 1, {"summary": NASTY}, today=TODAY
        ),
        schema.proposals.c.summary,
        LINES,
    ),
    "reason": (
        lambda number: content.change(
            COMMAND,
            "proposals",
            builders.proposal_id(number),
            1,
            {"title": "Ny"},
            today=TODAY,
            reason=NASTY,
        ),
        schema.change_log.c.reason,
        LINES,
    ),
    "citation": (
        lambda number: content.cite(
            COMMAND, "proposals", builders.proposal_id(number), "title", NASTY
        ),
        schema.field_sources.c.source,
        LINES,
    ),
    "request": (_request, schema.requests.c.question, LINES),
    "status": (_status, schema.status_updates.c.happened, LINES),
    "phone's note": (_note, schema.notes.c.words, LINES),
    "agenda": (_agenda, schema.review_items.c.title, LINE),
    "follow-up": (
        lambda _number: follow_ups.add(
            COMMAND,
            _id(schema.decisions, schema.decisions.c.number == "7.2"),
            title=NASTY,
            owner=follow_ups.Owner(),
            today=TODAY,
        ),
        schema.follow_ups.c.title,
        LINE,
    ),
    "link": (
        lambda number: documents.add_link(
            COMMAND,
            "proposals",
            builders.proposal_id(number),
            title=NASTY,
            url="\u200bhttps://kommune.test/sag\u00a0",
        ),
        schema.documents.c.title,
        LINE,
    ),
    "file": (
        lambda number: documents.add_file(
            COMMAND,
            "proposals",
            builders.proposal_id(number),
            name="a\u030a\u00ad.txt",
            content=b"a",
        ),
        schema.documents.c.file_name,
        "å.txt",
    ),
    "name": (lambda _number: _user(), schema.users.c.name, LINE),
    "e-mail": (lambda _number: _user(), schema.users.c.email, "ny@kommune.test"),
    "contact": (
        lambda _number: content.change(
            COMMAND,
            "parties",
            _id(schema.parties, schema.parties.c.code == "direktionen"),
            1,
            {"contact_email": "Hanne Holm <Ny\u00ad@Kommune.test>"},
            today=TODAY,
        ),
        schema.parties.c.contact_email,
        "ny@kommune.test",
    ),
    "token": (lambda _number: tokens.make(COMMAND, NASTY), schema.api_tokens.c.name, LINE),
}


def _user():
    users.add_user(COMMAND, email="\ufeffNy@kommune\u200b.test\u00a0", name=NASTY, role=Role.READER)


def _id(table, chosen):
    with store.reading() as connection:
        return connection.execute(sa.select(table.c.id).where(chosen)).scalars().first()


def _seq(number):
    with store.reading() as connection:
        asked = sa.select(schema.proposals.c.status_seq).where(builders.is_number(number))
        return connection.execute(asked).scalar_one()


@pytest.mark.parametrize("door", DOORS)
def test_the_same_text_through_every_door(seeded_db, door, monkeypatch, tmp_path):
    monkeypatch.setenv("PORTFOLIO_FILES", str(tmp_path / "files"))
    go, column, kept = DOORS[door]
    go(4)
    with store.reading() as connection:
        assert kept in connection.execute(sa.select(column)).scalars().all()
    assert _unseen_signs(seeded_db) == {}


def _unseen_signs(address):
    """What anything in the database holds that nobody sees, by table; JSON is unpacked first."""
    found = {}
    with store.reading(address) as connection:
        for table in schema.metadata.tables.values():
            for row in connection.execute(sa.select(table)).mappings():
                for text in _texts(row.values()):
                    if signs.normalised(text) != text:
                        found.setdefault(table.name, []).append(text)
    return found


def _texts(values):
    for value in values:
        if isinstance(value, str) and value[:1] in ("{", "["):
            value = json.loads(value)
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict | list):
            yield from _texts(value.values() if isinstance(value, dict) else value)


#: Text that nobody writes: keys and codes, and JSON whose words were made ready before.
NOBODYS = {"id", "code", "language", "grouping", "stage", "rag", "outcome", "search_text", "name"}
NOBODYS |= {"kind", "sort_text", "door"}
PACKED = {"options", "claims", "reasons", "draft", "before", "after", "words", "answer"}
PACKED |= {"choice", "columns", "made", "cells", "said", "trace", "names"}
PACKED |= {"attendance", "tally", "gone"}
PACKED |= {
    "meeting",
    "items",
    "messages",
    "lines",
    "line_pages",
    "value",
    "changes",
    "mended",
    "answers",
    "effects",
}


def test_no_column_of_text_forgets_it():
    bare = {
        column.name
        for table in schema.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, sa.Text) and not column.foreign_keys
    }
    assert bare <= NOBODYS | PACKED
    assert isinstance(schema.proposals.c.title.type, Words)


def test_even_what_no_use_case_has_looked_at_is_kept_so(seeded_db):
    builders.renamed(seeded_db, 4, NASTY)
    assert _unseen_signs(seeded_db) == {}


def test_only_one_module_knows_of_signs():
    """Whoever else asks Unicode or names an unseen sign has a rule of their own."""
    knows = set()
    for path in (ROOT / "portfolio").rglob("*.py"):
        if "versions" in path.parts:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        strings = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)]
        named = any(set("\u00ad\u200b\u200d\ufeff") & set(s) for s in strings if isinstance(s, str))
        asks = any(
            isinstance(n, ast.Import) and n.names[0].name == "unicodedata" for n in tree.body
        )
        if named or asks:
            knows.add(path.relative_to(ROOT / "portfolio").as_posix())
    assert knows == {"signs.py", "usecases/people/passwords.py"}


@pytest.mark.parametrize(
    "typed",
    ["TA\u030aSTRUP", "Taastrup", "taa\u00adstrup", "tåstrup\u200b", "\u00a0Ta\u030astrup\v"],
)
def test_search_finds_a_place_however_it_is_spelt(seeded_db, typed):
    builders.renamed(seeded_db, 4, "Mødesteder i Ta\u030astrup")
    with store.reading() as connection:
        found = board(connection, filters=builders.filters(search=typed), limit=60)
    assert 4 in {card.number for card in found}


def test_an_address_that_was_pasted_asks_for_what_one_sees():
    clean = b"portefolje=civilsamfund&dato=2022-05-01"
    assert addresses.tidied(clean) == clean
    assert addresses.tidied(b"portefolje=civilsamfund%E2%80%8B&dato=%EF%BB%BF2022-05-01") == clean
    assert addresses.tidied(b"soeg=Ta%CC%8Astrup") == b"soeg=T%C3%A5strup"
    assert addresses.tidied(b"page=a%20b&tom=") == b"page=a%20b&tom="


def test_dates_amounts_and_shares_are_read_through_it():
    assert fuzzy.parse_date("25.\u00a0ap\u00adril 2022").start == date(2022, 4, 25)
    assert fuzzy.parse_amount("1,3\u202fmio.\u200b kr.").low == 1_300_000
    assert fuzzy.parse_share("\ufeff40\u00a0%") == 0.4


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Hanne.Holm@Kommune.dk", "hanne.holm@kommune.dk"),
        ("\ufeffhanne@kommune\u00ad.dk\u00a0", "hanne@kommune.dk"),
        ("Hanne Holm <hanne@kommune.dk>;", "hanne@kommune.dk"),
        ("mailto:hanne@kommune.dk", "hanne@kommune.dk"),
        ("o'brien+test@a-b.kommune.dk", "o'brien+test@a-b.kommune.dk"),
    ],
)
def test_an_email_as_it_is_pasted(typed, kept):
    assert emails.address(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        *("", "hanne", "hanne@", "@kommune.dk", "hanne@kommune", "a b@kommune.dk", "a@@kommune.dk"),
        *("søren@kommune.dk", "hanne@høje-taastrup.dk", ".a@kommune.dk", "a.@kommune.dk"),
        *("a@-kommune.dk", "a@kommune..dk", f"{'a' * 65}@kommune.dk", "a@kommune.dk\nBcc: b@c.dk"),
    ],
)
def test_no_door_lets_in_an_email_that_no_mail_reaches(seeded_db, typed):
    doors = [
        lambda: users.add_user(COMMAND, email=typed, name="Ny", role=Role.READER),
        lambda: accounts.first_account("Ny", typed, None, None, at_the_machine=True),
        lambda: accounts.make_recovery_token(typed),
    ]
    if typed:  # a contact may be without
        doors.append(
            lambda: content.change(
                COMMAND,
                "parties",
                _id(schema.parties, schema.parties.c.code == "direktionen"),
                1,
                {"contact_email": typed},
                today=TODAY,
            )
        )
    said = set()
    for door in doors:
        with pytest.raises(PortfolioError) as refused:
            door()
        said.add(refused.value.message)
    assert len(said) == 1, "one sentence at every door"


def test_the_database_has_it_too(seeded_db):
    """Not only as Python reads it: as it lies in the file."""
    builders.renamed(seeded_db, 4, NASTY)
    if seeded_db.startswith("sqlite"):
        with closing(sqlite3.connect(seeded_db.removeprefix("sqlite:///"))) as file:
            titles = [title for (title,) in file.execute("SELECT title FROM proposals")]
        assert LINES in titles
