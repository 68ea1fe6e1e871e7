"""Ballots to print, for participants without a phone: a page each, with a number of its own."""

from typing import Any

from portfolio import language
from portfolio.language import _
from portfolio.queries.workshops.facts import Facts
from portfolio.reports.papers.typesetter import typeset
from portfolio.reports.workshops import phrases

MOST = 60


def pdf(facts: Facts, first: int, count: int) -> bytes:
    """So many ballots, numbered from ``first``."""
    with language.speaking(language.vocabulary().papers):
        return typeset("stemmeseddel.typ", in_words(facts, first, min(count, MOST)))


def in_words(facts: Facts, first: int, count: int) -> dict[str, Any]:
    """All that the ballots say."""
    title = _("Ballot")
    return {
        "spoken": language.tag().split("-"),
        "document": f"{title}: {facts.workshop.title}, {phrases.day(facts)}",
        "title": facts.workshop.title,
        "day": phrases.day(facts),
        "how": _(
            "Put a cross at one figure for each proposal on each criterion; leave out what you do"
            " not want to score. Give the ballot to the facilitator, who types it in."
        ),
        "dots": _("Dots: you have {n} in all", n=facts.workshop.dots),
        "proposal": _("Proposal"),
        "ballots": [_("Ballot {n}", n=number) for number in range(first, first + count)],
        "criteria": [{"title": one.title, "words": list(one.words)} for one in facts.criteria],
        "proposals": [{"number": one.number, "title": one.title} for one in facts.proposals],
    }
