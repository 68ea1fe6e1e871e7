"""What hangs on a proposal of a list: its centres, its dates, its amounts, and where it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from portfolio import fuzzy
from portfolio.domain.lists.difference import Find
from portfolio.domain.lists.fields import AMOUNTS, DATES, Field
from portfolio.domain.model import ApplicationState, Certainty, PartyRole, Stage
from portfolio.domain.status import DONE
from portfolio.fuzzy import NO_DATE
from portfolio.queries.lists.here import KINDS, Here
from portfolio.usecases import use_case
from portfolio.usecases.lists.batch import Batch, Trace


@dataclass(frozen=True)
class Context:
    """What all rows of a list share."""

    source_id: str
    sheet: str
    parties: Mapping[str, str]  # ids by the name of a centre
    pool_id: str | None
    titles: Mapping[Field, str]  # of milestones
    is_agreed: bool  # the deadlines
    day: date
    at: str


def tie_parties(
    batch: Batch, trace: Trace, context: Context, proposal_id: str, names: Sequence[str]
) -> None:
    """The centres of a new proposal: told by whoever brought the list, and asked by nobody."""
    for name in names:
        party = context.parties[name]
        row = {"proposal_id": proposal_id, "party_id": party, "role": PartyRole.TOLD}
        batch.add(trace, "proposal_parties", (proposal_id, party), row)


def put_dates(
    batch: Batch,
    trace: Trace,
    context: Context,
    proposal_id: str,
    find: Find,
    here: Here | None,
    fields: Sequence[Field],
) -> None:
    """Each date as the milestone of its column: made, moved, or taken out of use when emptied."""
    for name in DATES:
        if name not in fields:
            continue
        read = find.entry.said(name)
        columns = read.columns() if isinstance(read, fuzzy.Reading) else dict(NO_DATE)
        known = here.milestones.get(name) if here else None
        if known is not None:
            old = {**dict.fromkeys([*columns, *use_case.IN_USE]), **_old_date(here, name)}
            after = columns if read else use_case.out_of_use(None) | {"withdrawn_at": context.at}
            batch.change(trace, "milestones", known, old, after)
        elif read is not None:
            key = batch.keys["milestones", (proposal_id, name)]
            row = {
                "code": f"liste-{key}",
                # Of which proposal, wherever dates of many stand together.
                "title": f"{context.titles[name]}: {find.entry.title}",
                "kind": KINDS[name],
                "proposal_id": proposal_id,
                "known_from": context.day.isoformat(),
                # Only what was agreed can be overdue, and a list says by its heading what was.
                "promised": int(
                    context.is_agreed and name is Field.DEADLINE and not _is_over(find)
                ),
                **columns,
            }
            batch.add(trace, "milestones", (proposal_id, name), row)


def _is_over(find: Find) -> bool:
    return find.entry.said(Field.STAGE) in (*DONE, Stage.NOT_PURSUED)


def _old_date(here: Here | None, name: Field) -> dict[str, Any]:
    return dict(here.dates.get(name, {})) if here else {}


def put_amounts(
    batch: Batch,
    trace: Trace,
    context: Context,
    proposal_id: str,
    find: Find,
    here: Here | None,
    fields: Sequence[Field],
) -> None:
    """What is granted, asked and our own, as one application to the list's own budget."""
    touched = [name for name in AMOUNTS if name in fields]
    if not touched or context.pool_id is None:
        return
    known = here.applications.get(context.pool_id) if here else None
    said = {str(name): find.entry.said(name) for name in touched}
    if known is None:
        if any(value is not None for value in said.values()):
            row = {"proposal_id": proposal_id, "pool_id": context.pool_id, **said}
            batch.add(trace, "pool_applications", proposal_id, row | {"state": _state(said)})
        return
    old = {str(name): here.values.get(name) for name in AMOUNTS} if here else {}
    before = {name: old[name] for name in said} | {"state": _state(old)}
    batch.change(
        trace, "pool_applications", known, before, said | {"state": _state({**old, **said})}
    )


def _state(said: Mapping[str, Any]) -> ApplicationState:
    """Nothing is granted but what the list says is; what is only asked for has been sent."""
    if said.get(Field.GRANTED) is not None:
        return ApplicationState.GRANTED
    return ApplicationState.SUBMITTED if said.get(Field.ASKED) else ApplicationState.PREPARING


def cite(batch: Batch, trace: Trace, context: Context, proposal_id: str, line: int) -> None:
    """The row of the list is where it stands."""
    row = {
        "source_id": context.source_id,
        "subject_table": "proposals",
        "subject_id": proposal_id,
        "line_from": line,
        "line_to": line,
        "certainty": Certainty.STATED,
        "note": context.sheet,
    }
    batch.add(trace, "citations", (proposal_id, context.source_id), row)
