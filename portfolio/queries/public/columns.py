"""What of the portfolio is for everybody: the tables, columns and rows that may leave the house.

Open this when a column is new: it is not public by itself, and ``tests/queries/test_public.py``
fails until it is named here, published or withheld. The published file (``publish``) and the API
(:mod:`portfolio.web.api`) read through :func:`table` and can show nothing else.

Withheld on purpose: everybody's names and addresses, who recorded what, remarks written for
colleagues (``note``), of a status the risks, the economy and what is to be decided, which are
preparatory work, everything withdrawn, closed items, and a review until it has been closed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain import proposal_texts
from portfolio.domain.model import PartyRole
from portfolio.store import schema

_DATE = "date_text date_start date_end precision date_inferred"
#: Withheld wherever they stand: the lock, what was set aside, remarks for colleagues.
_NOWHERE = frozenset({"version", "withdrawn_at", "withdrawn_reason", "note"})


@dataclass(frozen=True)
class PublicTable:
    """A published table: its public columns beside ``id``, the others, and which rows."""

    columns: str
    withheld: str = ""
    rows: Callable[[Any], sa.ColumnElement[bool]] = lambda _columns: sa.true()


def _is_signed_off(m: Any) -> sa.ColumnElement[bool]:  # noqa: ANN401 - a table's columns
    """A meeting that is run in the program is a draft until its review is closed; what a workshop
    agreed stays there.
    """
    open_still = sa.select(schema.reviews.c.meeting_id).where(schema.reviews.c.closed_at.is_(None))
    held = schema.workshops.c.meeting_id
    agreed = sa.select(held).where(held.is_not(None))
    return sa.and_(m.id.not_in(open_still), m.id.not_in(agreed))


def _belongs_somewhere(m: Any) -> sa.ColumnElement[bool]:  # noqa: ANN401
    owners = ("portfolios", "proposals", "strategy_processes", "funding_pools")
    columns = (m.portfolio_id, m.proposal_id, m.process_id, m.pool_id)
    return sa.or_(*(c.in_(_ids(owner)) for c, owner in zip(columns, owners, strict=True)))


def _is_about_something_public(c: Any) -> sa.ColumnElement[bool]:  # noqa: ANN401
    return sa.or_(
        *(
            sa.and_(
                c.subject_table == name, c.subject_id.in_(_ids(name)), *_field_is_public(c, name)
            )
            for name in PUBLISHED
            if name not in _ABOUT_OTHERS
        )
    )


def _field_is_public(c: Any, name: str) -> list[sa.ColumnElement[bool]]:  # noqa: ANN401
    # A citation names the noun, not its column: "date", "party".
    return [sa.func.coalesce(c.field, "").not_in(sorted(withheld(name)))] if "field" in c else []


#: In the order in which they can be filled.
PUBLISHED: dict[str, PublicTable] = {
    "portfolios": PublicTable(
        "code title description municipality introduced_on position grouping", withheld="demands"
    ),
    "purposes": PublicTable("portfolio_id number title short_title description"),
    "parties": PublicTable(
        "code name full_name name_confirmed kind", withheld="contact_name contact_email"
    ),
    "places": PublicTable("code name kind"),
    "target_groups": PublicTable("code name"),
    "proposals": PublicTable(
        f"portfolio_id purpose_id number title short_title {' '.join(proposal_texts.PUBLIC)}"
        " introduced_on stage rag percent status_on set_aside_reason",
        withheld=" ".join(("status_seq search_text", *proposal_texts.WITHHELD)),
    ),
    "own_fields": PublicTable(
        "portfolio_id code name kind choices position in_lists",
        withheld="public",
        rows=lambda c: c.public == 1,
    ),
    "own_values": PublicTable(
        "field_id proposal_id value number_value date_start date_end precision date_inferred",
        withheld="sort_text",
        rows=lambda c: c.value.is_not(None),
    ),
    "proposal_parties": PublicTable(
        "proposal_id party_id role state",
        withheld="state_seq",
        # Before it was asked, a party that no source names had nothing to do with the proposal.
        rows=lambda c: sa.or_(c.role != PartyRole.ADDED, c.state.is_not(None)),
    ),
    "proposal_places": PublicTable("proposal_id place_id role"),
    "proposal_target_groups": PublicTable("proposal_id target_group_id"),
    "status_updates": PublicTable(
        "proposal_id seq reported_on stage rag percent happened next_step next_step_date_text"
        " next_step_date_start next_step_date_end next_step_precision reason stage_reason"
        " unchanged",
        withheld="recorded_at author origin round_id risks economy decision_needed",
    ),
    "proposal_successions": PublicTable(
        "proposal_id kind successor_id reason happened_on", withheld="recorded_at recorded_by"
    ),
    "strategy_processes": PublicTable("code title kind summary owner_party_id"),
    "process_windows": PublicTable(f"process_id title {_DATE}"),
    "proposal_processes": PublicTable("proposal_id process_id relation"),
    "funding_pools": PublicTable(
        "code title kind summary administrator_party_id total_amount earmarked_amount"
        " earmarked_for recipients co_financing_share co_financing_base granted_amount"
        " min_inhabitants max_inhabitants"
    ),
    "pool_conditions": PublicTable("pool_id position kind requirement fulfilment"),
    "proposal_pools": PublicTable("proposal_id pool_id relation"),
    "milestones": PublicTable(
        f"code title kind portfolio_id proposal_id process_id pool_id {_DATE} known_from"
        " law_dependent promised binds_to outcome outcome_on",
        withheld="outcome_note",
        rows=_belongs_somewhere,
    ),
    "meetings": PublicTable("body_party_id title held_on starts_at place", rows=_is_signed_off),
    "agenda_items": PublicTable(
        "meeting_id number title case_number summary finances",
        withheld="closed",
        rows=lambda c: c.closed == 0,
    ),
    "attachments": PublicTable("agenda_item_id position title"),
    "decisions": PublicTable(
        "agenda_item_id number decided_on recommendation decision difference outcome differs"
        " review_on deviation carried_out carried_out_on",
        withheld="question carried_out_note",
    ),
    "decision_proposals": PublicTable("decision_id proposal_id"),
    "follow_ups": PublicTable(
        f"decision_id title responsible_party_id {_DATE} promised status closed_on",
        withheld="state_note step_id",
    ),
    "involvement_steps": PublicTable(
        "portfolio_id proposal_id position party_id role state happened_on planned_date_text"
        " planned_date_start planned_date_end planned_precision planned_date_inferred",
        withheld="state_note",
    ),
    "gaps": PublicTable(
        "portfolio_id code kind question explanation answerer_party_id blocks raised_on status"
        " answer answered_on topic"
    ),
    "gap_subjects": PublicTable("gap_id subject_table subject_id", rows=_is_about_something_public),
    "sources": PublicTable("code title kind dated meeting_id line_count sha256"),
    "citations": PublicTable(
        "source_id subject_table subject_id field item line_from line_to certainty",
        withheld="claims",
        rows=_is_about_something_public,
    ),
}
_ABOUT_OTHERS = ("gap_subjects", "citations", "sources")

#: Tables that never leave the house, and why.
WITHHELD: dict[str, str] = {
    name: why
    for why, names in {
        "people": "users user_parties invitations web_sessions sign_in_attempts calendar_tokens"
        " answer_links api_tokens reminders follows meeting_participants",
        "the program's own": "change_log revisions settings aliases organisations",
        "work between colleagues": "comments documents field_sources paper_templates"
        " responsibility_events pool_applications parkings requests request_answers"
        " decision_effects follow_up_moves",
        "drafts and preparation": "status_rounds round_answers round_snapshots reviews"
        " review_items review_snapshots list_imports list_rows",
        "what was said in a workshop stays there": "workshops workshop_facilitators"
        " workshop_proposals workshop_steps workshop_events workshop_roster participants"
        " pseudonyms criteria scores dots step_results notes note_clusters note_supports"
        " minutes_readings minutes_finds",
    }.items()
    for name in names.split()
}


def withheld(name: str) -> frozenset[str]:
    """The columns of a published table that stay here."""
    return _NOWHERE | frozenset(PUBLISHED[name].withheld.split())


@cache
def table(name: str) -> sa.Subquery:
    """The public rows and columns of a table; what refers to a row that is not public is empty,
    and a row that cannot do without is left out."""
    kept, tests = schema.metadata.tables[name], list[sa.ColumnElement[bool]]()
    columns: list[sa.ColumnElement[Any]] = []
    if "withdrawn_at" in kept.c:
        tests.append(kept.c.withdrawn_at.is_(None))
    for column_name in ("id", *PUBLISHED[name].columns.split()):
        column = kept.c[column_name]
        target = refers_to(name, column_name)
        if target is None:
            columns.append(column)
        elif column.nullable:
            columns.append(sa.case((column.in_(_ids(target)), column)).label(column_name))
        else:
            columns.append(column)
            tests.append(column.in_(_ids(target)))
    chosen = sa.select(*columns).where(PUBLISHED[name].rows(kept.c), *tests)
    return chosen.subquery(f"public_{name}")


def refers_to(name: str, column: str) -> str | None:
    """The table whose id the column holds; None for a column of the row's own."""
    keys = list(schema.metadata.tables[name].c[column].foreign_keys)
    return keys[0].column.table.name if keys else None


def columns(name: str) -> dict[str, type]:
    """The public columns of a table and what each holds: ``str``, ``int`` or ``float``."""
    kept = schema.metadata.tables[name]
    return {column.name: kept.c[column.name].type.python_type for column in table(name).c}


def rows(connection: Connection, name: str) -> Iterator[dict[str, Any]]:
    """All public rows of a table, in the order in which they were made."""
    chosen = sa.select(table(name)).order_by(table(name).c.id)
    for row in connection.execute(chosen).mappings():
        yield dict(row)


def _ids(name: str) -> sa.Select[Any]:
    return sa.select(table(name).c.id)
