"""Slides: an overview, a slide per purpose, a slide per proposal. All of it can be edited.

Open this to change what the slides say; how they are drawn is ``slide_parts.py``. Each title is
the message of its slide.
"""

from collections.abc import Sequence

from pptx.presentation import Presentation as Deck

from portfolio import labels
from portfolio.domain.model import Rag
from portfolio.language import _, ngettext, shortened
from portfolio.queries.papers.shapes import (
    Facts,
    PaperProposal,
    Purpose,
    Row,
    count_lights,
    gravest_first,
)
from portfolio.reports import dated
from portfolio.reports.papers import asked, colours, phrases, situation, slide_parts
from portfolio.reports.requests import sentences
from portfolio.reports.saving import to_bytes

_ROWS = 10  # of a table on one slide
_FEW = 6  # rows that have room for larger letters
_BARS = 8  # purposes in one chart
Lines = list[str | tuple[str, str]]


def pptx(facts: Facts) -> bytes:
    """The deck as bytes."""
    title = str(facts.portfolio["title"])
    made = slide_parts.deck(f"{title}, {phrases.as_of(facts)}")
    _overview(made, facts)
    for purpose in facts.purposes:
        if purpose.proposals:
            _purpose(made, facts, purpose)
    for purpose in facts.purposes:
        for one in purpose.proposals:
            _proposal(made, facts, purpose, one)
    if said := phrases.rules():
        on = slide_parts.slide(made, _("What lights and stages mean here"), _foot(facts))
        lines: Lines = [(f"{name}:", rule) for name, rule in said]
        slide_parts.fit(on, (slide_parts.EDGE, 3.6, slide_parts.WIDE, 13.6), lines, (18, 14, 11))
    return to_bytes(made)


def _foot(facts: Facts) -> str:
    return f"{facts.portfolio['title']} · {phrases.as_of(facts)} · {phrases.source_note(facts)}"


def _overview(made: Deck, facts: Facts) -> None:
    on = slide_parts.slide(made, str(facts.portfolio["title"]), _foot(facts))
    if facts.logo:
        slide_parts.logo(on, facts.logo, str(facts.portfolio["municipality"]))
    top = (slide_parts.EDGE, 3.1, slide_parts.WIDE, 2.2)
    slide_parts.words(on, top, [phrases.headline(facts)], size=18)
    if not facts.proposals:
        return
    shown = [purpose for purpose in facts.purposes if purpose.proposals][:_BARS]
    names = [f"{purpose.number} {purpose.short_title or purpose.title}" for purpose in shown]
    slide_parts.words(on, (slide_parts.EDGE, 5.6, 17.6, 11.8), [], fill=colours.PALE)
    slide_parts.heading(on, (slide_parts.EDGE + 0.5, 5.9, 16.6), _("To the directorate"), 16)
    asked_of = (slide_parts.EDGE + 0.5, 6.9, 16.6, 10.2)
    slide_parts.fit(on, asked_of, _asking(facts), (16, 14, 12))
    slide_parts.heading(on, (20.4, 5.6, 11.6), _("Lights by purpose"))
    slide_parts.stacked_bars(on, (20.4, 6.4, 11.6, 6.6), names, _series(shown), _alt(shown))
    slide_parts.heading(on, (20.4, 13.2, 11.6), _("Dates"))
    slide_parts.fit(on, (20.4, 14.0, 11.6, 3.5), _dates(facts), (14, 12))


def _series(shown: Sequence[Purpose]) -> list[tuple[str, str, list[int]]]:
    order = (Rag.RED, Rag.AMBER, Rag.GREEN, Rag.NONE)
    return [
        (rag.value, labels.light(rag), [purpose.lights[rag] for purpose in shown]) for rag in order
    ]


def _alt(shown: Sequence[Purpose]) -> str:
    """What the chart shows, in words."""
    said_of = [
        f"{purpose.number} {purpose.title}: {_counted(purpose.proposals)}" for purpose in shown
    ]
    return _("Bars of lights by purpose.") + " " + "; ".join(said_of)


def _counted(some: Sequence[PaperProposal]) -> str:
    """``2 gule, 1 ikke vurderet``: the lights there are."""
    counted = count_lights(some)
    return ", ".join(labels.lights(rag, count) for rag, count in counted.items() if count)


