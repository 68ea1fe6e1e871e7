"""The timeline's filters, its fragment, and its dates to take along."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from portfolio import labels
from portfolio.language import _
from portfolio.queries.strategy import strategy, timeline
from portfolio.reports import dated
from portfolio.screens.proposals import milestones
from portfolio.screens.strategy import timeline as screen
from portfolio.ui import choices, components, drawing, edit_links, links, session, tables
from portfolio.ui.filter_bar import Picker
from portfolio.ui.tables import Column


def choose_filters(portfolio: str, day: date, pick: Picker) -> timeline.Filters:
    """The filters, all of them in the URL."""
    proposal = pick(
        "forslag", _("Proposal"), _("All proposals"), lambda: _proposals(portfolio, day)
    )
    return timeline.Filters(
        as_of=day,
        portfolio=portfolio,
        proposal=None if proposal is None else int(proposal),
        belongs=pick("slags", _("Belongs to"), _("Belongs to: everything"), _kinds),
        pool=pick("pulje", _("Funding pool"), _("All pools"), lambda: _nouns("pool", portfolio)),
        process=pick(
            "proces",
            _("Strategy process"),
            _("All processes"),
            lambda: _nouns("process", portfolio),
        ),
        code=pick(
            "milepael", _("Milestone"), _("All milestones"), lambda: _milestones(day, portfolio)
        ),
        state=pick(
            "tilstand", _("Status"), _("All statuses"), lambda: labels.words("milestone_state")
        ),
    )


def _milestones(day: date, portfolio: str | None) -> dict[str, str]:
    return choices.named(session.read(timeline.milestone_choices, as_of=day, portfolio=portfolio))


def _say_none(asked: timeline.Filters) -> None:
    """Why there is nothing to show."""
    if asked.narrows:
        components.empty(_("No milestone matches these filters. Reset them to see the rest."))
    else:
        components.empty(_("Nothing on record on this day had a date or a milestone yet."))


def show(asked: timeline.Filters) -> None:
    """What is late, what is next, what is known; and all of it as a file."""
    facts = screen.ask(session.read, asked, choices.number("side") or 1)
    if not facts.rows:
        _say_none(asked)
        return
    may_edit = edit_links.may_edit()
    drawing.show(screen.draw(facts, links.to, links.asked(), may_edit=may_edit))
    columns = [
        Column(_("Date"), lambda row: dated.of(row, "")),
        Column(_("First day"), lambda row: _days(row)[0]),
        Column(_("Last day"), lambda row: _days(row)[1]),
        Column(_("Milestone"), "title"),
        Column(_("Type"), lambda row: labels.label("milestone_kind", row["kind"])),
        Column(_("Belongs to"), milestones.belongs),
        Column(_("Status"), milestones.state),
        Column(_("Depends on a law"), lambda row: _yes(row["law_dependent"])),
        Column(_("Agreed"), lambda row: _yes(row["promised"])),
        Column(_("Commits to"), "binds_to"),
        Column(_("Note"), lambda row: row["note"] or row["outcome_note"]),
    ]
    tables.downloads(lambda: tables.frame(facts.rows, columns), "milepaele")


def _days(row: dict[Any, Any]) -> Sequence[date | None]:
    return (None, None) if row["date_end"] is None else milestones.days(row)


def _yes(flag: object) -> str:
    return _("yes") if flag else _("no")


def _proposals(portfolio: str, day: date) -> dict[str, str]:
    return choices.numbered(
        session.read(strategy.proposals_on, as_of=day, portfolio=portfolio, aside=True)
    )


def _kinds() -> dict[str, str]:
    words = (_("The portfolio"), _("Proposals"), _("Funding pools"), _("Strategy processes"))
    return dict(zip(timeline.BELONGS, words, strict=True))


def _nouns(kind: str, portfolio: str | None) -> dict[str, str]:
    return choices.named(session.read(timeline.noun_choices, kind=kind, portfolio=portfolio))
