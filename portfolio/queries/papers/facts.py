"""All that a paper can say about a portfolio on a day, gathered once and for any number of
proposals.

Open this when a paper is to say something it does not say yet. Each question is asked once, not
once a proposal: 500 proposals cost as many questions as nine. What hangs on each proposal is
:mod:`portfolio.queries.papers.proposals`.
"""

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import Stage
from portfolio.domain.requests import Request
from portfolio.domain.ties import Tied
from portfolio.queries import filter_choices, filtering, frames
from portfolio.queries.gaps import gaps
from portfolio.queries.meetings import carried_out, decisions
from portfolio.queries.organisations import organisations
from portfolio.queries.overview import figures, trend
from portfolio.queries.own_fields import own_fields
from portfolio.queries.papers import proposals as paper_proposals
from portfolio.queries.papers.shapes import Facts, PaperProposal, Purpose, Row, records
from portfolio.queries.proposals import involvement
from portfolio.queries.requests.requests import of_others, open_requests
from portfolio.queries.strategy import strategy, timeline
from portfolio.store import live
from portfolio.store.schema import agenda_items, citations, sources
from portfolio.store.schema import decisions as decisions_table


def facts(
    connection: Connection, *, filters: filtering.Filters, numbers: tuple[int, ...] = ()
) -> Facts:
    """The portfolio of ``filters`` on its day; only the proposals of ``numbers`` if there are any.

    ``filters.portfolio`` is the code of a portfolio there is.
    """
    code, day = str(filters.portfolio), filters.as_of
    rows = paper_proposals.rows(connection, filters, numbers)
    wanted = {row["number"] for row in rows}
    ties = strategy.relations(connection, as_of=day, portfolio=code, aside=True)
    ties = ties[ties["number"].isin(wanted)]
    dates = _milestones(connection, filters, ties, wanted)
    made = _decisions(connection, filters, wanted)
    open_questions = _gaps(connection, filters, wanted, narrowed=bool(numbers))
    asked = _requests(connection, filters, wanted)
    dress = paper_proposals.Dresser(
        connection, filters, rows, ties, dates, made, open_questions, asked
    )
    items = tuple(dict.fromkeys(made["agenda_item_id"]))
    pursued = {row["number"] for row in rows if row["stage"] != Stage.NOT_PURSUED}
    hanging = ties[ties["number"].isin(pursued)]
    return Facts(
        portfolio=_portfolio(connection, code),
        day=day,
        first_day=trend.first_day(connection, portfolio=code),
        latest_news=figures.latest_news(connection, as_of=day, portfolio=code),
        demo=filter_choices.is_demo(connection),
        narrowed=bool(numbers),
        purposes=_purposes(connection, code, [dress(row) for row in rows]),
        milestones=_pursued(dates, pursued),
        pools=_hung_on(strategy.pools(connection), hanging, "pool"),
        processes=_hung_on(strategy.processes(connection), hanging, "process"),
        decisions=made,
        follow_ups=decisions.follow_ups_of(connection, decisions=tuple(made["id"]), as_of=day),
        gaps=open_questions,
        finances=_finances(connection, items),
        attachments=_attachments(connection, items),
        involvement=involvement.steps(connection, portfolio=code, as_of=day),
        sources=_sources(connection, [row["id"] for row in rows]),
        requests=asked,
        of_others=_of_others(connection, filters, wanted),
        own_fields=own_fields.fields(connection, portfolio=code),
        logo=organisations.logo(connection, portfolio=code),
    )


def _purposes(
    connection: Connection, code: str, papers: list[PaperProposal]
) -> tuple[Purpose, ...]:
    every = filter_choices.purpose_choices(connection, portfolio=code).to_dict("records")
    return tuple(
        Purpose(
            row["number"],
            row["title"],
            row["short_title"],
            tuple(one for one in papers if one.purpose == row["number"]),
        )
        for row in every
    )


def _milestones(
    connection: Connection, filters: filtering.Filters, ties: pd.DataFrame, wanted: set[int]
) -> pd.DataFrame:
    """Those of the proposals, of what they hang on and of the portfolio itself."""
    asked = timeline.Filters(as_of=filters.as_of, portfolio=filters.portfolio, aside=True)
    found = timeline.milestones_on(connection, filters=asked)
    hanging = _numbers(ties)

    def numbers(row: Row) -> tuple[int, ...]:
        if row["belongs"] == "proposal":
            return tuple({row["proposal_number"]} & wanted)
        return tuple(sorted(hanging[row["belongs"], row[f"{row['belongs']}_code"]]))

    found["numbers"] = [
        () if row["belongs"] == "portfolio" else numbers(row) for row in records(found)
    ]
    ours = found["numbers"].map(bool) | (found["belongs"] == "portfolio")
    return found[ours.astype(bool)].reset_index(drop=True)


def _pursued(dates: pd.DataFrame, pursued: set[int]) -> pd.DataFrame:
    """The portfolio's own dates, and those that one of these proposals has; naming only these."""
    found = dates.copy()
    found["numbers"] = [tuple(n for n in some if n in pursued) for some in dates["numbers"]]
    kept = found["numbers"].map(bool) | ~dates["numbers"].map(bool)
    return found[kept.astype(bool)].reset_index(drop=True)


