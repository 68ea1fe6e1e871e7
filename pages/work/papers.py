"""Papirer: status sheets, cases, slides and data of a day; the decision minutes of a meeting."""

from portfolio.language import _
from portfolio.queries.filtering import Filters
from portfolio.queries.meetings import minutes
from portfolio.queries.papers import facts as paper_facts
from portfolio.queries.strategy.strategy import proposals_on
from portfolio.reports import papers
from portfolio.ui import frame, session
from portfolio.ui.papers import page

portfolio = frame.portfolio(_("Documents"))
day = frame.header_with_day(_("Documents"))

paper = page.choose_paper()
# Not kept for others: all of a portfolio's words, for every day and choice, would fill the memory.
if papers.TABLE[paper].of_meeting:
    meeting = page.choose_meeting(day)
    held = session.read_now(minutes.minutes, meeting=meeting, as_of=day) if meeting else None
    if held is not None:
        page.offer(paper, held, page.choose_template(paper))
else:
    filters = Filters(as_of=day, today=session.today(), portfolio=portfolio["code"])
    known = session.read(proposals_on, as_of=day, portfolio=portfolio["code"])
    numbers = page.choose_proposals(dict(zip(known["number"], known["title"], strict=True)))
    template = page.choose_template(paper)
    facts = session.read_now(paper_facts.facts, filters=filters, numbers=numbers)
    page.offer(paper, facts, template)
