"""One pool or one process in full: what it is, its money or periods, its proposals, its dates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from markupsafe import Markup

from portfolio import labels, language
from portfolio.language import _, ngettext
from portfolio.queries.proposals import parking
from portfolio.queries.sources import other_names
from portfolio.queries.strategy import strategy, timeline
from portfolio.reports import dated
from portfolio.screens import drawing, sources
from portfolio.screens.drawing import Link, To, rows
from portfolio.screens.proposals import times
from portfolio.screens.proposals.record import Line
from portfolio.screens.proposals.side import Named
from portfolio.screens.sources import Marks
from portfolio.screens.strategy import hanging, money, ties, waiting

#: Where pools and processes are kept.
TABLES = {"pool": "funding_pools", "process": "strategy_processes"}
#: It names at most this many of its proposals.
_NAMED = 50
Row = dict[Any, Any]


@dataclass(frozen=True, kw_only=True, eq=False)
class Facts:
    """The answers that the page tells, on a day. Kept and compared as one thing."""

    kind: str  # pool or process
    day: date
    noun: Row
    names: Sequence[str]
    relations: Sequence[Row]
    milestones: Sequence[Row]
    conditions: Sequence[Row]
    windows: Sequence[Row]
    parked: Sequence[Row]
    gaps: Sequence[Row]
    cited: tuple[sources.Cited, ...]


def of(
    connection: Any,  # noqa: ANN401 - the store's
    *,
    kind: str,
    code: str,
    as_of: date,
    portfolio: str,
) -> Facts | None:
    """All of it as one answer; None where there is none of that code."""
    read = drawing.reader(connection)
    found = rows(read(_LISTED[kind], code=code))
    if not found:
        return None
    noun = found[0]
    scope: dict[str, Any] = {"as_of": as_of, "portfolio": portfolio}
    every = rows(read(strategy.relations, **scope))
    told: dict[str, Sequence[Row]] = {
        "relations": [one for one in every if (one["kind"], one["code"]) == (kind, code)],
        "milestones": rows(
            read(timeline.milestones_on, filters=timeline.Filters(**scope | {kind: code}))
        ),
        "conditions": rows(read(strategy.conditions, pool=code)) if kind == "pool" else [],
        "windows": [],
        "parked": [],
    }
    if kind == "process":
        parked = rows(read(parking.parkings_on, **scope))
        told["windows"] = rows(read(strategy.windows, as_of=as_of, process=code))
        told["parked"] = [row for row in parked if row["process"] == code]
    proved = {
        TABLES[kind]: [noun],
        hanging.LINKS[kind]: told["relations"][:_NAMED],
        "milestones": told["milestones"],
        "pool_conditions": told["conditions"],
        "process_windows": told["windows"],
    }
    return Facts(
        kind=kind,
        day=as_of,
        noun=noun,
        names=read(other_names, table=TABLES[kind], ids=(noun["id"],))[noun["id"]],
        gaps=rows(read(strategy.open_gaps, kind=kind, id=noun["id"], as_of=as_of)),
        cited=tuple(
            sources.cited(read, table, [row["id"] for row in some])
            for table, some in proved.items()
            if some
        ),
        **told,
    )


_LISTED = {"pool": strategy.pools, "process": strategy.processes}


def draw(facts: Facts, to: To, shows_sources: bool, may_edit: bool) -> Markup:
    """The page below its heading."""
    noun, kind = facts.noun, facts.kind
    asked = {hanging.PARAMETERS[kind]: noun["code"]}
    marks = Marks(facts.cited, to, hanging.PAGE, asked)
    return drawing.draw(
        "strategy_one.html",
        to=to,
        shows_sources=shows_sources,
        ways=_ways(facts, asked, to, shows_sources, may_edit),
        kind=_kind(facts, marks),
        texts=tuple(Line(noun[f] or "", "", marks.of(noun["id"], f)) for f in ("summary", "note")),
        facts=_pool(noun, marks) if kind == "pool" else _process(noun, marks),
        proposals=tuple(_proposal(row, marks, to) for row in facts.relations[:_NAMED]),
        more=_more(len(facts.relations) - _NAMED),
        is_pool=kind == "pool",
        periods=_periods(facts, marks, to, may_edit),
        lost=_lost(facts, to),
        conditions=tuple(_condition(row, marks) for row in facts.conditions),
        times=times.times(facts.milestones, marks, to, of=kind),
        questions=tuple(
            (Link(row["question"], to("huller", hul=row["code"])), row["blocks"] or "")
            for row in facts.gaps
        ),
    )


def _ways(
    facts: Facts, asked: dict[str, str], to: To, shows_sources: bool, may_edit: bool
) -> tuple[Link, ...]:
    noun = facts.noun
    ways = [
        Link(_("← All pools and processes"), to(hanging.PAGE)),
        sources.switch(to, hanging.PAGE, asked, shows_sources),
    ]
    if noun.get("co_financing_share") is not None:
        ways.append(Link(_("Calculate on the pool"), to("beregner", pulje=noun["code"])))
    if may_edit and facts.kind == "process":
        begun = {"slags": "process_windows", "id": "ny", "process_id": noun["id"]}
        ways.append(Link(_("Add a period of a process"), to("indhold", **begun)))
    if may_edit:
        ways.append(Link(_("Edit"), to("indhold", slags=TABLES[facts.kind], id=noun["id"])))
    return tuple(ways)


def _kind(facts: Facts, marks: Marks) -> Line:
    noun = facts.noun
    word = labels.label(f"{facts.kind}_kind", noun["kind"])
    called = _("also called {names}", names=", ".join(facts.names)) if facts.names else ""
    return Line(word, called, marks.of(noun["id"], "title", None))


def _pool(pool: Row, marks: Marks) -> tuple[tuple[str, Line], ...]:
    """Under its heading what is said of it; what the source does not say is said."""

    def told(field: str, words: str, source: str = "") -> Line:
        return money.figure(pool, source or field, words, marks) if words else _not_stated()

    facts = [(_("Amount"), told("total_amount", money.words(pool["total_amount"])))]
    if pool["earmarked_amount"] is not None:
        words = money.words(pool["earmarked_amount"])
        if pool["earmarked_for"]:
            words = _("{amount} for {purpose}", amount=words, purpose=pool["earmarked_for"])
        facts.append((_("Of which earmarked"), told("earmarked_amount", words)))
    if pool["recipients"] is not None:
        words = language.number(pool["recipients"])
        facts.append((_("Recipients"), told("recipients", words)))
    if pool["co_financing_share"] is not None:
        words = language.share(pool["co_financing_share"])
        facts += [
            (_("The municipality's share"), told("co_financing_share", words)),
            (
                _("The share is calculated from"),
                told("co_financing_base", pool["co_financing_base"] or ""),
            ),
        ]
    if pool["min_inhabitants"] is not None and pool["max_inhabitants"] is not None:
        low, high = map(language.number, (pool["min_inhabitants"], pool["max_inhabitants"]))
        words = _("{low} to {high} inhabitants", low=low, high=high)
        facts.append((_("Size of town"), told("min_inhabitants", words)))
    if pool["kind"] != "budget":
        facts.append((_("Granted"), _granted(pool, marks)))
    who = told("", pool["administrator"] or "", "administrator_party")
    return (*facts, (_("Administered by"), who))


def _granted(pool: Row, marks: Marks) -> Line:
    if pool["granted_amount"] is None:
        return Line("", _("No grant is recorded."), ())
    words = language.amount(pool["granted_amount"])
    return money.figure(pool, "granted_amount", words, marks)


def _not_stated() -> Line:
    return Line("", _("Not stated in the minutes"), ())


def _process(process: Row, marks: Marks) -> tuple[tuple[str, Line], ...]:
    return ((_("Responsible"), ties.owner(process, marks)),)


def _proposal(tie: Row, marks: Marks, to: To) -> Named:
    how = labels.hedged(labels.label("relation", tie["relation"]), tie["certainty"])
    name, way = f"{tie['number']} {tie['proposal']}", to("forslag", nr=tie["number"])
    return Named(name, how, tie["note"] or "", marks.of(tie["id"]), way)


def _more(left: int) -> str:
    return ngettext("{n} more", "{n} more", left) if left > 0 else ""


def _condition(row: Row, marks: Marks) -> Line:
    about = (
        labels.label("condition_kind", row["kind"]),
        labels.label("fulfilment", row["fulfilment"]),
        row["note"],
    )
    return Line(row["requirement"], " · ".join(filter(None, about)), marks.of(row["id"]))


class Period(NamedTuple):
    """A period of a process: its days and title, how far it is, and what waits for it."""

    named: Named
    when: str
    waits: tuple[tuple[Link, str], ...]


def _periods(facts: Facts, marks: Marks, to: To, may_edit: bool) -> tuple[Period, ...]:
    def period(row: Row) -> Period:
        way = to("indhold", slags="process_windows", id=row["id"]) if may_edit else ""
        state = labels.label("window_state", row["state"])
        named = Named(row["title"], state, row["note"] or "", marks.of(row["id"], "date"), way)
        waits = [one for one in facts.parked if one["window_id"] == row["id"]]
        return Period(named, dated.of(row), waiting.proposals(waits, to))

    return tuple(map(period, facts.windows))


def _lost(facts: Facts, to: To) -> tuple[tuple[Link, str], ...]:
    """What waits for a period that is out of use."""
    known = {row["id"] for row in facts.windows}
    return waiting.proposals([row for row in facts.parked if row["window_id"] not in known], to)
