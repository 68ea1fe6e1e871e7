"""What a decision in minutes answers: the requests that are open to the body that decided."""

from collections.abc import Sequence

from portfolio.domain.finds import FindKind, is_about
from portfolio.domain.requests import Request
from portfolio.language import _
from portfolio.queries.minutes.readings import Find
from portfolio.queries.requests import choices, requests
from portfolio.reports.requests import sentences
from portfolio.ui import draft, session


def choose(form: draft.Draft, find: Find, every: Sequence[Find]) -> dict[str, str] | None:
    """A field with the open requests a decision can answer; None where there is none.

    Chosen beforehand is the one that somebody put of the item's one proposal, and no other.
    """
    if find.kind != FindKind.DECISION:
        return None
    about = _proposals(find, every)
    words = {one.key: sentences.question(one) for one in _open(every) if _fits(one, about)}
    if not words:
        return None
    begun = list(find.answers) or _sure(find, about, every)
    chosen = form.choose_some("answers", _("Answers these requests"), words, begun)
    return {key: words[key] for key in chosen}


def _open(every: Sequence[Find]) -> tuple[Request, ...]:
    day, shown = session.today(), session.portfolio()
    assert shown is not None
    body = next((find.value.get("body") for find in every if find.kind == FindKind.MEETING), None)
    mine = {row["id"] for row in session.read(choices.bodies_to_ask) if row["name"] == body}
    if not mine:
        return ()
    asked = {"as_of": day, "today": day, "portfolio": shown["code"]}
    return session.read(requests.open_requests, **asked, party_ids=frozenset(mine))


def _proposals(find: Find, every: Sequence[Find]) -> frozenset[int]:
    """The numbers of the proposals the decision's item names."""
    of_item = (
        other
        for other in every
        if other.item == find.item
        and other.kind == FindKind.PROPOSAL
        and is_about(other.state, other.certainty)
    )
    return frozenset(int(other.value["number"]) for other in of_item if other.value.get("number"))


def _fits(one: Request, about: frozenset[int]) -> bool:
    mine = {proposal.number for proposal in one.proposals}
    return one.whole or not mine or bool(mine & about)


def _sure(find: Find, about: frozenset[int], every: Sequence[Find]) -> list[str]:
    if len(about) != 1:
        return []
    asked = [
        one.key
        for one in _open(every)
        if one.is_asked and {proposal.number for proposal in one.proposals} == set(about)
    ]
    return asked if len(asked) == 1 and find.value.get("outcome") == "approved" else []
