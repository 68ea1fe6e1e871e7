"""What each find of minutes becomes, and what it hangs on."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from portfolio.domain.finds import FindAction, FindKind, FindState
from portfolio.domain.model import PartyRole, PlaceRole
from portfolio.errors import PortfolioError
from portfolio.store.schema import agenda_items, meetings, metadata, minutes_finds, purposes
from portfolio.usecases.minutes import typed
from portfolio.usecases.minutes.making import Making, Row, typed_field
from portfolio.usecases.reviews import effects
from portfolio.usecases.reviews.effects import Effects
from portfolio.usecases.reviews.journal import Made
from portfolio.usecases.reviews.open_review import Rows

#: In which order finds become rows: what others hang on first.
_ORDER = tuple(FindKind)


class Becoming:
    """The finds of one reading as they become rows; what they hang on is made when it is needed."""

    def __init__(
        self,
        making: Making,
        finds: Sequence[Row],
        items: Sequence[Mapping[str, Any]],
        effect_rows: Rows,
        today: date,
    ) -> None:
        self.making, self.finds, self.today = making, finds, today
        self.effect_rows = effect_rows
        self.items = {item.get("number"): item for item in items}
        self.became: dict[str, tuple[str, str]] = {}  # by the find's id
        self._items: dict[str | None, str] = {}
        self._meeting = ""
        self._decisions: dict[str | None, str] = {}

    def all_of(self, taken: Sequence[Row]) -> None:
        """Take in these finds."""
        for find in sorted(taken, key=lambda f: (_ORDER.index(FindKind(f["kind"])), f["position"])):
            try:
                self._take(find)
            except PortfolioError as error:
                error.place = f"“{' '.join(str(find['quote']).split())[:80]}”"
                raise
        for id, (table, key) in self.became.items():
            chosen = sa.update(minutes_finds).where(minutes_finds.c.id == id)
            self.making.connection.execute(chosen.values(made_table=table, made_id=key))

    def _take(self, find: Row) -> None:
        kind, action = FindKind(find["kind"]), FindAction(find["action"])
        known = self._subject(find)
        if known is not None and action is not FindAction.CREATE:
            self._change(find, *known)
            became: tuple[str, str] | None = known
        elif find["id"] in self.became:
            return
        else:
            became = _TAKE[kind](self, find, value_of(find)) if kind in _TAKE else None
        if became is not None:
            self.became[find["id"]] = became

    def _change(self, find: Row, table: str, key: str) -> None:
        """What is known is cited; what it changes is changed. A mention ties it as well."""
        changes = {one["field"]: one["new"] for one in json.loads(find["changes"])}
        fields = {name: new for name, new in changes.items() if typed_field(table, name)}
        if fields:
            self.making.change(table, key, fields, find)
        else:
            self.making.cite(table, key, find)
        self._tie_mentioned(find, table, key)

    def _tie_mentioned(self, find: Row, table: str, key: str) -> None:
        """A party or place that an item about one proposal names is named for the proposal."""
        tie = _TIES.get(table)
        about = self.proposals_of(find["item"])
        if tie is None or len(about) != 1:
            return
        ties, column, role = tie
        kept = metadata.tables[ties]
        mine = (kept.c.proposal_id == about[0], kept.c[column] == key)
        if self.making.connection.execute(sa.select(kept.c.id).where(*mine)).first() is None:
            said = {"proposal_id": about[0], column: key, "role": role}
            self.making.add(ties, f"{about[0]}:{key}", said, find)

    def _subject(self, find: Row) -> tuple[str, str] | None:
        """Table and id of the row a find is known as; None where it is none, or gone since."""
        table, _stroke, key = str(find["subject"] or "").partition("/")
        if not key or table not in metadata.tables:
            return None
        kept = metadata.tables[table]
        same = kept.c.id == key
        if "code" in kept.c:
            same = sa.or_(same, kept.c.code == key)
        row = self.making.connection.execute(sa.select(kept.c.id).where(same)).first()
        return (table, str(row.id)) if row else None

    def _of_kind(self, kind: FindKind, item: str | None = None) -> list[Row]:
        """The finds of a kind that were not rejected, of one item or of all."""
        return [
            find
            for find in self.finds
            if find["kind"] == kind
            and find["state"] != FindState.REJECTED
            and (item is None or find["item"] == item)
        ]

    def meeting(self) -> str:
        """The meeting's row, made when the first thing hangs on it."""
        if not self._meeting:
            found = self._of_kind(FindKind.MEETING)
            if not found:
                raise PortfolioError(
                    "The minutes do not say whose meeting it was and when, or that was rejected."
                    " Put the find “Meeting” right and take it."
                )
            known = self._subject(found[0])
            became = known or self._add_meeting(found[0], value_of(found[0]))
            self._meeting = became[1]
            self.became[found[0]["id"]] = became
        return self._meeting

    def _add_meeting(self, find: Row, value: Mapping[str, Any]) -> tuple[str, str]:
        making = self.making
        said = typed.of(FindKind.MEETING, value)
        body = making.body(str(value["body"]), find)
        m = meetings.c
        there = sa.select(m.id).where(
            m.body_party_id == body, m.held_on == said["held_on"], m.withdrawn_at.is_(None)
        )
        if (row := making.connection.execute(there).first()) is not None:
            making.cite("meetings", str(row.id), find)
            return "meetings", str(row.id)
        return "meetings", making.add("meetings", "meeting", said | {"body_party_id": body}, find)

    def item(self, number: str | None) -> str:
        """An agenda item's row, made when the first thing hangs on it."""
        if number not in self._items:
            found = self._of_kind(FindKind.AGENDA_ITEM, number)
            if not found:
                raise PortfolioError(
                    "It stands under an item that was rejected. Take the item, or reject this too."
                )
            known = self._subject(found[0])
            became = known or self._add_item(found[0], value_of(found[0]))
            self._items[number] = became[1]
            self.became[found[0]["id"]] = became
        return self._items[number]

    def _add_item(self, find: Row, value: Mapping[str, Any]) -> tuple[str, str]:
        meeting, said = self.meeting(), typed.of(FindKind.AGENDA_ITEM, value)
        a, connection = agenda_items.c, self.making.connection
        mine = sa.and_(a.meeting_id == meeting, a.number == int(said["number"] or 0))
        if (row := connection.execute(sa.select(a.id).where(mine)).first()) is not None:
            return "agenda_items", str(row.id)
        if said["number"] is None:
            last = sa.select(sa.func.max(a.number)).where(a.meeting_id == meeting)
            said["number"] = int(connection.execute(last).scalar() or 0) + 1
        said |= {"meeting_id": meeting}
        name = f"{find['item']}:{find['position']}"
        return "agenda_items", self.making.add("agenda_items", name, said, find)

    def proposals_of(self, item: str | None) -> list[str]:
        """The proposals an item is about: those it names, known or taken."""
        found = []
        for find in self._of_kind(FindKind.PROPOSAL, item) if item is not None else ():
            became = self.became.get(find["id"]) or self._subject(find)
            if became is not None and became[1] not in found:
                found.append(became[1])
        return found

    def decide(self, find: Row, value: Mapping[str, Any]) -> tuple[str, str]:
        """A decision with what it departs in, whom it is about, and what it answers."""
        making, item = self.making, self.item(find["item"])
        said = typed.of(FindKind.DECISION, value) | {"agenda_item_id": item}
        said["decided_on"] = said["decided_on"] or making.day
        said["number"] = self._number(find)
        said["recommendation"] = self._recommended(find)
        if differs := self._of_kind(FindKind.DIFFERENCE, find["item"]):
            said |= {"differs": True, "difference": value_of(differs[0])["text"]}
        key = making.add("decisions", str(find["position"]), said, find)
        self._decisions.setdefault(find["item"], key)
        about = self.proposals_of(find["item"])
        for proposal in about:
            tie = {"decision_id": key, "proposal_id": proposal}
            making.add("decision_proposals", f"{key}:{proposal}", tie, find)
        if find["answers"]:
            self._answer(key, said, about, json.loads(find["answers"]))
        return "decisions", key

    def _answer(
        self, key: str, said: Mapping[str, Any], about: list[str], answers: Mapping[str, str]
    ) -> None:
        values = {"outcome": said["outcome"], "decided_on": str(said["decided_on"])}
        decision = Made(
            key, str(said["number"]), about[0] if len(about) == 1 else None, values, self.today
        )
        making = self.making
        making.lines += effects.carry_out(
            making.connection, self.effect_rows, making.person, decision, Effects(requests=answers)
        )

    def _number(self, find: Row) -> str:
        """``8`` alone, ``8.1`` and ``8.2`` where the item has several decisions."""
        of_item = self._of_kind(FindKind.DECISION, find["item"])
        places = [one["id"] for one in of_item]
        return f"{find['item'] or ''}.{places.index(find['id']) + 1}".lstrip(".")

    def _recommended(self, find: Row) -> str | None:
        """What was recommended, as it was: the decision is read against it."""
        points = self.items.get(find["item"], {}).get("recommendation") or []
        return "\n".join(point["text"] for point in points) or None

    def follow_up(self, find: Row, value: Mapping[str, Any]) -> tuple[str, str]:
        """A follow-up of the item's decision; responsible is only a party that is known."""
        decision = self._decisions.get(find["item"])
        if decision is None:
            found = self._of_kind(FindKind.DECISION, find["item"])
            if not found:
                raise PortfolioError(
                    "A follow-up hangs on a decision, and the item has none. Take the decision"
                    " first, or reject the follow-up."
                )
            self.became[found[0]["id"]] = became = self.decide(found[0], value_of(found[0]))
            decision = became[1]
        said = typed.of(FindKind.FOLLOW_UP, value) | {"decision_id": decision}
        if name := value.get("responsible"):
            said["responsible_party_id"] = self.making.party(str(name))
            if said["responsible_party_id"] is None:
                said["note"] = str(name)
        return "follow_ups", self.making.add("follow_ups", str(find["position"]), said, find)

    def propose(self, find: Row, value: Mapping[str, Any]) -> tuple[str, str]:
        """A proposal under its purpose, with what else it is called."""
        said = typed.of(FindKind.PROPOSAL, value)
        said |= {
            "purpose_id": self._purpose(value.get("purpose")),
            "introduced_on": self.making.day,
        }
        key = self.making.add("proposals", str(find["position"]), said, find)
        for title in value.get("other_titles") or ():
            row = {"subject_table": "proposals", "subject_id": key, "alias": title, "kind": "title"}
            self.making.put("aliases", f"{key}:{title}", row)
        return "proposals", key

    def _purpose(self, number: object) -> str:
        p, home = purposes.c, self.making.reading["portfolio_id"]
        chosen = sa.select(p.id).where(p.portfolio_id == home, p.withdrawn_at.is_(None))
        if number is not None:
            chosen = chosen.where(p.number == int(str(number)))
        row = self.making.connection.execute(chosen.order_by(p.number)).first()
        if row is None:
            raise PortfolioError(
                "A proposal stands under a purpose, and that one is not there. Take the purpose"
                " too, or put right which it is."
            )
        return str(row.id)

    def milestone(self, find: Row, value: Mapping[str, Any]) -> tuple[str, str]:
        """A milestone of the item's one proposal, else of the portfolio."""
        about = self.proposals_of(find["item"])
        said = typed.of(FindKind.MILESTONE, value) | {"known_from": self.making.day}
        if len(about) == 1:
            said["proposal_id"] = about[0]
        else:
            said["portfolio_id"] = str(self.making.reading["portfolio_id"])
        return "milestones", self.making.add("milestones", str(find["position"]), said, find)

    def condition(self, find: Row, value: Mapping[str, Any]) -> tuple[str, str]:
        """A condition of the item's pool."""
        pools = self._of_kind(FindKind.POOL, find["item"]) or self._of_kind(FindKind.POOL)
        found = [self.became.get(one["id"]) or self._subject(one) for one in pools]
        pool = next((one[1] for one in found if one is not None), None)
        if pool is None:
            raise PortfolioError(
                "A condition belongs to a pool, and none was taken. Take the pool first."
            )
        said = typed.of(FindKind.POOL_CONDITION, value) | {"pool_id": pool}
        name = str(find["position"])
        return "pool_conditions", self.making.add("pool_conditions", name, said, find)

    def figure(self, find: Row, value: Mapping[str, Any]) -> tuple[str, str] | None:
        """An amount or a share stands among the finances of its item."""
        if find["item"] is None:
            return None
        key, table = self.item(find["item"]), metadata.tables["agenda_items"]
        chosen = sa.select(table.c.finances).where(table.c.id == key)
        before = self.making.connection.execute(chosen).scalar()
        told = [*(before or "").split("\n"), str(value["text"])]
        self.making.change("agenda_items", key, {"finances": "\n".join(filter(None, told))}, find)
        return "agenda_items", key


