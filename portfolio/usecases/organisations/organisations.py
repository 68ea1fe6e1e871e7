"""Settings of whose a portfolio is. What nobody sets stays as the program has it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.permissions import Action
from portfolio.errors import ConflictError, PortfolioError
from portfolio.language import LANGUAGES, N_
from portfolio.queries.organisations import organisations as queries
from portfolio.queries.organisations.organisations import Organisation
from portfolio.store import changes, ids
from portfolio.store.schema import organisations, portfolios
from portfolio.usecases import text_input, use_case
from portfolio.usecases.reviews import slot
from portfolio.usecases.use_case import Deed, Person, Result, Who
from portfolio.vocabulary import packed
from portfolio.vocabulary.nouns import KINDS, OURS, OwnName
from portfolio.vocabulary.packed import TypedNoun

_LONGEST_WORD = 40  # characters: it stands in headings and buttons
_LONGEST_RULE = 300
#: What a sentence or a page would read as something else than a word.
_SIGN = re.compile(r"[^\w \-–/&.,()'’]|_")
_CHANGED = N_(
    "Somebody else has changed the organisation since you opened this. Nothing was saved: reload"
    " the page, and change it again."
)


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Who it is."""

    name: str
    kind: str = "municipality"
    product: str = ""


@dataclass(frozen=True, kw_only=True)
class Habits:
    """What forms begin with. Empty: as they do without."""

    body_party_id: str | None = None
    meeting_title: str = ""
    meeting_time: str = ""
    meeting_minutes: int | None = None
    paper_language: str | None = None


def name(who: Who, portfolio: str, said: Identity, *, version: int) -> None:
    """Say who it is. A new name is the name of all its portfolios.

    Raises ConflictError when somebody has changed it meanwhile, PortfolioError when another
    organisation here has that name.
    """
    values = {
        "name": _needed(said.name),
        "kind": _kind(said.kind),
        "product": _word(said.product),
    }

    def check(connection: Connection, before: Organisation) -> None:
        if values["name"] != before.name:
            _rename(connection, before.name, str(values["name"]))

    save(who, portfolio, values, "organisation.named", version, check)


def choose_words(who: Who, portfolio: str, typed: Mapping[str, TypedNoun], *, version: int) -> None:
    """Say what is said for our nouns. Raises PortfolioError for what is no word."""
    unknown = set(typed) - set(OURS)
    if unknown:
        raise ValueError(f"no nouns of ours: {unknown}")
    tidy = {code: checked(noun) for code, noun in typed.items()}
    save(who, portfolio, {"words": packed.pack_words(tidy)}, "organisation.words", version)


def choose_names(
    who: Who, portfolio: str, typed: Mapping[tuple[str, str], OwnName], *, version: int
) -> None:
    """Say what stages and lights are called and when they are used."""
    tidy = {key: _own_name(name) for key, name in typed.items()}
    _require_different(tidy)
    save(who, portfolio, {"names": packed.pack_names(tidy)}, "organisation.names", version)


def choose_habits(who: Who, portfolio: str, said: Habits, *, version: int) -> None:
    """Say what forms begin with. Raises PortfolioError for a time that is none, or no body."""
    if said.paper_language is not None and said.paper_language not in LANGUAGES:
        raise ValueError(f"no language of ours: {said.paper_language}")
    if said.meeting_minutes is not None:
        slot.require_minutes(said.meeting_minutes)
    values = {
        "body_party_id": said.body_party_id,
        "meeting_title": text_input.title(said.meeting_title) or None,
        "meeting_time": slot.time(said.meeting_time),
        "meeting_minutes": said.meeting_minutes,
        "paper_language": said.paper_language,
    }

    def check(connection: Connection, _before: Organisation) -> None:
        if said.body_party_id is not None:
            slot.require_body(connection, said.body_party_id)

    save(who, portfolio, values, "organisation.habits", version, check)


def show_first(who: Who, portfolio: str) -> None:
    """Have a bare address show this portfolio; the others stay in their order."""
    p = portfolios.c
    deed = Deed(Action.EDIT_CONTENT, "portfolio.first", "portfolios")

    def work(connection: Connection, _person: Person) -> Result[None]:
        changes.alone(connection)
        order = sa.select(p.id, p.code, p.position).order_by(p.position, p.title, p.code)
        rows = connection.execute(order).all()
        one = next((row for row in rows if row.code == portfolio), None)
        if one is None:
            raise PortfolioError("Choose a portfolio.")
        if rows[0].id == one.id:
            return Result(answer=None, changed=False)
        for position, row in enumerate([one, *(row for row in rows if row.id != one.id)], start=1):
            change = sa.update(portfolios).where(p.id == row.id)
            connection.execute(change.values(position=position, version=p.version + 1))
        before = {"position": one.position}
        return Result(before=before, after={"position": 1}, subject_id=one.id, answer=None)

    use_case.perform(who, deed, work)


