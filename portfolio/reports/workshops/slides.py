"""The workshop's slides: what came of it, the ranking, the ways to count, and each proposal."""

# mypy: disallow-untyped-calls=False
# python-pptx has types, but not everywhere.

from collections.abc import Sequence

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Pt

from portfolio import labels
from portfolio.domain import voting
from portfolio.language import _, ngettext, shortened
from portfolio.queries.workshops.facts import METHODS, Facts, Figure, ProposalResult
from portfolio.queries.workshops.results import axes
from portfolio.reports.papers import colours, slide_parts
from portfolio.reports.saving import sayable, to_bytes
from portfolio.reports.workshops import phrases, plane

_BARS = 12  # of one chart
_MOST_NOTES = 6  # of one heading on a slide
_WIDE = slide_parts.WIDE
Lines = list[str | tuple[str, str]]


def pptx(facts: Facts) -> bytes:
    """The deck; all of it can be edited, the charts with their figures."""
    made = slide_parts.deck(f"{facts.workshop.title}, {phrases.day(facts)}")
    _first(made, facts)
    if facts.voters is not None:
        _ranking(made, facts)
        _plane(made, facts)
        _methods(made, facts)
    if facts.dotters is not None:
        _dots(made, facts)
    for one in facts.proposals:
        _proposal(made, facts, one)
    return to_bytes(made)


def _slide(made: Deck, facts: Facts, title: str) -> Slide:
    return slide_parts.slide(made, title, f"{facts.workshop.title} · {phrases.subtitle(facts)}")


def _first(made: Deck, facts: Facts) -> None:
    on = _slide(made, facts, facts.workshop.title)
    if facts.logo:
        slide_parts.logo(on, facts.logo, facts.municipality or facts.portfolio)
    top = (slide_parts.EDGE, 3.0, _WIDE, 1)
    slide_parts.words(on, top, [phrases.subtitle(facts)], size=16, colour=colours.QUIET)
    slide_parts.heading(on, (slide_parts.EDGE, 4.8, 17.6), _("In short"), 16)
    slide_parts.fit(on, (slide_parts.EDGE, 5.9, 17.6, 11), phrases.in_short(facts), (18, 16, 14))
    slide_parts.heading(on, (21.2, 4.8, 10.8), _("Who took part"), 16)
    sizes = {} if facts.workshop.anonymous else facts.attendance.by_centre
    by_centre = [f"{name}: {count}" for name, count in list(sizes.items())[:8]]
    attended = [*phrases.attended(facts), *by_centre]
    slide_parts.fit(on, (21.2, 5.9, 10.8, 11), attended, (16, 14))


def _ranking(made: Deck, facts: Facts) -> None:
    counted = [one for one in facts.ranking if one.ranked and one.ranked.votes]
    if not counted:
        on = _slide(made, facts, _("Ranking"))
        slide_parts.words(on, (slide_parts.EDGE, 4, _WIDE, 2), [phrases.few_scores()], size=18)
        return
    best = [one for one in counted if one.ranked and one.ranked.ranks["mean"] == 1]
    title = _("Ranked highest: {proposals}", proposals=phrases.titles(best))
    on = _slide(made, facts, title)
    means = [one.ranked.figures["mean"] for one in counted[:_BARS] if one.ranked]
    _bars(
        on, counted[:_BARS], means, most=5.0, decimals=1, alt=_("The proposals by their mean score")
    )
    slide_parts.note(on, 16.7, _rest(phrases.scale(facts), len(counted)))


def _plane(made: Deck, facts: Facts) -> None:
    """The first two criteria against each other, of those that enough scored on both."""
    if not facts.voters:
        return
    placed, criteria = facts.plane, axes(facts.criteria)
    up, across = (shortened(one.title, 30) for one in criteria)
    few = sum(bool(one.ranked and one.ranked.votes) for one in facts.proposals) - len(placed)
    notes = (
        [
            ngettext(
                "{n} proposal is not shown: too few scored it on both.",
                "{n} proposals are not shown: too few scored them on both.",
                few,
            )
        ]
        if few
        else []
    )
    if not placed:
        on = _slide(made, facts, f"{up} × {across}")
        slide_parts.words(on, (slide_parts.EDGE, 4, _WIDE, 2), notes, size=18)
        return
    high = sum(min(means) > plane.MIDDLE for _one, *means in placed)
    title = _(
        "{up} × {across}: {n} of {of} proposals above the middle on both",
        up=up,
        across=across,
        n=high,
        of=len(placed),
    )
    on = _slide(made, facts, title)
    shown = sorted(placed[:_BARS], key=lambda one: one[0].number)
    plane.draw(on, criteria, shown)
    note = _("Mean of the scores from 1 to 5. Each point lies where its means say.")
    slide_parts.note(on, 16.85, _rest(" ".join([note, *notes]), len(placed)))


