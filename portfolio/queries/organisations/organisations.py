"""Whose a portfolio is: its name, logo and words, and what its forms begin with."""

from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import store
from portfolio.store import bilag
from portfolio.store.schema import citations, organisations, portfolios, proposals, sources
from portfolio.vocabulary import packed
from portfolio.vocabulary.nouns import KINDS, PLAIN, THEME, Vocabulary, vocabulary

#: The kind of source that a fact's own words are quoted from.
_MINUTES = "minutes"


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """As it is kept; the settings nobody has made are empty. ``vocabulary`` is made of them all.

    ``id`` is None until something has been set. ``logo`` is the SHA-256 of its bytes.
    """

    id: str | None = None
    name: str = ""
    kind: str = "municipality"
    product: str | None = None
    words: str | None = None
    names: str | None = None
    logo: str | None = None
    logo_type: str | None = None
    body_party_id: str | None = None
    meeting_title: str | None = None
    meeting_time: str | None = None
    meeting_minutes: int | None = None
    paper_language: str | None = None
    version: int = 1
    vocabulary: Vocabulary = PLAIN


def organisation(connection: Connection, *, portfolio: str | None = None) -> Organisation:
    """Whose a portfolio is, by its code; without one, whose the first is."""
    p, o = portfolios.c, organisations.c
    chosen = sa.select(
        p.id.label("portfolio_id"), p.municipality, p.grouping, organisations
    ).select_from(portfolios.outerjoin(organisations, o.name == p.municipality))
    if portfolio is not None:
        chosen = chosen.where(p.code == portfolio)
    row = connection.execute(chosen.order_by(p.position, p.title, p.code).limit(1)).first()
    if row is None:
        return Organisation()
    spoken = _vocabulary(row, _is_in_minutes(connection, row.portfolio_id))
    if row.id is None:
        return Organisation(name=row.municipality, vocabulary=spoken)
    return Organisation(
        id=row.id,
        name=row.name,
        kind=row.kind,
        product=row.product,
        words=row.words,
        names=row.names,
        logo=row.logo_sha256,
        logo_type=row.logo_type,
        body_party_id=row.body_party_id,
        meeting_title=row.meeting_title,
        meeting_time=row.meeting_time,
        meeting_minutes=row.meeting_minutes,
        paper_language=row.paper_language,
        version=row.version,
        vocabulary=spoken,
    )


def vocabulary_of(connection: Connection, *, portfolio: str | None = None) -> Vocabulary:
    """The words of a portfolio, by its code; of the first where there is none or no such."""
    found = organisation(connection, portfolio=portfolio)
    known = found.name or portfolio is None
    return (found if known else organisation(connection)).vocabulary


def whose(connection: Connection) -> tuple[tuple[str, str], ...]:
    """Code and organisation of each portfolio, where there is more than one organisation."""
    p = portfolios.c
    rows = [tuple(row) for row in connection.execute(sa.select(p.code, p.municipality))]
    return tuple(sorted(rows)) if len({name for _code, name in rows}) > 1 else ()


def logo(connection: Connection, *, portfolio: str | None = None) -> bytes | None:
    """The picture of a portfolio's organisation, of the first's without one.

    None where there is none, or its bytes are lost.
    """
    kept = organisation(connection, portfolio=portfolio).logo
    try:
        return None if kept is None else bilag.read(store.url(), kept)
    except bilag.BytesLostError:
        return None


def is_logo(connection: Connection, *, sha256: str) -> bool:
    """Whether it is the logo of somebody here."""
    o = organisations.c
    found = sa.select(o.id).where(o.logo_sha256 == sha256)
    return connection.execute(found.limit(1)).first() is not None


def made_of(
    words: str | None,
    names: str | None,
    *,
    kind: str = "municipality",
    product: str | None = None,
    grouping: str = "purpose",
    in_minutes: bool = True,
    papers: str = "da",
    logo: str = "",
) -> Vocabulary:
    """The vocabulary of settings as they are kept."""
    typed = packed.words(words)
    terms = {code: packed.term(code, noun) for code, noun in typed.items()}
    if grouping == "theme":
        terms["purpose"] = THEME
    terms["municipality"] = KINDS.get(kind, KINDS["organisation"])
    own = packed.names(names)
    spoken = vocabulary(terms, product or "", in_minutes=in_minutes, names=own)
    return replace(spoken, papers=papers, logo=logo)


def _vocabulary(row: sa.Row[tuple[object, ...]], in_minutes: bool) -> Vocabulary:
    return made_of(
        row.words,
        row.names,
        kind=row.kind or "municipality",
        product=row.product,
        grouping=row.grouping,
        in_minutes=in_minutes,
        papers=row.paper_language or "da",
        logo=row.logo_sha256 or "",
    )


def _is_in_minutes(connection: Connection, portfolio_id: str) -> bool:
    """Whether anything that is known of the portfolio is quoted from minutes."""
    c, p = citations.c, proposals.c
    mine = sa.select(p.id).where(p.portfolio_id == portfolio_id)
    about = sa.or_(
        sa.and_(c.subject_table == "portfolios", c.subject_id == portfolio_id),
        sa.and_(c.subject_table == "proposals", c.subject_id.in_(mine)),
    )
    quoted = sa.select(c.id).join(sources, sources.c.id == c.source_id)
    found = quoted.where(sources.c.kind == _MINUTES, about).limit(1)
    return connection.execute(found).first() is not None