def save(
    who: Who,
    portfolio: str,
    values: dict[str, Any],
    action: str,
    version: int,
    check: Any = None,  # noqa: ANN401 - a function of the connection and what was
) -> None:
    """Change some columns of a portfolio's organisation, which gets its row when it has none."""
    key, deed = ids.new_id(), Deed(Action.EDIT_CONTENT, action, "organisations")

    def work(connection: Connection, _person: Person) -> Result[None]:
        before = queries.organisation(connection, portfolio=portfolio)
        if before.version != version:
            raise ConflictError(_CHANGED, theirs={})
        if check is not None:
            check(connection, before)
        row_id = before.id or _begin(connection, key, before.name)
        was = use_case.save_version(connection, organisations, row_id, before.version, values)
        return Result(
            before=_said(was),
            after=_said(values),
            subject_id=row_id,
            answer=None,
            changed=was != values,
        )

    use_case.perform(who, deed, work)


def _said(values: dict[str, Any]) -> dict[str, Any]:
    """The columns as the change log tells them: words as words, not as they are packed."""
    said = dict(values)
    if "words" in said:
        nouns = packed.words(said["words"])
        said["words"] = [
            f"{OURS[code].danish.one}: {noun.the_one or noun.one or noun.english}"
            for code, noun in nouns.items()
        ]
    if "names" in said:
        names = packed.names(said["names"])
        said["names"] = [
            f"{code}: {name.danish or name.english}" for (_, code), name in names.items()
        ]
    return said


def _begin(connection: Connection, key: str, name: str) -> str:
    connection.execute(sa.insert(organisations).values(id=key, name=name))
    return key


def _rename(connection: Connection, before: str, name: str) -> None:
    changes.alone(connection)
    p, o = portfolios.c, organisations.c
    taken = sa.union(
        sa.select(p.municipality).where(p.municipality == name),
        sa.select(o.name).where(o.name == name),
    )
    if connection.execute(taken).first() is not None:
        raise PortfolioError(
            "Another organisation here is called “{name}”. To move this portfolio to it, change"
            " the portfolio under Edit data.",
            name=name,
        )
    mine = sa.update(portfolios).where(p.municipality == before)
    connection.execute(mine.values(municipality=name, version=p.version + 1))


def _needed(name: str) -> str:
    said = text_input.title(name)
    if not said:
        raise PortfolioError("Write the organisation's name.")
    return said


def _kind(code: str) -> str:
    if code not in KINDS:
        raise ValueError(f"no kind of organisation: {code}")
    return code


def _word(text: str) -> str | None:
    """A word or a few that can stand in a sentence; None where nothing is left of them."""
    said = text_input.line(text)
    if said is None:
        return None
    if len(said) > _LONGEST_WORD:
        raise PortfolioError(
            "“{word}” is longer than {longest} characters. Choose a shorter word.",
            word=f"{said[:_LONGEST_WORD]}…",
            longest=_LONGEST_WORD,
        )
    if _SIGN.search(said) or not re.search(r"[^\W\d_]", said):
        raise PortfolioError(
            "“{word}” is no word that can stand in a sentence. Use letters, figures, blanks and"
            " hyphens.",
            word=said,
        )
    return said


def checked(typed: TypedNoun) -> TypedNoun:
    """The noun tidied. Raises PortfolioError for what can be no word in a sentence."""
    tidy = {
        one.name: _word(getattr(typed, one.name)) or ""
        for one in fields(TypedNoun)
        if one.name != "gender"
    }
    if typed.gender not in ("", "en", "et"):
        raise ValueError(f"no Danish gender: {typed.gender}")
    if not (tidy["one"] or tidy["the_one"]) and any(
        tidy[name] for name in ("many", "the_many", "joined")
    ):
        raise PortfolioError("Write the word itself first; the other forms follow from it.")
    return TypedNoun(gender=typed.gender if tidy["one"] else "", **tidy)


def _own_name(typed: OwnName) -> OwnName:
    return OwnName(
        _word(typed.danish) or "",
        _word(typed.english) or "",
        text_input.line(typed.danish_rule, _LONGEST_RULE) or "",
        text_input.line(typed.english_rule, _LONGEST_RULE) or "",
    )


def _require_different(typed: Mapping[tuple[str, str], OwnName]) -> None:
    for kind in {kind for kind, _code in typed}:
        said = [name.danish for (one, _code), name in typed.items() if one == kind and name.danish]
        twice = next((name for name in said if said.count(name) > 1), None)
        if twice:
            raise PortfolioError("Two are called “{name}”. Choose different names.", name=twice)