def value_of(find: Row) -> dict[str, Any]:
    """What a find says, put right where somebody has."""
    found, mended = json.loads(find["value"]), json.loads(find["mended"] or "{}")
    return {**found, **mended}


#: A mention of these ties them to the proposal an item is about.
_TIES = {
    "parties": ("proposal_parties", "party_id", PartyRole.MENTIONED.value),
    "places": ("proposal_places", "place_id", PlaceRole.MENTIONED.value),
}


def _plain(table: str, **hangs_on: str) -> Callable[[Becoming, Row, Row], tuple[str, str]]:
    def take(work: Becoming, find: Row, value: Row) -> tuple[str, str]:
        said = typed.of(find["kind"], value)
        said |= {column: getattr(work, made)() for column, made in hangs_on.items()}
        return table, work.making.add(table, str(find["position"]), said, find)

    return take


def _item(work: Becoming, find: Row, _value: Row) -> tuple[str, str]:
    return "agenda_items", work.item(find["item"])


_TAKE: dict[FindKind, Callable[[Becoming, Row, Any], tuple[str, str] | None]] = {
    FindKind.MEETING: lambda work, _find, _value: ("meetings", work.meeting()),
    FindKind.PARTICIPANT: _plain("meeting_participants", meeting_id="meeting"),
    FindKind.AGENDA_ITEM: _item,
    FindKind.PURPOSE: _plain("purposes"),
    FindKind.PROPOSAL: Becoming.propose,
    FindKind.DECISION: Becoming.decide,
    FindKind.FOLLOW_UP: Becoming.follow_up,
    FindKind.MILESTONE: Becoming.milestone,
    FindKind.POOL: _plain("funding_pools"),
    FindKind.POOL_CONDITION: Becoming.condition,
    FindKind.AMOUNT: Becoming.figure,
    FindKind.SHARE: Becoming.figure,
}
