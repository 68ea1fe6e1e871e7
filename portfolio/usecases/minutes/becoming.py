"""What each find of minutes becomes, and what it hangs on."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from portfolio.domain.finds import FindAction, FindKind, FindState, is_about
from portfolio.domain.model import PartyRole, PlaceRole
from portfolio.errors import PortfolioError
from portfolio.store.schema import agenda_items, meetings, metadata, minutes_finds
from portfolio.usecases.minutes import doing, typed
from portfolio.usecases.minutes.making import Making, Row, typed_field
from portfolio.usecases.reviews.effects import Effects, carry_out
from portfolio.usecases.reviews.journal import Made
from portfolio.usecases.reviews.open_review import Rows

#: In which order finds become rows: what others hang on first.
_ORDER = tuple(FindKind)


#: A mention of these ties them to the proposal an item is about.
_TIES = {
    "parties": ("proposal_parties", "party_id", PartyRole.MENTIONED.value),
    "places": ("proposal_places", "place_id", PlaceRole.MENTIONED.value),
}


#: Makes a row of a find: its table and id; None where nothing is to be made.
Take = Callable[["Becoming", Row, Any], tuple[str, str] | None]


class Becoming:
    """The finds of one reading as they become rows; what they hang on is made when it is needed."""

    def __init__(
        self,
        making: Making,
        finds: Sequence[Row],
        items: Sequence[Mapping[str, Any]],
        effect_rows: Mapping[str, Rows],
        today: date,
        take: Mapping[FindKind, Take],
    ) -> None:
        self.take = take
        self.making, self.finds, self.today = making, finds, today
        self.effect_rows = effect_rows
        self.items = {item.get("number"): item for item in items}
        self.became: dict[str, tuple[str, str]] = {}  # by the find's id
        self._items: dict[str | None, str] = {}
        self._meeting = ""
        self.decisions: dict[str | None, str] = {}

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
        known = self.subject(find)
        if known is not None and action is not FindAction.CREATE:
            self._change(find, *known)
            became: tuple[str, str] | None = known
        elif find["id"] in self.became:
            return
        else:
            became = self.take[kind](self, find, value_of(find)) if kind in self.take else None
        if became is not None:
            self.became[find["id"]] = became

    def _change(self, find: Row, table: str, key: str) -> None:
        """What is known is cited; what it says otherwise is changed. A mention ties it as well."""
        said = typed.of(find["kind"], value_of(find))
        before = typed.of(find["kind"], _before(find))
        fields = {
            name: new
            for name, new in said.items()
            if new != before.get(name) and typed_field(table, name)
        }
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

    def subject(self, find: Row) -> tuple[str, str] | None:
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

    def of_kind(self, kind: FindKind, item: str | None = None) -> list[Row]:
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
            found = self.of_kind(FindKind.MEETING)
            if not found:
                raise PortfolioError(
                    "The minutes do not say whose meeting it was and when, or that was rejected."
                    " Put the find “Meeting” right and take it."
                )
            known = self.subject(found[0])
            became = known or self._add_meeting(found[0], value_of(found[0]))
            self._meeting = became[1]
            self.became[found[0]["id"]] = became
        return self._meeting

    def _add_meeting(self, find: Row, value: Mapping[str, Any]) -> tuple[str, str]:
        making = self.making
        said = typed.of(FindKind.MEETING, value)
        body = making.body(str(value.get("body") or ""), find)
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
            found = self.of_kind(FindKind.AGENDA_ITEM, number)
            if not found:
                raise PortfolioError(
                    "It stands under an item that was rejected. Take the item, or reject this too."
                )
            known = self.subject(found[0])
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
        for find in self.of_kind(FindKind.PROPOSAL, item) if item is not None else ():
            became = self.became.get(find["id"]) or self.subject(find)
            about = is_about(find["state"], find["certainty"])
            if about and became is not None and became[1] not in found:
                found.append(became[1])
        return found

    def decision(self, item: str | None) -> str | None:
        """The item's decision, made when the first thing hangs on it; None where it has none."""
        if item not in self.decisions:
            found = self.of_kind(FindKind.DECISION, item)
            if not found:
                return None
            known = None if found[0]["action"] == FindAction.CREATE else self.subject(found[0])
            became = known or self.decide(found[0], value_of(found[0]))
            self.became[found[0]["id"]] = became
            self.decisions[item] = became[1]
        return self.decisions[item]

    def decide(self, find: Row, value: Mapping[str, Any]) -> tuple[str, str]:
        """A decision with whom it is about, and what it answers and does."""
        making, item = self.making, self.item(find["item"])
        said = typed.of(FindKind.DECISION, value) | {"agenda_item_id": item}
        said["decided_on"] = said["decided_on"] or making.day
        said["number"] = self._number(find)
        said["recommendation"] = self._recommended(find)
        key = making.add("decisions", str(find["position"]), said, find)
        self.decisions.setdefault(find["item"], key)
        about = self.proposals_of(find["item"])
        for proposal in about:
            tie = {"decision_id": key, "proposal_id": proposal}
            making.add("decision_proposals", f"{key}:{proposal}", tie, find)
        self._do(key, said, about, doing.effects(find))
        return "decisions", key

    def _do(self, key: str, said: Mapping[str, Any], about: list[str], effects: Effects) -> None:
        """What the decision answers and does besides; nothing where nothing was chosen."""
        if effects == Effects():
            return
        values = {
            "outcome": said["outcome"],
            "decision": said["decision"],
            "decided_on": str(said["decided_on"]),
        }
        only = about[0] if len(about) == 1 else None
        decision = Made(key, str(said["number"]), only, values, self.today)
        making = self.making
        making.lines += carry_out(
            making.connection, self.effect_rows[key], making.person, decision, effects
        )

    def _number(self, find: Row) -> str:
        """``8`` alone, ``8.1`` and ``8.2`` where the item has several decisions."""
        of_item = self.of_kind(FindKind.DECISION, find["item"])
        places = [one["id"] for one in of_item]
        return f"{find['item'] or ''}.{places.index(find['id']) + 1}".lstrip(".")

    def _recommended(self, find: Row) -> str | None:
        """What was recommended, as it was: the decision is read against it."""
        points = self.items.get(find["item"], {}).get("recommendation") or []
        return "\n".join(point["text"] for point in points) or None


def _before(find: Row) -> dict[str, Any]:
    """What stood in the portfolio, as far as the find says so."""
    old = {one["field"]: one["old"] for one in json.loads(find["changes"])}
    return {**json.loads(find["value"]), **old}


def value_of(find: Row) -> dict[str, Any]:
    """What a find says, put right where somebody has."""
    found, mended = json.loads(find["value"]), json.loads(find["mended"] or "{}")
    return {**found, **mended}
