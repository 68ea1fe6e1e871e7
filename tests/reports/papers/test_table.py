"""The table of papers: each has an entry, and all who offer, make or name papers go by it."""

from datetime import date

import pytest
from builders import filters

from portfolio import language, store
from portfolio.queries.meetings import minutes
from portfolio.queries.papers import facts as paper_facts
from portfolio.reports import papers
from portfolio.reports.papers import TABLE, Paper

DAY = date(2022, 5, 1)
#: How a file of the kind begins.
BEGINS = {"pdf": b"%PDF", "docx": b"PK", "pptx": b"PK", "xlsx": b"PK"}


def facts_for(paper: Paper, address: str):
    with store.reading(address) as connection:
        if not TABLE[paper].of_meeting:
            return paper_facts.facts(connection, filters=filters("2022-05-01"))
        held = minutes.to_choose(connection, as_of=DAY)["id"].iloc[0]
        return minutes.minutes(connection, meeting=str(held), as_of=DAY)


def test_every_paper_has_an_entry_in_the_order_it_is_offered():
    assert list(TABLE) == list(Paper)


@pytest.mark.parametrize("field", ["address", "title", "description", "makes"])
def test_no_two_papers_are_alike(field):
    assert len({getattr(entry, field) for entry in TABLE.values()}) == len(TABLE)


def test_no_two_files_have_one_name():
    assert len({(entry.stem, entry.kind) for entry in TABLE.values()}) == len(TABLE)


def test_the_same_paper_as_another_kind_of_file_shows_the_same():
    shown = {(entry.makes.partition(":")[0], entry.shows) for entry in TABLE.values()}
    assert len(shown) == len({module for module, _matter in shown})


def test_what_papers_are_called_is_said_in_the_readers_language():
    assert set(papers.titles()) == set(papers.descriptions()) == set(Paper)
    assert papers.titles()[Paper.CASE] == "Direktionssag (Word)"
    with language.speaking("en"):
        assert papers.titles()[Paper.CASE] == "Case for the directorate (Word)"


@pytest.mark.parametrize("paper", Paper)
def test_each_is_made_of_its_facts_and_named(paper, seeded_db):
    facts, entry = facts_for(paper, seeded_db), TABLE[paper]
    assert papers.make(paper, facts).startswith(BEGINS[entry.kind.ending])
    name = papers.file_name(paper, facts)
    assert name.startswith(f"{papers.stem(paper)}-")
    day = "2022-04-04" if entry.of_meeting else "2022-05-01"  # a meeting's own day
    assert name.endswith(f"-{day}.{entry.kind.ending}")


@pytest.mark.parametrize("paper", papers.TEMPLATED)
def test_a_paper_can_be_made_in_the_template_it_came_with(paper, seeded_db):
    template, facts = papers.template_of(paper), facts_for(paper, seeded_db)
    template.check(template.content())
    assert papers.make(paper, facts, template.content()).startswith(b"PK")
