"""Huller: what nobody knows yet or the source says twice, who can answer, what it holds up."""

from dataclasses import replace

from portfolio.language import _
from portfolio.queries.gaps import gaps
from portfolio.ui import filter_bar, frame
from portfolio.ui.gaps import page

portfolio = frame.portfolio(_("Open questions"))

code = portfolio["code"]
day = frame.header_with_day(
    _("Open questions"), _("What the source does not say, says in two ways, or says unclearly.")
)
everything = gaps.Filters(as_of=day, portfolio=code)
asked = page.asked(everything)

if asked is not None:
    page.show_one(asked, day)
else:
    bar = filter_bar.Bar("huller")
    chosen = bar.choose(lambda pick: page.choose_filters(code, pick))
    page.show(replace(everything, **chosen), everything, bar)