def _dots(made: Deck, facts: Facts) -> None:
    most = max(one.dots or 0 for one in facts.dotted)
    title = phrases.few_dots()
    if most:
        top = [one for one in facts.dotted if one.dots == most]
        title = _("Most dots: {proposals}", proposals=phrases.titles(top))
    on = _slide(made, facts, title)
    shown = facts.dotted[:_BARS]
    figures = [float(one.dots or 0) for one in shown]
    _bars(
        on,
        shown,
        figures,
        most=max([*figures, 1.0]),
        decimals=0,
        alt=_("The proposals by their dots"),
    )
    note = _("Dots; {n} gave some.", n=facts.dotters)
    slide_parts.note(on, 16.7, _rest(note, len(facts.dotted)))


def _rest(note: str, count: int) -> str:
    if count <= _BARS:
        return note
    cut = _("The first {n} of {of} are shown.", n=_BARS, of=count)
    return f"{note} {cut}"


def _bars(
    on: Slide,
    some: Sequence[ProposalResult],
    figures: Sequence[Figure],
    *,
    most: float,
    decimals: int,
    alt: str,
) -> None:
    """A native bar chart, the first at the top; its figures stand beside the bars."""
    data = CategoryChartData(number_format="0.0" if decimals else "0")
    data.categories = [sayable(shortened(phrases.named(one), 60)) for one in some]
    data.add_series(
        _("Mean") if decimals else _("Dots"), [float(voting.rounded(one)) for one in figures]
    )
    told = "; ".join(
        f"{phrases.named(one)}: {phrases.figure(value)}"
        for one, value in zip(some, figures, strict=True)
    )
    box = (slide_parts.EDGE, 3.9, _WIDE, 12.7)
    chart = slide_parts.bar_chart(on, XL_CHART_TYPE.BAR_CLUSTERED, box, data, f"{alt}. {told}")
    chart.has_legend = chart.has_title = False
    chart.font.size = Pt(14 if len(some) <= 9 else 12)
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, most
    plot = chart.plots[0]
    plot.gap_width, plot.has_data_labels = 45, True
    plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    plot.data_labels.number_format = "0.0" if decimals else "0"
    plot.data_labels.number_format_is_linked = False
    slide_parts.paint(plot.series[0].format, colours.ACCENT)
    plot.series[0].invert_if_negative = False


def _methods(made: Deck, facts: Facts) -> None:
    if not facts.voters:
        return
    agree = not facts.differing
    title = _("The four ways to count agree") if agree else _("The ways to count disagree")
    on = _slide(made, facts, title)
    slide_parts.words(
        on, (slide_parts.EDGE, 3.4, _WIDE, 1.6), [phrases.disagreement(facts)], size=16
    )
    shown = facts.ranking[:_BARS]
    header = (_("Proposal"), *(labels.label("counting", method) for method in METHODS), _("Spread"))
    rows = [
        (
            phrases.named(one),
            *phrases.ranks(one),
            phrases.figure(one.ranked.spread if one.ranked else None),
        )
        for one in shown
    ]
    box = (slide_parts.EDGE, 5.6, _WIDE, 11.6)
    inks = {
        (place, 0): colours.INKS["amber"]
        for place, one in enumerate(shown)
        if one.number in facts.differing
    }
    slide_parts.table(
        on,
        box,
        header,
        rows,
        (14.6, 3.5, 3.0, 2.8, 3.6, 2.7),
        _("Each proposal's rank by four ways to count"),
        inks,
        12,
    )


def _proposal(made: Deck, facts: Facts, one: ProposalResult) -> None:
    on = _slide(made, facts, phrases.named(one))
    told = [
        *phrases.outcome(one),
        (_("Ranking:"), phrases.rank_of(one, facts)),
        (_("By criterion:"), phrases.by_criterion(one.ranked, facts)),
        (_("Dots:"), phrases.dots_of(one, facts)),
    ]
    slide_parts.fit(on, (slide_parts.EDGE, 4.2, 14.6, 13.0), told, (16, 14, 12))
    slide_parts.heading(on, (17.8, 4.2, 14.2), _("Notes"), 16)
    notes = [(f"{title}:", _some(words)) for title, words in phrases.groups(one.notes, facts)]
    lines: Lines = [*notes] or [_("No notes were written about it.")]
    slide_parts.fit(on, (17.8, 5.3, 14.2, 12.0), lines, (14, 12))


def _some(words: list[str]) -> str:
    rest = len(words) - _MOST_NOTES
    more = [_("and {n} more", n=rest)] if rest > 0 else []
    return " / ".join([*words[:_MOST_NOTES], *more])