def _asking(facts: Facts) -> Lines:
    if not facts.requests:
        return [_("No proposal is for decision.")]
    lines: Lines = [
        (f"{sentences.about(one)}:", asked.with_answers(one)) for one in facts.requests[:5]
    ]
    return lines + _more(len(facts.requests) - 5)


def _dates(facts: Facts) -> Lines:
    rows = facts.ahead
    if not rows:
        return [_("None is known")]
    lines: Lines = [(_when(row), row["title"]) for row in rows[:3]]
    return lines + _more(len(rows) - 3)


def _when(row: Row) -> str:
    return labels.ahead(dated.of(row), row["is_unsettled"])


def _more(rest: int) -> Lines:
    return [_("and {n} more", n=rest)] if rest > 0 else []


def _purpose(made: Deck, facts: Facts, purpose: Purpose) -> None:
    title = _("Purpose {number}: {title}", number=purpose.number, title=purpose.title)
    on = slide_parts.slide(made, title, _foot(facts))
    said_of = ngettext(
        "{n} proposal: {lights}.",
        "{n} proposals: {lights}.",
        len(purpose.on_board),
        lights=_counted(purpose.proposals),
    )
    slide_parts.words(on, (slide_parts.EDGE, 3.2, 30.2, 1), [said_of], size=18)
    one_bar = (slide_parts.EDGE, 4.2, slide_parts.WIDE, 2.7)
    slide_parts.stacked_bars(on, one_bar, [_("Lights")], _series([purpose]), _alt([purpose]))
    every = purpose.proposals
    shown = every if len(every) <= _ROWS else gravest_first(every)[:_ROWS]
    rows = [phrases.overview_row(one) for one in shown]
    size = 14 if len(rows) <= _FEW else 11
    box = (slide_parts.EDGE, 7.3, 30.2, 9.6)
    inks = {(place, 2): colours.INKS[one.rag] for place, one in enumerate(shown)}
    alt = _("Every proposal with light, stage, responsible and next step")
    widths = (1.5, 9.7, 4.0, 3.8, 5.0, 6.2)
    slide_parts.table(on, box, phrases.overview_columns(), rows, widths, alt, inks, size)
    if rest := len(purpose.proposals) - len(shown):
        note = _("{n} further proposals each have a slide below.", n=rest)
        slide_parts.words(
            on, (slide_parts.EDGE, 17.0, 25, 0.7), [note], size=11, colour=colours.QUIET
        )


def _proposal(made: Deck, facts: Facts, purpose: Purpose, one: PaperProposal) -> None:
    on = slide_parts.slide(made, f"{one.number} {one.title}", _foot(facts))
    light = (slide_parts.EDGE, 3.4, 6, 1)
    slide_parts.words(on, light, [(phrases.light(one), "")], size=18, colour=colours.INKS[one.rag])
    where = shortened(purpose.short_title or purpose.title, 60)
    place = " · ".join([*phrases.where_it_stands(one), where])
    slide_parts.words(on, (8, 3.5, 24, 0.8), [place], size=14, colour=colours.QUIET)
    asks, told = situation.asked_of(facts, one), situation.told(one, ())
    top = 4.7
    if asks:
        box = (slide_parts.EDGE, top, slide_parts.WIDE, 2.5)
        lead = (_("To the directorate:"), " ".join(asks))
        slide_parts.fit(on, box, [lead], (18, 16, 14, 12), fill=colours.PALE)
        top = 7.5
    slide_parts.fit(on, (slide_parts.EDGE, top, 17.6, 17.5 - top), told, (18, 16, 14))
    slide_parts.fit(on, (20.6, top, 11.4, 17.5 - top), _background(one), (16, 14, 12))


def _background(one: PaperProposal) -> Lines:
    nothing = _("Not stated in the minutes.")
    return [
        (_("What it is about:"), one.texts["summary"] or nothing),
        (_("Suggested next:"), one.texts["suggested_next"] or nothing),
        (_("Nearest date:"), phrases.next_date(one)),
        (_("Strategy processes:"), "; ".join(phrases.ties(one.processes)) or _("none")),
        (_("Funding pools:"), "; ".join(phrases.ties(one.pools)) or _("none")),
        (_("Open questions:"), " ".join(str(row["question"]) for row in one.gaps) or _("none")),
    ]
