"""Who answers: whoever is signed in, or the owner of the personal link that the address holds.

A link opens the answers of its own round and nothing else, and to look changes nothing: nobody is
signed in by it, and the next address must hold it again. So it never mixes with who is signed in.
"""

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from portfolio import language, store
from portfolio.domain.permissions import Action
from portfolio.language import explain
from portfolio.queries.rounds.answer_links import AnswerLink
from portfolio.queries.rounds.answers import OwnProposal
from portfolio.screens.addresses import Here
from portfolio.screens.drawing import To
from portfolio.screens.rounds.words import PAGE
from portfolio.usecases import use_case
from portfolio.usecases.rounds import answer_links
from portfolio.usecases.rounds.answer_links import ShutLinkError
from portfolio.usecases.use_case import Person
from portfolio.web import addresses
from portfolio.web.caller import known
from portfolio.web.doorway import client_address

#: In the address: whose answers they are has been seen, or is not the reader.
AS, SEEN, NOT_ME = "som", "set", "en-anden"


@dataclass(frozen=True, kw_only=True)
class Visit:
    """Who answers, and by which link if by any. Without a person there is nobody to answer."""

    person: Person | None
    signed_in: Person | None = None  # in this browser, whoever it is that the link is for
    link: AnswerLink | None = None
    token: str = ""
    said: str = ""  # of AS
    refused: str = ""  # why the link opens nothing

    @property
    def page(self) -> str:
        """The page, as an address names it."""
        return f"{PAGE}/{self.token}" if self.token else PAGE

    @property
    def is_another(self) -> bool:
        """Whether somebody else than the link's owner is signed in here, who has not been asked."""
        return self.link is not None and self.signed_in is not None and self.said != SEEN

    def to(self) -> To:
        """What addresses on the page are made by."""
        spoken = language.current()
        carried = {"lang": spoken if spoken != language.DEFAULT else ""}
        if self.said == SEEN:
            carried[AS] = SEEN
        shown = self.link.portfolio if self.link else None
        kept = tuple((name, word) for name, word in carried.items() if word)
        return Here(addresses.base(), kept, shown).to

    def asks(self, own: OwnProposal) -> bool:
        """Whether the link is about it; without a link everything is."""
        if self.link is None:
            return True
        return own.asked is not None and own.asked.round_id == self.link.round_id

    def may(self, connection: Any, own: OwnProposal) -> bool:  # noqa: ANN401 - the store's
        """Whether the reader may answer for it here."""
        if self.person is None or not self.asks(own):
            return False
        mine = use_case.answers_for(connection, self.person, own.proposal_id)
        return use_case.permits(self.person, Action.ANSWER_STATUS, mine=mine)


def of(request: Request) -> Visit:
    """Who asks. Raises TooManyError for whoever guesses at links."""
    token = str(request.path_params.get("token", ""))
    came = known(request)
    with store.reading() as connection:
        person = use_case.person_of(connection, came)
    if not token:
        return Visit(person=person)
    answer_links.count_guess(token, client_address(request.scope))
    given: dict[str, Any] = {"token": token, "said": request.query_params.get(AS, "")}
    with store.reading() as connection:
        try:
            link = answer_links.opened(connection, token)
        except ShutLinkError as error:
            return Visit(person=None, signed_in=person, refused=explain(error), **given)
        owner = use_case.person_of(connection, answer_links.who(link))
    return Visit(person=owner, signed_in=person, link=link, **given)
