"""The workshop's report in Word: who does what by when, in short, the result, each proposal, and
the notes last.
"""

from functools import lru_cache

from portfolio import labels, language
from portfolio.language import _
from portfolio.queries.workshops.facts import METHODS, Facts, ProposalResult
from portfolio.reports.papers import word, word_templates
from portfolio.reports.papers.blocks import Block, Heading, Items, Table, Text
from portfolio.reports.workshops import phrases

_WIDE, _COLUMN = 16.6, 3.2  # cm: between the margins, and of a centre
_CENTRES = 3  # beside each other in one table


def docx(facts: Facts) -> bytes:
    """The document; it opens in Word and can be worked on."""
    template = _template(language.speech_now())
    return word.fill(template, _lines(facts), _parts(facts), facts.logo)


@lru_cache(maxsize=64)
def _template(_spoken: language.Speech) -> bytes:
    return word_templates.workshop_template(
        [
            (_("Who does what by when"), "aftalt"),
            (_("In short"), "kort"),
            (_("Who took part"), "deltagere"),
            (_("Result"), "resultat"),
            (_("Proposal by proposal"), "forslag"),
            (_("How it went"), "forløb"),
            (_("Notes"), "noter"),
        ]
    )


def _lines(facts: Facts) -> dict[str, str]:
    return {
        "titel": facts.workshop.title,
        "kommune": facts.municipality or _("not recorded"),
        "stand": phrases.subtitle(facts),
        "portefølje": facts.portfolio,
        "dato": phrases.day(facts),
    }


def _parts(facts: Facts) -> dict[str, list[Block]]:
    proposals: list[Block] = [block for one in facts.proposals for block in _proposal(one, facts)]
    return {
        "aftalt": _agreed(facts),
        "kort": [Text(" ".join(phrases.in_short(facts)))],
        "deltagere": _attended(facts),
        "resultat": _result(facts),
        "forslag": proposals,
        "forløb": _course(facts),
        "noter": _notes(facts),
    }


def _agreed(facts: Facts) -> list[Block]:
    """What was agreed, of each proposal that something was agreed of; the others by number."""
    rows = [
        (
            phrases.named(one),
            one.next_step,
            one.responsible or _("nobody yet"),
            one.due or _("date missing"),
        )
        for one in facts.proposals
        if one.next_step
    ]
    rest = [str(one.number) for one in facts.proposals if not one.next_step]
    blocks: list[Block] = []
    if rows:
        header = (_("Proposal"), _("Agreed next step"), _("Who sees to it"), _("When"))
        blocks.append(Table(header, rows, _("Who does what by when"), (4.8, 5.8, 3.4, 2.6)))
    if rest:
        none = _("Nothing was agreed of proposals {numbers}.", numbers=language.listed(rest))
        blocks.append(Text(none if rows else _("Nothing was agreed."), quiet=bool(rows)))
    return blocks


def _attended(facts: Facts) -> list[Block]:
    blocks: list[Block] = [Text(" ".join(phrases.attended(facts)))]
    rows = [(name, str(count)) for name, count in facts.attendance.by_centre.items()]
    if rows and not facts.workshop.anonymous:
        header = (_("Centre"), _("Participants"))
        blocks.append(Table(header, rows, _("How many took part from each centre"), (8, 3)))
    return blocks


def _result(facts: Facts) -> list[Block]:
    if facts.voters is None and facts.dotters is None:
        return [Text(_("No step with scores or dots has been closed, so there is no result."))]
    header = (_("Rank"), _("Proposal"), _("Mean"), _("Spread"), _("Gave scores"), _("Dots"))
    rows = [_ranked(one) for one in facts.ranking]
    alt = _("The proposals by their mean score, with spread, votes and dots")
    blocks: list[Block] = [Table(header, rows, alt, (1.4, 6.7, 2.7, 2.3, 1.5, 2.0))]
    if facts.dotters == 0:
        blocks.append(Text(phrases.few_dots(), quiet=True))
    if facts.voters is not None:
        blocks.append(Text(phrases.scale(facts), quiet=True))
    if facts.voters:
        blocks += [Heading(_("Four ways to count")), *_methods(facts), *_centres(facts)]
    return blocks


def _ranked(one: ProposalResult) -> tuple[str, ...]:
    ranked, none = one.ranked, _("none")
    return (
        str(ranked.ranks.get("mean", none)) if ranked else none,
        phrases.named(one),
        phrases.figure(ranked.figures.get("mean") if ranked else None),
        phrases.figure(ranked.spread if ranked else None),
        str(ranked.votes) if ranked and ranked.votes else none,
        none if one.dots is None else str(one.dots),
    )


def _methods(facts: Facts) -> list[Block]:
    header = (_("Proposal"), *(labels.label("counting", method) for method in METHODS))
    rows = [(phrases.named(one), *phrases.ranks(one)) for one in facts.ranking]
    alt = _("Each proposal's rank by four ways to count")
    return [Text(phrases.disagreement(facts)), Table(header, rows, alt, (7.4, 2.6, 2, 1.8, 2.8))]


def _centres(facts: Facts) -> list[Block]:
    if facts.workshop.anonymous:
        return []
    blocks: list[Block] = []
    names = list(facts.by_centre)
    for start in range(0, len(names), _CENTRES):
        some = names[start : start + _CENTRES]
        header = (_("Proposal"), *some)
        rows = [
            (
                phrases.named(one),
                *(phrases.figure(facts.by_centre[name].get(one.id)) for name in some),
            )
            for one in facts.ranking
        ]
        widths = (_WIDE - _COLUMN * len(some), *(_COLUMN for _name in some))
        blocks.append(Table(header, rows, _("The mean of each centre's scores"), widths))
    if blocks:
        blocks.insert(0, Heading(_("By centre")))
    if facts.hidden:
        told = _("{n} are in groups too small to be shown by themselves.", n=facts.hidden)
        blocks.append(Text(told, quiet=True))
    return blocks


def _proposal(one: ProposalResult, facts: Facts) -> list[Block]:
    blocks: list[Block] = [
        Heading(phrases.named(one)),
        *(Text(words, lead=lead) for lead, words in phrases.outcome(one)),
        Text(phrases.rank_of(one, facts), lead=_("Ranking:")),
    ]
    if one.ranked and one.ranked.votes:
        blocks.append(Text(phrases.by_criterion(one.ranked, facts), lead=_("By criterion:")))
    blocks.append(Text(phrases.dots_of(one, facts), lead=_("Dots:")))
    return blocks


def _notes(facts: Facts) -> list[Block]:
    """All notes that stand, by proposal and heading."""
    blocks: list[Block] = []
    about = [(phrases.named(one), one.notes) for one in facts.proposals]
    for title, some in [*about, (_("About the whole"), facts.loose)]:
        if some:
            blocks.append(Heading(title))
        for heading, words in phrases.groups(some, facts):
            blocks += [Heading(heading, level=3), Items([("", line) for line in words])]
    return blocks or [Text(_("No notes were written."))]


def _course(facts: Facts) -> list[Block]:
    header = (_("No."), _("Step"), _("What was done"), _("Length in min"), _("Status"))
    alt = _("The workshop's steps in their order")
    return [Table(header, phrases.course(facts), alt, (1.2, 7.4, 3.6, 2, 2.4))]
