"""The words of the change log: every deed of the program and every column it keeps has some."""

import ast
from pathlib import Path

import pytest

from portfolio import labels, language
from portfolio.domain.model import Succession
from portfolio.queries.log import log
from portfolio.queries.log.log import KINDS
from portfolio.queries.log.subjects import Subject
from portfolio.store.schema import metadata
from portfolio.ui.log import phrases
from portfolio.usecases.content import NOUNS
from portfolio.usecases.documents.documents import FILE, LINK
from portfolio.usecases.proposals.responsibility import ANSWERS

ROOT = Path(__file__).parents[3]
MADE_OF_PARTS = [
    *(f"proposal.{kind}" for kind in Succession),
    *(f"responsibility.{state}" for state in ANSWERS),
    *(f"follow_up.{verb}" for verb in ("reopened", "assigned", "done", "lapsed")),
    *(f"document.{kind}_added" for kind in (LINK, FILE)),
    *(
        f"{noun.word}.{verb}"
        for noun in NOUNS.values()
        for verb in ("added", "changed", "withdrawn", "brought_back", "restored")
    ),
    *(f"request_answer.{verb}" for verb in ("added", "withdrawn", "brought_back")),
    "document.restored",
    "own_value.restored",
    "field_source.restored",
]


def names_in_the_code():
    """What is handed to a Deed as name, or to a Change as action, written out."""
    for path in sorted((ROOT / "portfolio").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = getattr(node.func, "id", getattr(node.func, "attr", ""))
                place = {"Deed": 1, "_deed": 0, "deed": 0}.get(called)
                given = [] if place is None else node.args[place : place + 1]
                if called == "Change":
                    given = [word.value for word in node.keywords if word.arg == "action"]
                for value in given:
                    for part in ast.walk(value):
                        if isinstance(part, ast.Constant) and "." in str(part.value).strip("."):
                            yield str(part.value)


def test_a_name_that_is_cut_closes_its_brackets():
    line = log.Line("1", 1, "", "", "", "decision_proposals", "a", {}, {}, None)
    about = Subject("decision_proposals", "", "Et forslag " * 9, "7.2 Besluttet " * 9)
    words, _way = phrases.subject_link(
        line, phrases.Names({("decision_proposals", "a"): about}, {})
    )
    assert words.endswith("…)")
    assert words.count("(") == 1
    assert len(words) < 90


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("name", sorted({*names_in_the_code(), *MADE_OF_PARTS}))
def test_every_deed_has_words(name, lang):
    language.use(lang)
    said = phrases.action(name)
    assert said != name
    assert "_" not in said


def test_the_scan_finds_the_deeds():
    found = set(names_in_the_code())
    assert {"round.opened", "user.added", "comment.written", "portfolio.seeded"} <= found


def test_no_word_is_for_a_deed_that_is_gone():
    code = "".join(
        p.read_text(encoding="utf-8") for p in (ROOT / "portfolio/usecases").rglob("*.py")
    )
    gone = {name for name in labels.words("action") if f'"{name}"' not in code}
    assert gone - set(MADE_OF_PARTS) == set()


@pytest.mark.parametrize("table", sorted({t for names in KINDS.values() for t in names}))
def test_every_column_that_is_kept_has_a_word(table):
    """What is content; workings such as token_hash are never in a line."""
    unsaid = phrases._UNSAID | {
        "password_hash",
        "token_hash",
        "user_id",
        "used_at",
        "revoked_at",
        "created_at",
        "created_by",
        "expires_at",
        "seen_at",
        "ended_at",
        "last_seen_at",
        "language",
        "address",
        "at",
        "succeeded",
        "recorded_at",
        "recorded_by",
        "author",
        "origin",
        "draft",
        "drafted_at",
        "drafted_by_user_id",
        "taken_at",
        "responsible",
        "send_key",
        "subject",
        "attempts",
        "sent_at",
        "error",
        "tried_at",
        "opened_by",
        "added_at",
        "added_by",
        "written_at",
        "pseudonym_id",
        "second_code",
        "attendance",
        "alias",
        "line_from",
        "line_to",
        "line_count",
        "certainty",
        "claims",
        "item",
        "dated",
        "absent",
        "next_step_date_start",
        "next_step_date_end",
        "next_step_precision",
        "name_confirmed",
        "turn",
        "made_at",
        "made_by",
        "participant_id",
        "step_id",
        "review_id",
        "reasons",
        "by_hand",
        "decision_id",
        "day",
        "since",
        "stopped_at",
        "agenda_out_at",
        "agenda_out_by",
        "notices_seen_at",
        "news_by_mail",
    }
    silent = [
        c.name
        for c in metadata.tables[table].c
        if c.name not in unsaid and phrases.field(table, c.name) == c.name
    ]
    assert silent == []