def _decisions(
    connection: Connection, filters: filtering.Filters, wanted: set[int]
) -> pd.DataFrame:
    d, every = decisions_table.c, sa.select(decisions_table.c.id)
    about = decisions.numbers_of(connection, decisions=every, portfolio=filters.portfolio)
    numbers = {key: tuple(n for n in some if n in wanted) for key, some in about.items()}
    ours = [key for key, some in numbers.items() if some]
    pairs = sa.select(d.id, d.agenda_item_id)
    items = {row.id: row.agenda_item_id for row in connection.execute(pairs)}
    made = decisions.decisions_made(connection, as_of=filters.as_of, foremost=True)
    made = made[made["id"].isin(ours)].reset_index(drop=True)
    became = carried_out.carried_out_on(connection, as_of=filters.as_of, ids=tuple(ours))
    made = made.merge(became, on="id", how="left")
    made["numbers"] = [numbers[key] for key in made["id"]]
    made["agenda_item_id"] = [items[key] for key in made["id"]]
    return made


def _gaps(
    connection: Connection, filters: filtering.Filters, wanted: set[int], *, narrowed: bool
) -> pd.DataFrame:
    """Those of the portfolio; where only some proposals are asked for, those about them."""
    asked = gaps.Filters(as_of=filters.as_of, portfolio=str(filters.portfolio), concerns=True)
    known = gaps.gaps_known(connection, filters=asked)
    about = gaps.about(connection, gaps=tuple(known["id"]))
    ours = about[about["subject_table"] == "proposals"][["gap_id", "ref"]].to_numpy()
    numbers = frames.grouped((key, int(ref)) for key, ref in ours if int(ref) in wanted)
    known["numbers"] = [tuple(sorted(numbers[key])) for key in known["id"]]
    about_some = known["numbers"].map(bool).astype(bool)
    return known[about_some].reset_index(drop=True) if narrowed else known


def _requests(
    connection: Connection, filters: filtering.Filters, wanted: set[int]
) -> tuple[Request, ...]:
    """What is open to the directorate about all of the portfolio, or one of the proposals."""
    every = open_requests(
        connection, as_of=filters.as_of, today=filters.today, portfolio=filters.portfolio
    )
    return tuple(
        one
        for one in every
        if one.whole or not one.proposals or wanted & {about.number for about in one.proposals}
    )


def _of_others(
    connection: Connection, filters: filtering.Filters, wanted: set[int]
) -> tuple[Request, ...]:
    """What others are asked about one of the proposals; open questions are told as such."""
    every = of_others(
        connection,
        as_of=filters.as_of,
        today=filters.today,
        portfolio=filters.portfolio,
        is_short=True,
    )
    return tuple(one for one in every if wanted & {about.number for about in one.proposals})


def _hung_on(nouns: pd.DataFrame, ties: pd.DataFrame, kind: str) -> pd.DataFrame:
    if nouns.empty:
        return nouns.assign(numbers=[])
    numbers = _numbers(ties)
    used = nouns[[(kind, code) in numbers for code in nouns["code"]]].reset_index(drop=True)
    used["numbers"] = [tuple(sorted(numbers[kind, code])) for code in used["code"]]
    return used


def _numbers(ties: pd.DataFrame) -> dict[tuple[str, str], tuple[Tied, ...]]:
    """By kind and code, the proposals that hang on it, and how sure each tie is."""
    return frames.grouped(
        ((tie["kind"], tie["code"]), Tied(tie["number"], tie["certainty"])) for tie in records(ties)
    )


def _finances(connection: Connection, items: tuple[str, ...]) -> tuple[Row, ...]:
    a = agenda_items.c
    chosen = sa.select(a.number, a.title, a.finances).where(a.id.in_(items), a.closed == 0)
    return tuple(frames.rows(connection, chosen.order_by(a.number)))


def _attachments(connection: Connection, items: tuple[str, ...]) -> tuple[Row, ...]:
    t, a, m = live.attachments.c, live.agenda_items.c, live.meetings.c
    source = live.attachments.join(live.agenda_items).join(live.meetings)
    chosen = sa.select(a.number.label("item"), m.held_on, t.title).select_from(source)
    ordered = chosen.where(a.id.in_(items)).order_by(m.held_on, a.number, t.position)
    return tuple(frames.rows(connection, ordered))


def _sources(connection: Connection, ids: list[str]) -> tuple[str, ...]:
    about = sa.select(citations.c.source_id).where(
        citations.c.subject_table == "proposals", citations.c.subject_id.in_(ids)
    )
    chosen = sa.select(sources.c.title).where(sources.c.id.in_(about))
    return tuple(connection.execute(chosen.order_by(sources.c.dated)).scalars())


def _portfolio(connection: Connection, code: str) -> Row:
    every = filter_choices.portfolio_rows(connection)
    return next(row for row in every if row["code"] == code)
