"""Finds that stand in the portfolio already: by the lines that prove a fact, by the words of what
the same item decided before, and by the earlier version of the same minutes.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import signs
from portfolio.domain.finds import FindAction, FindCertainty, FindKind, FindState
from portfolio.domain.minutes_versions import Said, paired
from portfolio.queries.minutes import readings
from portfolio.queries.minutes.readings import Find
from portfolio.store.live import agenda_items, decisions, follow_ups
from portfolio.store.schema import citations
from portfolio.usecases.minutes import typed

Columns = dict[str, Any]

#: What a find of each kind proves: the table, and the fields, where only some of them count.
_PROVES: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    FindKind.DECISION: (("decisions", ()),),
    FindKind.DIFFERENCE: (("decisions", ("difference",)), ("decisions", ())),
    FindKind.FOLLOW_UP: (("follow_ups", ()),),
    FindKind.MILESTONE: (("milestones", ()), ("process_windows", ())),
    FindKind.POOL_CONDITION: (("pool_conditions", ()),),
    FindKind.AMOUNT: (("funding_pools", ()), ("agenda_items", ("finances",))),
    FindKind.SHARE: (("funding_pools", ()), ("agenda_items", ("finances",))),
}
_ALIKE = 0.6  # of two texts, for one to be the other in other words


def mend(connection: Connection, finds: Sequence[Columns], source_id: str | None) -> None:
    """Note in the columns of ``finds`` what they are known as; ``source_id``: of the same file."""
    proved, told = _proved(connection, source_id), _Told(connection, finds)
    for find in finds:
        if find["action"] == FindAction.CREATE:
            subject = _by_its_lines(find, proved) or told.subject(find)
            if subject is not None:
                find |= {"action": FindAction.KNOWN.value, "subject": subject}
            elif told.may_be_known(find) and find["certainty"] == FindCertainty.SURE:
                # Another file told of the same item: the same may stand there in other words.
                find["certainty"] = FindCertainty.LIKELY.value


def carry_on(connection: Connection, finds: Sequence[Columns], earlier_id: str) -> None:
    """Judge what stood in the earlier version as it was judged there; note what differs."""
    earlier = {one.id: one for one in readings.finds(connection, reading=earlier_id)}
    now = [_said(find["id"], find, json.loads(find["value"])) for find in finds]
    then = [_said(one.id, vars(one), one.found) for one in earlier.values()]
    pairs = paired(now, then)
    for find in finds:
        if find["id"] in pairs:
            _follow(find, earlier[pairs[find["id"]]])


def _said(key: str, find: Mapping[str, Any], value: Mapping[str, Any]) -> Said:
    return Said(key, find["kind"], find["item"], value, find["quote"])


def _follow(find: Columns, was: Find) -> None:
    """A find as the one it was: the same row, and the same word where it says the same."""
    find["earlier_id"] = was.id
    differs = list(_differing(was, json.loads(find["value"]), FindKind(find["kind"])))
    if subject := _subject(was):
        action = FindAction.CHANGE if differs else FindAction.KNOWN
        find |= {"subject": subject, "action": action.value}
    if differs:
        find |= {"changes": signs.packed(differs), "state": FindState.OPEN.value}
        return
    find |= {"state": was.state.value, "judged_at": was.judged_at, "judged_by": was.judged_by}
    if was.is_mended:
        find["mended"] = signs.packed(was.value)


def _differing(was: Find, value: Mapping[str, Any], kind: FindKind) -> Iterator[dict[str, Any]]:
    """The fields that say something else than they did, and than they were put right to."""
    for name in typed.MENDABLE.get(kind, ()):
        new = _plain(value.get(name))
        if new not in (None, _plain(was.found.get(name)), _plain(was.value.get(name))):
            yield {"field": name, "old": was.value.get(name), "new": value[name]}


def _subject(was: Find) -> str | None:
    """The row the earlier find became, or was known as."""
    if was.made_table is not None:
        return f"{was.made_table}/{was.made_id}"
    return was.subject if was.action != FindAction.CREATE else None


def _plain(value: object) -> object:
    """What is compared of a field: the words of a date, whatever else is known of it."""
    words = value.get("text") if isinstance(value, Mapping) else value
    return _folded(words) if isinstance(words, str) else words


def _proved(connection: Connection, source_id: str | None) -> list[sa.Row[Any]]:
    """What the lines of a source prove already."""
    c = citations.c
    chosen = sa.select(c.subject_table, c.subject_id, c.field, c.line_from, c.line_to)
    mine = chosen.where(c.source_id == source_id).order_by(c.line_to - c.line_from, c.id)
    return list(connection.execute(mine))


def _by_its_lines(find: Columns, proved: Sequence[sa.Row[Any]]) -> str | None:
    """The fact that the same lines prove: the narrowest first."""
    for table, fields in _PROVES.get(find["kind"], ()):
        for one in proved:
            meets = one.line_from <= find["line_to"] and find["line_from"] <= one.line_to
            if one.subject_table == table and meets and (not fields or one.field in fields):
                return f"{table}/{one.subject_id}"
    return None


class _Told:
    """What the items that are known say already: their decisions, follow-ups and figures."""

    def __init__(self, connection: Connection, finds: Sequence[Columns]) -> None:
        known = {
            str(find["subject"]).partition("/")[2]: find["item"]
            for find in finds
            if find["kind"] == FindKind.AGENDA_ITEM and find["subject"]
        }
        a, d, f = agenda_items.c, decisions.c, follow_ups.c
        self._said: dict[tuple[str, str | None], list[tuple[str, str]]] = {}
        of_items = sa.select(a.id, a.finances, a.summary).where(a.id.in_(known))
        for row in connection.execute(of_items):
            for words in filter(None, (row.finances, row.summary)):
                self._keep("agenda_items", known[row.id], row.id, words)
        of_decisions = sa.select(d.id, d.agenda_item_id, d.decision)
        for row in connection.execute(of_decisions.where(d.agenda_item_id.in_(known))):
            self._keep("decisions", known[row.agenda_item_id], row.id, row.decision)
        tasks = sa.select(f.id, f.title, d.agenda_item_id).join_from(
            follow_ups, decisions, f.decision_id == d.id
        )
        for row in connection.execute(tasks.where(d.agenda_item_id.in_(known))):
            self._keep("follow_ups", known[row.agenda_item_id], row.id, row.title)

    def _keep(self, table: str, item: str | None, key: str, words: str) -> None:
        self._said.setdefault((table, item), []).append((f"{table}/{key}", _folded(words)))

    def subject(self, find: Columns) -> str | None:
        """The row that says what a find says."""
        table, words = typed.TABLES.get(find["kind"]), json.loads(find["value"])
        if find["kind"] in (FindKind.AMOUNT, FindKind.SHARE):
            told = self._said.get(("agenda_items", find["item"]), ())
            return next((key for key, said in told if _folded(words["text"]) in said), None)
        if table not in ("decisions", "follow_ups"):
            return None
        mine = _folded(str(words.get("text") or words.get("title") or ""))
        told = self._said.get((table, find["item"]), ())
        return next((key for key, said in told if _is_alike(mine, said)), None)

    def may_be_known(self, find: Columns) -> bool:
        """Whether the find's item has rows of its kind already."""
        return (typed.TABLES.get(find["kind"]) or "", find["item"]) in self._said


def _is_alike(one: str, other: str) -> bool:
    return one == other or SequenceMatcher(None, one, other).ratio() >= _ALIKE


def _folded(words: str) -> str:
    return " ".join(signs.compared(words).split()).rstrip(".")
