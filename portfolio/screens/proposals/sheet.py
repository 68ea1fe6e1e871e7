"""A proposal's sheet as one fragment: its answers, and what the template is given of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from portfolio.domain.model import RESTING
from portfolio.domain.requests import Request
from portfolio.language import _
from portfolio.queries.documents import documents
from portfolio.queries.filtering import Filters
from portfolio.queries.gaps import gaps
from portfolio.queries.meetings import decisions
from portfolio.queries.proposals import comments, involvement, parking, proposals, succession
from portfolio.queries.proposals.proposals import Belongings, Proposal
from portfolio.queries.proposals.succession import Trail
from portfolio.queries.requests.effects import Effect, effects_of
from portfolio.queries.requests.requests import of_others, open_requests
from portfolio.queries.rounds import rounds
from portfolio.queries.strategy import strategy, timeline
from portfolio.queries.workshops.outcomes import outcomes_of_proposal
from portfolio.reports.requests import effects
from portfolio.screens import drawing, sources
from portfolio.screens.documents.documents import listed
from portfolio.screens.drawing import Link, Read, To, rows
from portfolio.screens.gaps.questions import question
from portfolio.screens.proposals import about, chain, now, record, side, times

PAGE = "forslag"
#: An A4 has room for so many dates, decisions and questions each; how many more, it says.
ON_PAPER = 3
Row = dict[Any, Any]
Rows = Sequence[Row]


@dataclass(frozen=True, kw_only=True, eq=False)
class Facts:
    """The answers that the sheet tells, on a day. Kept and compared as one thing."""

    filters: Filters
    proposal: Proposal
    belongings: Belongings
    parked: Row | None
    windows: Rows  # of all processes, those that open first first
    trail: Trail
    requests: tuple[Request, ...]  # what is open about it, to the directorate first
    made: Rows  # decisions, with ``mine``: its number, and how sure it is that it concerns it
    follow_ups: Rows
    effects: Mapping[str, tuple[Effect, ...]]
    milestones: Rows
    gaps: Rows
    applications: Rows
    # What stands below the sheet, and where all of it is from: None of it on paper.
    chain: Rows = ()
    workshops: Rows = ()
    silences: Rows = ()
    documents: Rows = ()
    comments: Rows = ()
    cited: tuple[sources.Cited, ...] = ()


def of(connection: Any, *, filters: Filters, number: int) -> Facts | None:  # noqa: ANN401 - the store's
    """All of it as one answer, which is then kept as one."""
    return ask(drawing.reader(connection), filters, number)


def ask(read: Read, filters: Filters, number: int) -> Facts | None:
    """Everything the sheet is made of; None where there is no such proposal on the day."""
    proposal = read(proposals.proposal, filters=filters, number=number)
    if proposal is None:
        return None
    code, day, id = filters.portfolio, filters.as_of, proposal.facts["id"]
    found = read(proposals.belongings, filters=filters, ids=(id,))[id]
    dates = timeline.Filters(as_of=day, portfolio=code, proposal=number)
    told: dict[str, Rows] = {
        "windows": rows(read(parking.windows_ahead, as_of=day)),
        "milestones": rows(read(timeline.milestones_on, filters=dates)),
        "gaps": rows(
            read(
                gaps.gaps_known,
                filters=gaps.Filters(as_of=day, portfolio=code or "", proposal=number),
            )
        ),
        "applications": rows(read(strategy.applications, ids=(id,), as_of=day)[id]),
        **_decided(read, filters, number),
        **_recorded(read, filters, number, id),
    }
    parked = rows(read(parking.parkings_on, as_of=day, proposal_id=id))
    return Facts(
        filters=filters,
        proposal=proposal,
        belongings=found,
        parked=parked[0] if parked else None,
        trail=read(succession.trails, as_of=day, ids=(id,))[id],
        requests=_requests(read, filters, id),
        effects=read(effects_of, decisions=tuple(row["id"] for row in told["made"])),
        cited=_cited(read, id, found, told),
        **told,
    )


def _recorded(read: Read, filters: Filters, number: int, id: str) -> dict[str, Rows]:
    code, day = filters.portfolio, filters.as_of
    now_only = None if filters.is_current else day
    return {
        "chain": read(involvement.chain, portfolio=code, as_of=day, proposal_id=id),
        "workshops": rows(
            read(outcomes_of_proposal, as_of=day, portfolio=code or "", proposal=number)
        ),
        "silences": rows(read(rounds.silences, proposal_id=id, as_of=now_only)),
        "documents": rows(
            read(documents.documents_on, subject_table="proposals", subject_id=id, as_of=now_only)
        ),
        "comments": rows(read(comments.comments_on, filters=filters, proposal_id=id)),
    }


def _decided(read: Read, filters: Filters, number: int) -> dict[str, Rows]:
    code, day = filters.portfolio, filters.as_of
    made = read(decisions.decisions_made, as_of=day, portfolio=code, proposal=number)
    ids = tuple(made["id"])
    about_all = read(decisions.numbers_of, decisions=ids, portfolio=code)
    return {
        "made": [
            {**row, "mine": next(n for n in about_all[row["id"]] if n == number)}
            for row in rows(made)
        ],
        "follow_ups": rows(read(decisions.follow_ups_of, decisions=ids, as_of=day)),
    }


def _requests(read: Read, filters: Filters, id: str) -> tuple[Request, ...]:
    """What is open about it alone or with some; what concerns all stands on the lists."""
    asked = {"as_of": filters.as_of, "today": filters.today, "portfolio": filters.portfolio}
    every = [
        *read(open_requests, body=None, **asked),
        *read(of_others, is_short=True, **asked),
    ]
    return about_it(every, id)


def about_it(some: Iterable[Request], id: str) -> tuple[Request, ...]:
    """Those about the proposal, alone or with others; not about all there are."""
    return tuple(
        one for one in some if not one.whole and id in {about.id for about in one.proposals}
    )


def _cited(
    read: Read, id: str, found: Belongings, told: Mapping[str, Rows]
) -> tuple[sources.Cited, ...]:
    ids: dict[str, Iterable[object]] = {
        "proposals": [id],
        "proposal_parties": found.parties["id"],
        "proposal_places": found.places["id"],
        "proposal_target_groups": found.target_groups["id"],
        "proposal_processes": found.processes["id"],
        "proposal_pools": found.pools["id"],
        "involvement_steps": [row["id"] for row in told["chain"]],
        "decisions": [row["id"] for row in told["made"]],
        "follow_ups": [row["id"] for row in told["follow_ups"]],
        "milestones": [row["id"] for row in told["milestones"]],
        "gaps": [row["id"] for row in told["gaps"]],
    }
    return tuple(sources.cited(read, table, some) for table, some in ids.items())


def title(facts: Facts) -> str:
    """What the page is called: its number and title."""
    own = facts.proposal.facts
    return f"{own['number']} {own['title']}"


def takes_status(facts: Facts) -> bool:
    """Whether whoever answers for it may give it a status: today, and while it goes on."""
    return facts.filters.is_current and facts.proposal.facts["stage"] not in RESTING


def head(facts: Facts, to: To, shows_sources: bool) -> Markup:
    """Its purpose and places, the ways to its neighbours and to all, and to its sources."""
    proposal = facts.proposal
    near = [(proposal.previous, "← {n}"), (proposal.following, "{n} →")]
    before, after = (
        Link(words.format(n=n), to(PAGE, nr=n)) if n is not None else None for n, words in near
    )
    return drawing.draw(
        "proposal_head.html",
        sources=sources.switch(to, PAGE, {"nr": proposal.facts["number"]}, shows_sources),
        before=before,
        after=after,
        every=Link(_("All proposals"), to(PAGE)),
        purpose=proposal.facts["purpose_title"],
        places=about.places(facts.belongings, to),
    )


def draw(facts: Facts, to: To, shows_sources: bool, files: bool, on_paper: bool = False) -> Markup:
    """The sheet. ``files``: whether the reader fetches files by their links."""
    number = facts.proposal.facts["number"]
    marks = sources.Marks(facts.cited, to, PAGE, {"nr": number})
    return drawing.draw(
        "proposal.html",
        shows_sources=shows_sources,
        to=to,
        number=number,
        now=now.now(facts, to),
        side=side.side(facts, marks, to),
        about=about.about(facts, marks, to),
        decided=record.decisions(facts),
        said=effects.said,
        marks=marks,
        workshops=record.workshops(facts.workshops, to),
        times=times.times(facts.milestones, marks, to),
        questions=tuple(question(row, marks, to) for row in facts.gaps),
        steps=chain.steps(facts.chain, marks),
        whose=chain.whose(facts.chain),
        record=None if on_paper else record.record(facts),
        most=ON_PAPER if on_paper else None,
        documents=listed(facts.documents, to) if files else (),
        comments=record.comments(facts.comments),
    )
