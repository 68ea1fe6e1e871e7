"""What a party is to a proposal, in one word: its own last word, else what the source says of it.

The one set of words for it: screens, papers, mails and the API say these, and *responsible* only of
whoever has said yes.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol, TypeVar


class PartyWord(StrEnum):
    """In the order in which they are told: whoever answers for it before whoever might."""

    ACCEPTED = "accepted"
    APPOINTED = "appointed"  # asked by a decision, and yet to say yes
    ASKED = "asked"
    TOLD = "told"  # the secretary says that it has it; nobody has asked
    DISCUSS_WITH = "discuss_with"  # the source suggests it; nobody has asked
    DECLINED = "declined"
    PASSED_ON = "passed_on"
    WORKS_ON = "works_on"
    PARTNER = "partner"
    MENTIONED = "mentioned"
    ADDED = "added"  # no source names it, and what it was asked was taken back


#: It has been asked, and answers for the proposal or says no.
ANSWERING = frozenset({PartyWord.ACCEPTED, PartyWord.APPOINTED, PartyWord.ASKED})
#: Somebody is on it, or the source says whom to talk with: nobody needs to be found.
NAMED = ANSWERING | {PartyWord.TOLD, PartyWord.DISCUSS_WITH, PartyWord.WORKS_ON}
#: What to a reader is nobody at all; the others who neither are on it nor have been spoken with.
_NOBODY = frozenset({PartyWord.ADDED})
_BESIDE = frozenset({PartyWord.PARTNER, PartyWord.MENTIONED})


class _Party(Protocol):
    @property
    def word(self) -> str: ...


P = TypeVar("P", bound=_Party)


def foremost(parties: Sequence[P], every: bool = False) -> list[P]:
    """Those with the word that is told first; [] where there is nobody to tell of.

    Whoever is only a partner or mentioned is told of where ``every`` word is: a proposal that has
    no others is one of those that nobody is on (see NAMED).
    """
    nobody = _NOBODY if every else _NOBODY | _BESIDE
    told = [party for party in parties if party.word not in nobody]
    first = min((PartyWord(party.word) for party in told), key=list(PartyWord).index, default=None)
    return [party for party in told if party.word == first]
