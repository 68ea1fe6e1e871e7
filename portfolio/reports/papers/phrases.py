"""What the papers say of a fact, each fact worded once; also what they say where there is none."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from portfolio import labels, language
from portfolio.domain.model import DECIDING, Rag
from portfolio.domain.party_words import PartyWord
from portfolio.language import _, ngettext
from portfolio.queries.papers.shapes import Facts, PaperProposal
from portfolio.reports import dated
from portfolio.reports.meetings import sentences
from portfolio.reports.overview import changes
from portfolio.reports.papers import asked
from portfolio.reports.requests.sentences import NAMED

Row = Mapping[str, Any]


def day(iso: object) -> str:
    """``4. april 2022`` of an ISO day."""
    return language.long_date(str(iso))


def as_of(facts: Facts) -> str:
    """The paper's day; a paper of made-up history says so wherever it says its day."""
    day = language.long_date(facts.day)
    if facts.demo:
        return _("As of {day} · Demo, made-up history", day=day)
    return _("As of {day}", day=day)


def rules() -> list[tuple[str, str]]:
    """Each light and stage that the organisation has a rule for, and the rule."""
    named = ((kind, code) for kind in ("rag", "stage") for code in labels.words(kind))
    return [
        (labels.label(kind, code), language.end_sentence(labels.rule(kind, code)))
        for kind, code in named
        if labels.rule(kind, code)
    ]


def nothing_known(facts: Facts) -> str:
    """Why there is no proposal in the paper; empty when there is one."""
    if facts.proposals:
        return ""
    if facts.first_day is None:
        return _("There are no proposals in the portfolio yet.")
    if facts.day < facts.first_day:
        return _(
            "Nothing was known of the portfolio on {day}. The first proposals are from {first}.",
            day=language.long_date(facts.day),
            first=language.long_date(facts.first_day),
        )
    return _("None of the proposals that were asked for was known on that day.")


def headline(facts: Facts) -> str:
    """The one sentence a director should take away: decisions first, then lights, then silence."""
    if nothing := nothing_known(facts):
        return nothing
    told = [asked.sentence(facts)]
    if facts.on_board:
        told = [_lights_sentence(facts), *told, _accepted_sentence(facts)]
    return " ".join([*told, *_resting_sentences(facts)])


def _lights_sentence(facts: Facts) -> str:
    lights, total = facts.lights, len(facts.on_board)
    if lights[Rag.NONE] == total:
        return ngettext(
            "The proposal has not been assessed yet.",
            "None of the {n} proposals has been assessed yet.",
            total,
        )
    counted = [labels.lights(rag, count) for rag, count in lights.items() if count]
    return ngettext(
        "{n} proposal: {lights}.",
        "{n} proposals: {lights}.",
        total,
        lights=language.listed(counted),
    )


def _accepted_sentence(facts: Facts) -> str:
    total = len(facts.on_board)
    yes = sum(has_owner(one) for one in facts.on_board)
    if not yes:
        return _("Nobody has accepted responsibility yet.")
    if yes == total:
        return _("Every proposal has somebody responsible.")
    return ngettext(
        "{n} of {total} proposals has somebody responsible.",
        "{n} of {total} proposals have somebody responsible.",
        yes,
        total=total,
    )


def _resting_sentences(facts: Facts) -> list[str]:
    """Which are set aside, and not counted above; and which of those counted are parked."""
    aside = [str(one.number) for one in facts.proposals if one.left]
    parked = [str(one.number) for one in facts.proposals if one.parked]
    said = []
    if aside:
        said.append(
            _("{n} proposals are set aside.", n=len(aside))
            if len(aside) > NAMED
            else ngettext(
                "Proposal {numbers} is set aside.",
                "Proposals {numbers} are set aside.",
                len(aside),
                numbers=language.listed(aside),
            )
        )
    if parked:
        said.append(
            _("{n} proposals are on hold until a period.", n=len(parked))
            if len(parked) > NAMED
            else ngettext(
                "Proposal {numbers} is on hold until a period.",
                "Proposals {numbers} are on hold until a period.",
                len(parked),
                numbers=language.listed(parked),
            )
        )
    return said


def resting(one: PaperProposal) -> str:
    """How a proposal left the board, or until what it is parked; empty for the others."""
    if one.left:
        return changes.departure(one.left)
    if one.parked:
        return _(
            "On hold until {window} ({when}): {reason} Must be ready: {ready}",
            window=one.parked["window"],
            when=dated.of(one.parked),
            reason=language.end_sentence(one.parked["reason"]),
            ready=language.end_sentence(one.parked["must_be_ready"]),
        )
    return ""


def has_owner(one: PaperProposal) -> bool:
    """Whether somebody has said yes."""
    return any(party.word == PartyWord.ACCEPTED for party in one.parties)


def decided(row: Row) -> str:
    """A decision in its words; what was only talked about says so."""
    words = str(row["decision"])
    outcome = "" if row["outcome"] in DECIDING else labels.outcome(row["outcome"], words)
    return f"{outcome}: {words}" if outcome else words


def light(one: PaperProposal) -> str:
    """``▲ Gul``."""
    return labels.light(one.rag)


