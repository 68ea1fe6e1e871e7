"""Beslutningsreferat: what was decided at a meeting, item by item, as soon as it is over.

Open this to change what the minutes say. What nobody recorded is said; of a closed item there
stand its number, its case number and "Lukket". How it lands in Word is
:mod:`portfolio.reports.papers.word`.
"""

from portfolio import labels
from portfolio.domain import clock
from portfolio.domain.model import CLOSED_TITLE
from portfolio.domain.requests import Deviation
from portfolio.language import _, ngettext
from portfolio.queries.meetings.minutes import (
    Item,
    MinutedDecision,
    Minutes,
    NamedProposal,
    TakenBack,
)
from portfolio.reports.meetings import sentences
from portfolio.reports.papers import phrases, word
from portfolio.reports.papers.blocks import Block, Heading, Items, Table, Text

TEMPLATE = word.Template(
    "beslutningsreferat.docx",
    "minutes_template",
    lines=("titel", "møde", "kommune", "mødeforum", "dato", "tid", "sted", "stand"),
    parts=("deltagere", "sammenfatning", "punkter"),
)
_TITLED = 2  # a decision about more proposals than this names them by number


def docx(facts: Minutes, template: bytes | None = None) -> bytes:
    """The minutes in the template's clothes. Raises PortfolioError as ``word.check`` does."""
    own = None if template else facts.logo
    return word.fill(template or TEMPLATE.content(), lines(facts), parts(facts), own)


def lines(facts: Minutes) -> dict[str, str]:
    """What stands inside a line of the template, by field."""
    meeting, missing = facts.meeting, _("not recorded")
    return {
        "titel": _("Decision minutes") + f": {meeting['title']}",
        "møde": str(meeting["title"]),
        "kommune": facts.municipality or missing,
        "mødeforum": str(meeting["body"]),
        "dato": phrases.day(meeting["held_on"]),
        "tid": _clock(meeting["starts_at"]) if meeting["starts_at"] else missing,
        "sted": str(meeting["place"] or missing),
        "stand": _state(facts),
    }


def parts(facts: Minutes) -> dict[str, list[Block]]:
    """What fills whole paragraphs, by field."""
    return {"deltagere": _people(facts), "sammenfatning": _summary(facts), "punkter": _items(facts)}


def _clock(starts_at: str) -> str:
    """``9.30``, the way a Danish paper writes the time of day."""
    hour, minute = starts_at.split(":")[:2]
    return f"{int(hour)}.{minute}"


def _state(facts: Minutes) -> str:
    demo = [_("Demo, made-up history")] if facts.demo else []
    if facts.is_draft:
        return " · ".join([*demo, _("Draft: the meeting is not closed")])
    if facts.review is None:
        return " · ".join([*demo, _("Made from the minutes of the meeting")])
    closed = _(
        "Closed {day} by {name}",
        day=phrases.day(clock.day(facts.review["closed_at"]).isoformat()),
        name=labels.within("actor", facts.review["closed_by"]),
    )
    return " · ".join([*demo, closed])


def _people(facts: Minutes) -> list[Block]:
    if not facts.present and not facts.absent:
        return [Text(_("Nobody has recorded who took part."), lead=_("Present:"))]
    blocks: list[Block] = [
        Text(", ".join(facts.present) or _("nobody is recorded"), lead=_("Present:"))
    ]
    if facts.absent:
        blocks.append(Text(", ".join(facts.absent), lead=_("Absent:")))
    return blocks


def _summary(facts: Minutes) -> list[Block]:
    """What a director takes away: how much was decided, what differs, what lacks an owner."""
    made = facts.decisions
    if not made:
        return [Text(_("No decisions are recorded."))]
    sentences = [
        ngettext("{n} decision was made.", "{n} decisions were made.", len(made)),
        *_deviations(made),
        _follow_ups_in_sum(facts),
    ]
    return [Text(" ".join(sentences)), *_at_a_glance(made)]


def _deviations(made: list[MinutedDecision]) -> list[str]:
    """How many change what was recommended, and how many add to it; else whether all follow it.

    What nobody recommended anything for neither follows nor differs.
    """
    added = sum(one.deviation == Deviation.ADDED for one in made)
    changed = sum(bool(one.row["differs"]) for one in made) - added
    told = []
    if changed:
        told.append(
            ngettext(
                "One of them changes what was recommended.",
                "{n} of them change what was recommended.",
                changed,
            )
        )
    if added:
        told.append(
            ngettext(
                "One of them adds to what was recommended.",
                "{n} of them add to what was recommended.",
                added,
            )
        )
    recommended = sum(bool(one.row["recommendation"]) for one in made)
    if not told and recommended == len(made):
        told.append(_("All of them follow what was recommended."))
    elif not told and recommended:
        told.append(_("Those that something was recommended for follow it."))
    return told


