"""What the portfolio knows, as far as minutes can be held against it. Open this to let one more
thing be recognised."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from portfolio import fuzzy
from portfolio.importers.minutes.reading.word_lists import words

if TYPE_CHECKING:
    from portfolio.importers.seeding.files import Record


@dataclass(frozen=True)
class Name:
    """Something with a name and its other names; ``subject`` is ``table/key``."""

    subject: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fact:
    """Something that stands in the portfolio, with the values minutes can repeat or change."""

    subject: str
    kind: str
    values: dict[str, Any]


@dataclass(frozen=True)
class Known:
    """The names and facts of a portfolio; empty where there is none."""

    municipality: str | None = None
    parties: tuple[Name, ...] = ()
    places: tuple[Name, ...] = ()
    processes: tuple[Name, ...] = ()
    pools: tuple[Name, ...] = ()
    facts: tuple[Fact, ...] = ()
    files: tuple[str, ...] = field(default=())  # sha256 of the minutes it has

    def as_json(self) -> dict[str, Any]:
        """For another process."""
        return asdict(self)

    @staticmethod
    def from_json(told: dict[str, Any]) -> "Known":
        """The inverse of ``as_json``."""
        names = {
            key: tuple(Name(**{**one, "aliases": tuple(one["aliases"])}) for one in told[key])
            for key in ("parties", "places", "processes", "pools")
        }
        return Known(
            municipality=told["municipality"],
            facts=tuple(Fact(**one) for one in told["facts"]),
            files=tuple(told["files"]),
            **names,
        )


def known_of(rows: dict[str, list[dict[str, Any]]]) -> Known:
    """What these rows of a portfolio know; each has its ``key`` and says the keys it leads to."""
    other: dict[str, list[str]] = {}
    for row in rows["aliases"]:
        other.setdefault(row["subject"], []).append(row["alias"])

    def named(table: str, name: str) -> tuple[Name, ...]:
        return tuple(
            Name(subject, row[name], row["kind"], tuple(other.get(subject, ())))
            for row in rows[table]
            if (subject := f"{table}/{row['key']}")
        )

    return Known(
        municipality=next((row["municipality"] for row in rows["portfolios"]), None),
        parties=named("parties", "name"),
        places=named("places", "name"),
        processes=named("strategy_processes", "title"),
        pools=named("funding_pools", "title"),
        facts=tuple(_facts(rows)),
        files=tuple(row["sha256"] for row in rows["sources"] if row.get("sha256")),
    )


def _facts(rows: dict[str, list[dict[str, Any]]]) -> Iterator[Fact]:
    bodies = {row["key"]: row["name"] for row in rows["parties"]}
    meetings = {
        row["key"]: {"body": bodies.get(row["body_party"]), "date": row["held_on"]}
        for row in rows["meetings"]
    }
    for row in rows["meetings"]:
        values = meetings[row["key"]]
        told = {"starts_at": row.get("starts_at"), "place": row.get("place")}
        yield Fact(f"meetings/{row['key']}", "meeting", values | told)
    for table, kind, names in _OF_MEETINGS:
        for row in rows[table]:
            values = meetings[row["meeting"]]
            told = {name: _plain(name, row.get(name)) for name in names}
            yield Fact(f"{table}/{row['key']}", kind, values | told)
    for table, kind, names in _ALONE:
        for row in rows[table]:
            told = {name: row.get(name) for name in names}
            yield Fact(f"{table}/{row['key']}", kind, told)
    for row in rows["milestones"]:
        told = {"title": row["title"], "end": row.get("date_end")}
        yield Fact(f"milestones/{row['key']}", "milestone", told)


_OF_MEETINGS = (
    ("meeting_participants", "participant", ("name", "absent")),
    ("agenda_items", "agenda_item", ("number", "title", "case_number", "closed")),
)
_ALONE = (
    ("proposals", "proposal", ("title", "number")),
    ("purposes", "purpose", ("title", "number")),
    (
        "funding_pools",
        "pool",
        ("title", "total_amount", "earmarked_amount", "co_financing_share"),
    ),
)


def _plain(name: str, value: Any) -> Any:  # noqa: ANN401 - a column's
    return bool(value) if name in ("absent", "closed") else value


def of_seed(records: "Iterable[Record]") -> Known:
    """What the portfolio that these records make will know."""
    rows: dict[str, list[dict[str, Any]]] = {table: [] for table in _SEEDED}
    for record in records:
        if record.table in rows:
            rows[record.table].append({**record.values, "key": record.key} | _dated(record))
    return known_of(rows)


_SEEDED = words(
    "portfolios parties places strategy_processes funding_pools purposes proposals "
    "milestones meetings meeting_participants agenda_items sources aliases"
)


def _dated(record: "Record") -> dict[str, Any]:
    """The last day of a milestone's date, whose words are all a seed has."""
    if record.table != "milestones" or "date" not in record.values:
        return {}
    said = date.fromisoformat(record.values["known_from"])
    return {"date_end": fuzzy.parse_date(record.values["date"], reference=said).end.isoformat()}