def stage(one: PaperProposal) -> str:
    return labels.label("stage", one.stage)


def done(one: PaperProposal) -> str:
    if one.percent is None:
        return _("progress not recorded")
    return _("{percent} done", percent=language.share(one.percent / 100))


def status_of(one: PaperProposal) -> str:
    """When the status is from, or that there is none."""
    if one.status is None:
        return _("No status has been given yet")
    return _("Status of {day}", day=day(one.status.reported_on))


def where_it_stands(one: PaperProposal) -> list[str]:
    """Stage, progress and how new the status is."""
    return [stage(one), done(one), status_of(one)]


def overview_columns() -> tuple[str, ...]:
    """What the columns of a table of proposals are called."""
    return _("No."), _("Proposal"), _("Light"), _("Stage"), _("Responsible"), _("Next step")


def overview_row(one: PaperProposal) -> tuple[str, ...]:
    """A proposal in these columns."""
    return str(one.number), one.title, light(one), stage(one), owner(one), next_step(one)


def owner(one: PaperProposal) -> str:
    """Who is responsible; else who could become it, and that nobody has said yes."""
    for word, sentence in (
        (PartyWord.ACCEPTED, "{parties}"),
        (PartyWord.APPOINTED, _("Nobody yet ({parties} appointed)")),
        (PartyWord.ASKED, _("Nobody yet ({parties} asked)")),
        (PartyWord.TOLD, _("{parties} (according to the secretary)")),
    ):
        names = [party.name for party in one.parties if party.word == word]
        if names:
            return sentence.format(parties=language.listed(names))
    return _("Nobody yet")


def party_role(row: Row) -> str:
    """What the minutes say of a party, and how sure that is."""
    return labels.hedged(labels.label("party_role", row["role"]), row["certainty"])


def parties(one: PaperProposal) -> list[str]:
    """Every party of a proposal with its word, those who answer for it first."""
    ranked = sorted(one.parties, key=lambda party: list(PartyWord).index(PartyWord(party.word)))
    told = [f"{party.name}: {labels.party(party.word, party.certainty)}" for party in ranked]
    return told or [_("Nobody is named for the proposal")]


def next_step(one: PaperProposal) -> str:
    """The next step of the latest status and its date, or that none is on record."""
    if one.status is None or not one.status.next_step:
        return _("Not recorded")
    if not one.status.next_step_date_text:
        return one.status.next_step
    when = labels.ahead(dated.said(one.status.next_step_date_text), one.status.step_is_past)
    return f"{one.status.next_step.rstrip('.')} ({when})"


def next_date(one: PaperProposal) -> str:
    """The nearest date ahead and what it is, or that none is known."""
    if not one.ahead:
        return _("None is known")
    nearest = one.ahead[0]
    when = labels.ahead(dated.of(nearest), nearest["is_unsettled"])
    return f"{when}: {tied(nearest['title'], nearest, one)}"


def when(row: Row) -> str:
    """The day of a follow-up, and what was agreed before it was moved."""
    return sentences.when(row, _("no date"))


def milestone_state(row: Row) -> str:
    """How a milestone stands, and whether it hinges on what nobody knows."""
    state = labels.label("milestone_state", row["state"])
    return ", ".join([state, *labels.hinging(row["hinges"])])


def ties(rows: Iterable[Row]) -> list[str]:
    """Processes or pools with how the proposal hangs on them."""
    return [f"{row['title']} ({tie(row)})" for row in rows]


def tie(row: Row) -> str:
    """How a proposal hangs on a process or pool, and how sure that is."""
    return labels.hedged(labels.label("relation", row["relation"]), row["certainty"])


def place_role(row: Row) -> str:
    """What a proposal has to do with a place, and how sure that is."""
    return labels.hedged(labels.label("place_role", row["role"]), row["certainty"])


def tied(words: str, row: Row, one: PaperProposal) -> str:
    """What a proposal is tied to, by the numbers of the row, and how sure that is."""
    mine = next((number for number in row["numbers"] if number == one.number), one.number)
    return labels.tied(words, mine)


def numbers(some: tuple[int, ...], total: int) -> str:
    """``Forslag 4 og 6``; all of them is said as such."""
    if not some:
        return _("The whole portfolio")
    if len(some) == total and total > 1:
        return labels.by_certainty(some, lambda some: _numbered(some, total))
    return _numbered(some, total)


def _numbered(some: Sequence[int], total: int) -> str:
    if len(some) == total and total > 1:
        return _("All proposals")
    if len(some) > NAMED:
        return _("{n} proposals", n=len(some))
    said = labels.by_certainty(some, lambda some: language.listed(map(str, some)))
    return ngettext("Proposal {numbers}", "Proposals {numbers}", len(some), numbers=said)


def source_note(facts: Facts) -> str:
    """Where the paper's facts are from, and how new the newest of them is."""
    said = [_("Source: {sources}.", sources="; ".join(facts.sources))] if facts.sources else []
    if facts.latest_news is not None:
        said.append(_("Newest information: {day}.", day=language.long_date(facts.latest_news)))
    return " ".join(said) or _("No source is recorded.")
