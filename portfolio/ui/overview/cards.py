"""What stands on a proposal's card, line by line. Open it to change what a card says."""

from collections.abc import Callable

from portfolio import labels, language
from portfolio.domain import party_words
from portfolio.domain.party_words import PartyWord
from portfolio.language import _, ngettext
from portfolio.queries.overview.board import Card, NamedParty
from portfolio.ui import components, links

#: So many letters fit on a card's line, a third of a screen of 1440.
_ONE_LINE = 52


def card(card: Card) -> str:
    """Title and three lines, each short enough for one line of the card: then rows line up."""
    updated = card.status_on and _("as of {date}", date=language.short_date(card.status_on))
    state = components.joined(
        [components.light(card.rag), labels.label("stage", card.stage), links.plain(updated or "")]
    )
    title = links.proposal(card.number, card.title)
    parties = links.plain(responsible(card.parties))
    ahead = components.quiet(links.plain(_ahead(card)))
    return f"**{title}**  \n:small[{state}]  \n:small[{parties}]  \n:small[{ahead}]"


def _ahead(card: Card) -> str:
    """What it waits for, what comes next; where nothing is agreed, what the proposal hangs on."""
    if card.parked:
        when, process = card.parked
        until = language.within(when) if when else _("no date")
        return _fitted(
            process, lambda text: _("On hold: {process}, {date}", process=text, date=until)
        )
    if card.next_step:
        when = card.next_step_date_text or _("no date")
        return _fitted(
            card.next_step, lambda text: _("Next: {step} ({date})", step=text, date=when)
        )
    if card.date_ahead:
        when, owner, certainty = card.date_ahead
        title = labels.hedged(owner, certainty)
        return _("Next: {date}, {title}", date=language.within(when), title=title)
    return _hangs_on(tuple(labels.hedged(*tie) for tie in card.hangs_on))


def _fitted(text: str, sentence: Callable[[str], str]) -> str:
    """The sentence with as much of the text as leaves it on one line."""
    room = max(_ONE_LINE - len(sentence("")), 10)
    # Not at a word's end: Danish ones are long, and half of one says more than none.
    return sentence(text if len(text) <= room else f"{text[: room - 1].rstrip(' -')}…")


def _hangs_on(titles: tuple[str, ...]) -> str:
    if not titles:
        return _("Hangs on no process or pool")
    others = len(titles) - 1

    def sentence(first: str) -> str:
        if not others:
            return first
        return ngettext("{first} and {n} more", "{first} and {n} more", others, first=first)

    first = next((title for title in titles if len(sentence(title)) <= _ONE_LINE), titles[0])
    return _fitted(first, sentence)


def responsible(parties: tuple[NamedParty, ...]) -> str:
    """Who has said yes; else who is appointed, asked, suggested …; else that there is nobody."""
    shown = party_words.foremost(parties)
    if not shown:
        return _("No party named")
    # The least sure of them: the codes sort from assumed to stated.
    certainty = min(filter(None, (one.certainty for one in shown)), default=None)
    return _named(shown, PartyWord(shown[0].word), certainty)


def _told(names: str, word: PartyWord, certainty: str | None) -> str:
    if word is PartyWord.DISCUSS_WITH:
        return _("To be discussed with {parties}", parties=names)
    return f"{names} ({labels.party(word, certainty)})"


def _named(parties: list[NamedParty], word: PartyWord, certainty: str | None) -> str:
    """All the names where they fit on the line, else the first and how many more."""
    names = [party.name for party in parties]

    def told(some: str) -> str:
        return _told(some, word, certainty)

    every = told(language.listed(names))
    if len(names) <= 2 and len(every) <= _ONE_LINE:
        return every
    if {party.kind for party in parties} == {"steering_group"}:
        count = ngettext("{n} steering group", "{n} steering groups", len(names))
        return told(count)
    return _fitted(names[0], lambda first: told(_and_others(first, len(names) - 1)))


def _and_others(first: str, others: int) -> str:
    if not others:
        return first
    return ngettext("{first} and {n} other", "{first} and {n} others", others, first=first)
