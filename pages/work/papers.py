"""Papirer: status sheets, the directorate's case, slides and data, from a chosen day."""

from portfolio.language import _
from portfolio.model import Action
from portfolio.queries import papers as questions
from portfolio.queries.filters import Filters
from portfolio.queries.strategy import proposals_on
from portfolio.ui import frame, papers, session, visitor

portfolio = frame.portfolio(_("Papers"))
day = frame.header_with_day(_("Papers"))
visitor.require(Action.READ)
filters = Filters(as_of=day, today=session.today(), portfolio=portfolio["code"])

paper = papers.choose_paper()
known = session.read(proposals_on, as_of=day, portfolio=portfolio["code"])
numbers = papers.choose_proposals(dict(zip(known["number"], known["title"], strict=True)))
template = papers.choose_template(paper)
# Not kept for others: all of a portfolio's words, for every day and choice, would fill the memory.
papers.offer(paper, session.read_now(questions.facts, filters=filters, numbers=numbers), template)