def _follow_ups_in_sum(facts: Minutes) -> str:
    rows = [row for one in facts.decisions for row in one.follow_ups]
    if not rows:
        return _("No follow-ups are recorded.")
    nobody = sum(row["responsible"] is None for row in rows)
    never = sum(row["date_end"] is None for row in rows)
    return ngettext(
        "{n} follow-up came of it: {nobody} without anybody responsible, {never} without a date.",
        "{n} follow-ups came of it: {nobody} without anybody responsible, {never} without a date.",
        len(rows),
        nobody=nobody,
        never=never,
    )


def _at_a_glance(made: list[MinutedDecision]) -> list[Block]:
    rows = [
        (
            one.row["number"],
            _outcome(one),
            str(one.row["decision"]),
            _("yes") if one.row["differs"] else _("no"),
        )
        for one in made
    ]
    header = (_("No."), _("Outcome"), _("Decision"), _("Differs"))
    alt = _("Every decision with its outcome, and whether it differs from the recommendation")
    return [Table(header, rows, alt, (1.1, 3.7, 10.1, 1.7))]


def _items(facts: Minutes) -> list[Block]:
    if not facts.items and not facts.noted:
        return [Text(_("No items are recorded."))]
    blocks: list[Block] = []
    for item in facts.items:
        blocks += _item(item, facts)
    return [*blocks, *_noted(facts)]


def _item(item: Item, facts: Minutes) -> list[Block]:
    case = _("Case number {number}", number=item.case_number or _("not recorded"))
    if item.closed:
        return [Heading(f"{item.number}. {CLOSED_TITLE}"), Text(case, quiet=True)]
    if item.number is None:
        return [Heading(item.title), Text(_("No decision is recorded for this item."))]
    blocks: list[Block] = [Heading(f"{item.number}. {item.title}"), Text(case, quiet=True)]
    blocks += [Text(_taken_back(one)) for one in item.taken_back]
    if not item.decisions:
        nothing = Text(_("No decision is recorded for this item."))
        return blocks if item.taken_back else [*blocks, nothing]
    if not any(one.is_made for one in item.decisions):
        said = [str(one.row["decision"]) for one in item.decisions]
        return [*blocks[:1], *blocks[2:], *map(Text, said)]
    for one in item.decisions:
        blocks += _decision(one, facts)
    return [*blocks, *_follow_ups(item)]


def _decision(one: MinutedDecision, facts: Minutes) -> list[Block]:
    row = one.row
    recommended = row["recommendation"] or _("No recommendation is recorded.")
    told = [
        (_("Recommendation:"), recommended),
        (_("Decision:"), row["decision"]),
        (_("Difference:"), _difference(one)),
        (_("About:"), _about(one.about, facts)),
    ]
    if one.review_on:
        told.append((_("To be looked at again:"), phrases.day(one.review_on)))
    return [
        Heading(f"{row['number']} {_outcome(one)}", level=3),
        *(Text(str(words), lead=lead) for lead, words in told if words),
    ]


def _taken_back(one: TakenBack) -> str:
    return _(
        "Decision {number} was taken back {day}, after the meeting was closed: {reason}. It read:"
        " “{decision}”",
        number=one.number,
        day=phrases.day(clock.day(one.at).isoformat()),
        reason=one.reason.rstrip("."),
        decision=one.decision,
    )


def _outcome(one: MinutedDecision) -> str:
    return labels.label("decision_outcome", one.row["outcome"])


def _difference(one: MinutedDecision) -> str:
    if not one.row["differs"]:
        return ""
    return one.row["difference"] or _("It differs from the recommendation; how is not recorded.")


def _about(some: tuple[NamedProposal, ...], facts: Minutes) -> str:
    """The proposals by portfolio: few with their titles, many by number."""
    by_portfolio: dict[str, list[NamedProposal]] = {}
    for one in some:
        by_portfolio.setdefault(one.portfolio, []).append(one)
    told = []
    for portfolio, mine in by_portfolio.items():
        words = _numbered(mine)
        told.append(f"{words} ({portfolio})" if facts.several else words)
    return "; ".join(told)


def _numbered(some: list[NamedProposal]) -> str:
    if len(some) <= _TITLED:
        return "; ".join(
            _("Proposal {number}", number=one.number) + f" {one.title}" for one in some
        )
    return phrases.numbers(tuple(one.number for one in some), 0)


def _follow_ups(item: Item) -> list[Block]:
    rows = [
        (
            one.row["number"],
            row["title"],
            row["responsible"] or _("missing"),
            sentences.when(row, _("missing")),
        )
        for one in item.decisions
        for row in one.follow_ups
    ]
    if not rows:
        return [Text(_("No follow-up is recorded for this item."), quiet=True)]
    header = (_("No."), _("Follow-up"), _("Responsible"), _("Date"))
    alt = _("What is to be done after item {number}, by whom and when", number=item.number)
    return [Heading(_("Follow-ups"), level=3), Table(header, rows, alt, (1.1, 8.9, 3.6, 3.0))]


def _noted(facts: Minutes) -> list[Block]:
    if not facts.noted:
        return []
    told = [
        (
            _("Proposal {number}", number=one.number) + ":",
            f"{one.title} ({one.portfolio})" if facts.several else one.title,
        )
        for one in facts.noted
    ]
    return [Heading(_("Taken note of without being talked about")), Items(told)]
