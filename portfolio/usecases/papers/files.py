"""Making the file of a paper, for those who see what it shows."""

from portfolio import store
from portfolio.domain.permissions import sees
from portfolio.errors import NotAllowedError
from portfolio.language import N_
from portfolio.queries.meetings.minutes import Minutes
from portfolio.queries.papers.shapes import Facts
from portfolio.reports import papers
from portfolio.reports.papers import Paper
from portfolio.usecases import use_case
from portfolio.usecases.use_case import Who


def make(
    who: Who | None, paper: Paper, facts: Facts | Minutes, template: bytes | None = None
) -> bytes:
    """The paper's file, asked for when it is fetched: a role taken away meanwhile counts.

    Raises NotAllowedError when the reader's role does not see what the paper shows, and
    PortfolioError when the template cannot be used.
    """
    with store.reading() as connection:
        reader = use_case.signed_in(connection, who)
    if not sees(reader.role, papers.TABLE[paper].shows):
        raise NotAllowedError(
            N_("Your role does not open this document. Ask an administrator if you need it.")
        )
    return papers.make(paper, facts, template)
