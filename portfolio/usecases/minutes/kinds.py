"""What a find of each kind becomes. Open this when minutes are to be taken in otherwise."""

from collections.abc import Callable

import sqlalchemy as sa

from portfolio.domain.finds import FindKind
from portfolio.errors import PortfolioError
from portfolio.store.schema import metadata, purposes
from portfolio.usecases.minutes import typed
from portfolio.usecases.minutes.becoming import Becoming, Take
from portfolio.usecases.minutes.making import Row


def _differ(work: Becoming, find: Row, value: Row) -> tuple[str, str]:
    """How a decision departs from what was recommended is told with it."""
    key = work.decision(find["item"])
    if key is None:
        raise PortfolioError(
            "It tells how a decision departs from what was recommended, and the item has none."
            " Reject it."
        )
    told = [*_lines_of(work, "decisions", key, "difference"), str(value["text"])]
    said = typed.of(FindKind.DIFFERENCE, {"text": "\n".join(told)})
    work.making.change("decisions", key, said, find)
    return "decisions", key


def _lines_of(work: Becoming, table: str, key: str, column: str) -> list[str]:
    """What a text of a row says already."""
    kept = metadata.tables[table].c
    said = work.making.connection.execute(sa.select(kept[column]).where(kept.id == key)).scalar()
    return said.split("\n") if said else []


def _follow_up(work: Becoming, find: Row, value: Row) -> tuple[str, str]:
    """A follow-up of the item's decision; responsible is only a party that is known."""
    decision = work.decision(find["item"])
    if decision is None:
        raise PortfolioError(
            "A follow-up belongs to a decision, and the item has none. Take the decision"
            " first, or reject the follow-up."
        )
    said = typed.of(FindKind.FOLLOW_UP, value) | {"decision_id": decision}
    if name := value.get("responsible"):
        said["responsible_party_id"] = work.making.party(str(name))
        if said["responsible_party_id"] is None:
            said["note"] = str(name)
    return "follow_ups", work.making.add("follow_ups", str(find["position"]), said, find)


def _propose(work: Becoming, find: Row, value: Row) -> tuple[str, str]:
    """A proposal under its purpose, with what else it is called."""
    said = typed.of(FindKind.PROPOSAL, value)
    said |= {
        "purpose_id": _purpose(work, value.get("purpose")),
        "introduced_on": work.making.day,
    }
    key = work.making.add("proposals", str(find["position"]), said, find)
    for title in value.get("other_titles") or ():
        row = {"subject_table": "proposals", "subject_id": key, "alias": title, "kind": "title"}
        work.making.put("aliases", f"{key}:{title}", row)
    return "proposals", key


def _purpose(work: Becoming, number: object) -> str:
    """The purpose of that number; where none is said, the only one there is."""
    p, home = purposes.c, work.making.reading["portfolio_id"]
    chosen = sa.select(p.id).where(p.portfolio_id == home, p.withdrawn_at.is_(None))
    if number is not None:
        said = str(number).strip().rstrip(".")
        chosen = chosen.where(p.number == (int(said) if said.isdecimal() else None))
    found = work.making.connection.execute(chosen.limit(2)).all()
    if len(found) != 1:
        raise PortfolioError(
            "A proposal stands under a purpose, and that one is not there. Take the purpose"
            " too, or put right which it is."
        )
    return str(found[0].id)


def _milestone(work: Becoming, find: Row, value: Row) -> tuple[str, str]:
    """A milestone of the item's one proposal, else of the portfolio."""
    about = work.proposals_of(find["item"])
    said = typed.of(FindKind.MILESTONE, value) | {"known_from": work.making.day}
    if len(about) == 1:
        said["proposal_id"] = about[0]
    else:
        said["portfolio_id"] = str(work.making.reading["portfolio_id"])
    return "milestones", work.making.add("milestones", str(find["position"]), said, find)


def _condition(work: Becoming, find: Row, value: Row) -> tuple[str, str]:
    """A condition of the item's pool."""
    pools = work.of_kind(FindKind.POOL, find["item"]) or work.of_kind(FindKind.POOL)
    found = [work.became.get(one["id"]) or work.subject(one) for one in pools]
    pool = next((one[1] for one in found if one is not None), None)
    if pool is None:
        raise PortfolioError(
            "A condition belongs to a pool, and none was taken. Take the pool first."
        )
    said = typed.of(FindKind.POOL_CONDITION, value) | {"pool_id": pool}
    name = str(find["position"])
    return "pool_conditions", work.making.add("pool_conditions", name, said, find)


def _figure(work: Becoming, find: Row, value: Row) -> tuple[str, str] | None:
    """An amount or a share stands among the finances of its item."""
    if find["item"] is None:
        return None
    key = work.item(find["item"])
    told = [*_lines_of(work, "agenda_items", key, "finances"), str(value["text"])]
    work.making.change("agenda_items", key, {"finances": "\n".join(told)}, find)
    return "agenda_items", key


def _plain(table: str, **hangs_on: str) -> Callable[[Becoming, Row, Row], tuple[str, str]]:
    def take(work: Becoming, find: Row, value: Row) -> tuple[str, str]:
        said = typed.of(find["kind"], value)
        said |= {column: getattr(work, made)() for column, made in hangs_on.items()}
        return table, work.making.add(table, str(find["position"]), said, find)

    return take


def _item(work: Becoming, find: Row, _value: Row) -> tuple[str, str]:
    return "agenda_items", work.item(find["item"])


TAKE: dict[FindKind, Take] = {
    FindKind.MEETING: lambda work, _find, _value: ("meetings", work.meeting()),
    FindKind.PARTICIPANT: _plain("meeting_participants", meeting_id="meeting"),
    FindKind.AGENDA_ITEM: _item,
    FindKind.PURPOSE: _plain("purposes"),
    FindKind.PROPOSAL: _propose,
    FindKind.DECISION: Becoming.decide,
    FindKind.DIFFERENCE: _differ,
    FindKind.FOLLOW_UP: _follow_up,
    FindKind.MILESTONE: _milestone,
    FindKind.POOL: _plain("funding_pools"),
    FindKind.POOL_CONDITION: _condition,
    FindKind.AMOUNT: _figure,
    FindKind.SHARE: _figure,
}
