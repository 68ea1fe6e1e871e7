"""A calendar file that Outlook and Google subscribe to (RFC 5545). Open it to change an event.

Every event lasts whole days and names no time zone, so it stands on the same dates everywhere; a
fuzzy date covers every day its words can mean, and its words stand in the title. Nothing is
marked as busy. The bytes follow from the entries alone: what has not changed looks unchanged.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from icalendar import Calendar, Event

from portfolio import labels, language
from portfolio.domain.model import Outcome
from portfolio.domain.ties import Tied
from portfolio.language import _, long_date
from portfolio.queries.calendar.calendar import Entry
from portfolio.reports import dated
from portfolio.vocabulary.nouns import Vocabulary

#: How often a calendar program is asked to look again. Outlook and Google decide for themselves.
_LOOK_AGAIN = timedelta(hours=6)
_AS_SPOKEN: Mapping[str | None, Vocabulary] = {}


def calendar(
    entries: Iterable[Entry], *, public: str, words: Mapping[str | None, Vocabulary] = _AS_SPOKEN
) -> bytes:
    """The file, in the language that is spoken now, each entry in the words of its portfolio.

    ``public``: the address of the program. ``words``: by the portfolio's code, None the first's.
    """
    language.use_words(words.get(None, language.vocabulary()))
    made = Calendar()
    # PRODID, VERSION, METHOD and a UID for every event are what Outlook does not do without.
    made.add("prodid", "-//Porteføljetracker//Kalender//DA")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("calscale", "GREGORIAN")
    made.add("x-wr-calname", _("Portfolio: milestones and deadlines"))
    made.add("refresh-interval", _LOOK_AGAIN, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", f"PT{_LOOK_AGAIN // timedelta(hours=1)}H")
    for entry in entries:
        with language.speaking(vocabulary=words.get(entry.portfolio)):
            made.add_component(_event(entry, public))
    return bytes(made.to_ical())


def _event(entry: Entry, public: str) -> Event:
    changed = datetime.fromisoformat(entry.changed_at).astimezone(UTC).replace(microsecond=0)
    made = Event()
    made.add("uid", f"{entry.id}@portefoeljetracker")
    made.add("dtstamp", changed)
    made.add("last-modified", changed)
    made.add("sequence", max(entry.version - 1, 0))
    made.add("dtstart", entry.start)
    made.add("dtend", entry.end + timedelta(days=1))  # the first day after
    made.add("summary", _summary(entry))
    made.add("description", "\n".join(_described(entry)))
    made.add("categories", [_kind(entry)])
    made.add("transp", "TRANSPARENT")
    made.add("x-microsoft-cdo-busystatus", "FREE")
    made.add("url", _address(entry, public))
    return made


def _summary(entry: Entry) -> str:
    if entry.kind == "round":
        return _("Deadline for status: {title}", title=entry.title)
    return entry.title if entry.start == entry.end else f"{entry.title} ({dated.said(entry.words)})"


def _described(entry: Entry) -> list[str]:
    said: list[Any] = [entry.belongs and labels.tied(entry.belongs, Tied(0, entry.certainty))]
    if entry.number is not None:
        said = [_("Proposal {number}: {title}", number=entry.number, title=entry.belongs)]
    if entry.start != entry.end:
        span = (long_date(entry.start), long_date(entry.end))
        said.append(
            _(
                "“{words}” can be any day from {first} to {last}.",
                words=entry.words,
                first=span[0],
                last=span[1],
            )
        )
    if entry.outcome != Outcome.NOT_RECORDED:
        word = labels.label("milestone_state", entry.outcome)
        said.append(_("Outcome: {outcome}", outcome=word))
    said += labels.hinging(entry.hinges)
    return [str(line) for line in [*said, entry.note] if line]


def _kind(entry: Entry) -> str:
    return (
        _("Status round") if entry.kind == "round" else labels.label("milestone_kind", entry.kind)
    )


def _address(entry: Entry, public: str) -> str:
    if entry.kind == "round":
        return f"{public}/mine"
    shown = f"portefolje={entry.portfolio}" if entry.portfolio else ""
    if entry.number:
        return f"{public}/forslag?nr={entry.number}" + (f"&{shown}" if shown else "")
    return f"{public}/tidslinje" + (f"?{shown}" if shown else "")
