"""A find in words: what it is, what it says, and what taking it does."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from portfolio import labels, language
from portfolio.domain.finds import FindKind, FindState
from portfolio.language import _, ngettext
from portfolio.queries.minutes.readings import Find, Listed, Reading
from portfolio.screens import drawing, timestamps
from portfolio.screens.drawing import Link, To
from portfolio.screens.minutes import passages
from portfolio.screens.minutes.passages import PAGE

#: What a find is called by, by the first of these that its value has.
_TITLES = ("title", "text", "name", "requirement", "body", "case_number")
#: What is told of it beside.
_BESIDE = (
    *("purpose", "outcome", "decided_on", "milestone_kind", "when", "responsible", "date"),
    *("starts_at", "place", "absent", "case_number", "total_amount", "earmarked_amount"),
    *("co_financing_share", "kind"),
)
#: Where the words of a code are.
_CODED = {
    "outcome": "decision_outcome",
    "milestone_kind": "milestone_kind",
    "kind": "condition_kind",
}


#: A find in the list, and the way to its card.
Listing = tuple[Link, Find]


@dataclass(frozen=True)
class Card:
    """A find, as it is judged."""

    place: str  # "7 of 34"
    kind: str
    title: str
    certainty: str
    is_sure: bool
    where: str
    facts: tuple[tuple[str, str], ...]
    changes: tuple[tuple[str, str, str], ...]
    effect: str
    state: FindState
    said: str
    answers: tuple[str, ...]
    does: tuple[str, ...]


def card(find: Find, total: int, reading: Reading) -> Card:
    """The card of a find among so many of a reading."""
    return Card(
        place=_("Find {n} of {total}", n=find.position, total=total),
        kind=labels.label("find_kind", find.kind),
        title=title(find),
        certainty=labels.label("find_certainty", find.certainty),
        is_sure=find.certainty == "sikkert",
        where=_where(find, reading),
        facts=tuple(_facts(find.value)),
        changes=tuple(
            (
                labels.label("find_field", one["field"]),
                _word(one["field"], one["old"]),
                _word(one["field"], one["new"]),
            )
            for one in find.changes
        ),
        effect=_effect(find, reading),
        state=find.state,
        said=_said(find),
        answers=tuple(find.answers.values()),
        does=tuple(_does(find.effects)),
    )


def _where(find: Find, reading: Reading) -> str:
    """The item, and the page and line: ``item 3 · page 4, line 120``."""
    item = _("item {item}", item=find.item) if find.item else ""
    line = passages.place(reading.line_pages, find.line_from)
    return " · ".join(filter(None, (item, line)))


def title(find: Find) -> str:
    """What a find says, in one line."""
    value = find.value
    words = next((str(value[name]) for name in _TITLES if value.get(name)), "")
    number = value.get("number")
    return f"{number}. {words}" if number and find.kind != FindKind.DECISION else words


def _facts(value: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    shown = next((name for name in _TITLES if value.get(name)), "")
    return [
        (labels.label("find_field", name), _word(name, value[name]))
        for name in _BESIDE
        if name != shown and value.get(name) not in (None, "", False, [])
    ]


def _word(name: str, value: Any) -> str:  # noqa: ANN401 - whatever a find's value holds
    if value is None:
        return _("nothing")
    if name == "when":
        return str(value if isinstance(value, str) else value["text"])
    if name in _CODED:
        return labels.label(_CODED[name], value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name.endswith("_amount") and not isinstance(value, str):
        return language.amount(value)
    if name.endswith("_share") and not isinstance(value, str):
        return language.share(value)
    if name in ("date", "decided_on"):
        return language.long_date(str(value))
    return str(value)


def _effect(find: Find, reading: Reading) -> str:
    if find.earlier_id and not find.changes:
        return _("Says the same as in the earlier version.")
    told = _EFFECTS.get(FindKind(find.kind), lambda: _("Is new in the portfolio."))()
    if find.action == "known":
        told = _("Stands in the portfolio already. Taking it adds these lines as its source.")
    elif find.action == "change":
        told = _("Changes what stands in the portfolio.")
    return " ".join(filter(None, (_since(find, reading), told)))


def _since(find: Find, reading: Reading) -> str:
    """What has become of a find since the earlier version of the minutes."""
    if find.earlier_id:
        return _("Said otherwise in the earlier version.")
    return _("Was not in the earlier version.") if reading.replaces_id else ""


_EFFECTS = {
    FindKind.AMOUNT: lambda: _("Is written among the finances of the item."),
    FindKind.SHARE: lambda: _("Is written among the finances of the item."),
    FindKind.DIFFERENCE: lambda: _("Is written with the decision of the item."),
    FindKind.CASE_REFERENCE: lambda: _("Is only kept here."),
}


def _does(effects: Mapping[str, Any]) -> Iterator[str]:
    """What else a decision does when it is taken in."""
    if stage := effects.get("stage"):
        yield _("Moves the stage to {stage}.", stage=labels.label("stage", stage))
    if effects.get("appoint"):
        yield _("Appoints who is responsible; still to say yes.")
    if effects.get("ask"):
        yield _("Asks who can be responsible.")
    if effects.get("park"):
        yield _("Puts the proposal on hold until a given period.")


def _said(find: Find) -> str:
    if find.state is FindState.OPEN:
        return ""
    said = labels.label("find_state", find.state)
    if find.is_mended:
        said = _("put right and taken")
    if find.judged_by is None:
        return _("rejected in an earlier version")
    day = _day(str(find.judged_at))
    return _(
        "{said} by {name}, {day}", said=said, name=labels.within("actor", find.judged_by), day=day
    )


def _day(at: str) -> str:
    return language.short_date(timestamps.day(at))


def draw(find: Find, total: int, reading: Reading, to: To) -> Markup:
    """The card of a find as a fragment, with the way to what it has become."""
    one = card(find, total, reading)
    return drawing.draw("minutes_find.html", one=one, made=_became(find, to))


def counts(states: Sequence[FindState]) -> str:
    """How many were judged how: ``34 finds: 20 taken, 2 rejected, 12 not judged``."""
    told = [
        f"{count} {labels.label('find_state', state)}"
        for state in (FindState.TAKEN, FindState.REJECTED, FindState.OPEN)
        if (count := states.count(state))
    ]
    total = ngettext("{n} find", "{n} finds", len(states))
    return f"{total}: {', '.join(told)}" if told else total


def differences(finds: Sequence[Find], gone: Sequence[Find]) -> str:
    """How a newer version differs: ``Since the earlier version: 2 changed, 1 new, 1 gone``."""
    changed = sum(bool(one.earlier_id and one.changes) for one in finds)
    new = sum(one.earlier_id is None for one in finds)
    told = (
        changed and ngettext("{n} changed", "{n} changed", changed),
        new and ngettext("{n} new", "{n} new", new),
        gone and _("{n} no longer there", n=len(gone)),
    )
    if not (changed or new or gone):
        return _("It says the same as the earlier version.")
    return _("Since the earlier version: {told}", told=", ".join(str(one) for one in told if one))


@dataclass(frozen=True)
class Group:
    """The finds of an item: those to be judged, and folded those that stand already."""

    heading: str
    shown: list[Listing]
    folded: list[Listing]


def listed(
    finds: Sequence[Find], chosen: Find, reading: Reading, gone: Sequence[Find], to: To
) -> Markup:
    """All finds as a list, by item, each a way to its card; and what the earlier version said
    besides.
    """
    groups: list[Group] = []
    titles = {item.get("number"): str(item["title"]) for item in reading.items}
    for find in finds:
        heading = _("The meeting")
        if find.item:
            heading = f"{find.item}. {titles.get(find.item, '')}".strip()
        if not groups or groups[-1].heading != heading:
            groups.append(Group(heading, [], []))
        listing = Link(_words(find), to(PAGE, referat=reading.id, fund=find.position)), find
        (groups[-1].folded if _stands(find) else groups[-1].shown).append(listing)
    lost = [(Link(_words(one), _lines(one, reading, to)), _became(one, to), one) for one in gone]
    return drawing.draw(
        "minutes_finds.html", groups=groups, chosen=chosen.position, lost=lost, reading=reading
    )


def _words(find: Find) -> str:
    return language.shortened(title(find), 90) or labels.label("find_kind", find.kind)


def _stands(find: Find) -> bool:
    """Whether there is nothing to judge: it is known, or judged in the earlier version."""
    judged = find.earlier_id is not None and not find.changes and find.state is not FindState.OPEN
    return find.action == "known" or judged


def _lines(find: Find, reading: Reading, to: To) -> str:
    """The way to where the earlier version said it."""
    return to(PAGE, referat=reading.replaces_id, linjer=f"{find.line_from}-{find.line_to}")


def _became(find: Find, to: To) -> Link | None:
    """The way to the row a find has become."""
    if find.made_table is None:
        return None
    return Link(_("See what it became"), to("indhold", slags=find.made_table, id=find.made_id))


def draw_list(rows: Sequence[Listed], to: To, may_read: bool) -> Markup:
    """All minutes of a portfolio, the newest first; or what to do where there are none."""
    lines = [
        (
            Link(row.title, to(PAGE, referat=row.id)),
            _("replaced by a newer version")
            if row.is_replaced
            else labels.label("reading_state", row.state),
            counts([state for state, n in row.counts.items() for _one in range(n)]),
            _(
                "read {day} by {name}",
                day=language.short_date(timestamps.day(row.read_at)),
                name=labels.within("actor", row.read_by),
            ),
        )
        for row in rows
    ]
    return drawing.draw("minutes_list.html", lines=lines, may_read=may_read)
