"""Mine forslag: what is asked of the reader, each of their proposals, and those only suggested."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from portfolio import language
from portfolio.domain.model import AnswerState, PartyRole, Responsibility
from portfolio.language import _, ngettext
from portfolio.queries.rounds.answers import OwnProposal
from portfolio.screens.addresses import PORTFOLIO
from portfolio.screens.drawing import Link, To, draw
from portfolio.screens.rounds import words

Row = dict[Any, Any]


@dataclass(frozen=True)
class _Line:
    """One proposal, and the way to its answer."""

    proposal: Link
    rag: str
    stands: str
    last: str
    state: str
    is_sent: bool
    returned: str
    accept: Link | None
    answer: Link
    is_waiting: bool


def mine(owned: Sequence[OwnProposal], suggested: Sequence[Row], everyone: bool, to: To) -> Markup:
    """The fragment. ``everyone``: whether the reader may answer for anybody's."""
    waiting = [own for own in owned if _waits(own)]
    return draw(
        "mine.html",
        rounds=_rounds(owned),
        first=Link(
            ngettext("Answer on {n} proposal", "Answer on {n} proposals", len(waiting)),
            to(words.PAGE),
        )
        if waiting
        else None,
        lines=[_line(own, to) for own in owned],
        nothing="" if owned else _nothing(everyone),
        others=Link(_("Status rounds"), to("runder")) if everyone and not owned else None,
        named=_named(suggested, to),
    )


def _nothing(everyone: bool) -> str:
    if everyone:
        return _("No proposals are yours. You can answer for everybody, though.")
    return _("No proposals are yours. They come here when you are asked to be responsible.")


def _named(suggested: Sequence[Row], to: To) -> list[tuple[str, str, list[tuple[Link, str]]]]:
    """Those the secretary tells of apart from those the minutes name: a heading, what it means."""
    words_of = {
        True: (
            _("According to the secretary, not asked"),
            _(
                "The secretary has put you down for these proposals. Nothing is expected until you"
                " are asked."
            ),
        ),
        False: (
            _("Named in the minutes, not asked"),
            _("The minutes name you in these proposals. Nothing is expected until you are asked."),
        ),
    }
    found = []
    for told, (heading, meaning) in words_of.items():
        some = [row for row in suggested if (row["role"] == PartyRole.TOLD) is told]
        lines = [
            (_proposal(row["number"], row["title"], row["portfolio"], to), str(row["party"]))
            for row in some
        ]
        found += [(heading, meaning, lines)] if lines else []
    return found


def _rounds(owned: Sequence[OwnProposal]) -> list[tuple[str, str, str]]:
    """Of each open round: its title, by when to answer, and how much is sent."""
    asked = [own.asked for own in owned if own.asked is not None]
    found = []
    for key in dict.fromkeys(one.round_id for one in asked):
        of_it = [one for one in asked if one.round_id == key]
        found.append((of_it[0].round_title, words.deadline(of_it[0]), words.counted(of_it)))
    return found


def _waits(own: OwnProposal) -> bool:
    return own.asked is not None and own.asked.state != AnswerState.SUBMITTED


def _proposal(number: object, title: object, portfolio: object, to: To) -> Link:
    return Link(f"{number} {title}", to("forslag", nr=number, **{PORTFOLIO: portfolio}))


def _line(own: OwnProposal, to: To) -> _Line:
    asked = any(state == Responsibility.ASKED for _name, state in own.parties)
    there = _proposal(own.number, own.title, own.portfolio, to)
    return _Line(
        proposal=there,
        rag=own.rag,
        stands=words.stands(own),
        last=_("status of {day}", day=language.long_date(own.status_on))
        if own.status_on
        else _("no status yet"),
        state=words.sent(own.asked) if own.asked and not _waits(own) else words.state(own),
        is_sent=own.asked is not None and not _waits(own),
        returned=words.returned(own.asked),
        accept=Link(_("Answer about responsibility"), there.way) if asked else None,
        answer=Link(_answer(own), to(words.PAGE, nr=own.number, **{PORTFOLIO: own.portfolio})),
        is_waiting=_waits(own),
    )


def _answer(own: OwnProposal) -> str:
    if _waits(own):
        return _("Answer")
    return _("See what was sent") if own.asked is not None else _("Give a status")
