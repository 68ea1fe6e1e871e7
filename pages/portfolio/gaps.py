"""Huller: what nobody knows yet or the source says twice, who can answer, what it holds up."""

from dataclasses import replace

from portfolio.language import _
from portfolio.queries.gaps import gaps
from portfolio.ui import filter_bar, frame
from portfolio.ui.gaps import page

portfolio = frame.portfolio(_("Open questions"))

code = portfolio["code"]
day, title, tools = frame.header_to_fill()
title(_("Open questions"))
everything = gaps.Filters(as_of=day, portfolio=code)
asked = page.asked(everything)

if asked is not None:
    page.show_one(asked, day)
else:
    with tools, filter_bar.folded("huller:filters") as pick:
        chosen = page.choose_filters(code, pick)
    filter_bar.say(pick, "clear")
    page.show(replace(everything, **chosen), everything)
