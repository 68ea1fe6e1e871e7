"""What a phone is shown. Open this to change what is drawn; the words are in web/templates."""

from typing import Any

from starlette.responses import HTMLResponse

from portfolio import labels, language
from portfolio.domain.workshops import NoteKind, StepKind
from portfolio.language import N_, _, sort_key
from portfolio.queries.workshops import workshops
from portfolio.usecases.workshops import contributions
from portfolio.usecases.workshops.participant_view import ParticipantView, WorkshopEnd
from portfolio.web import addresses, html
from portfolio.web.workshops import compared

_QUESTIONS = {
    NoteKind.QUESTION: N_("Your question"),
    NoteKind.MISSING: N_("What is missing?"),
    NoteKind.CONTRIBUTE: N_("My centre can contribute with …"),
    NoteKind.CONCERN: N_("What are you concerned about?"),
}
_WAITING = {
    "prepared": N_("You are in. It begins in a moment; keep this page open."),
    "closed": N_("This step is closed. Look at the big screen."),
    "paused": N_("There is a pause. What you have given is kept."),
    "waiting": N_("The next step begins in a moment."),
}


def draw_phone(shown: ParticipantView, home: str) -> HTMLResponse:
    """The phone's page."""
    return page("workshop_phone.html", shown.workshop.title, home=home, **_values(shown))


def draw_step(shown: ParticipantView) -> HTMLResponse:
    """What changes from step to step: put into the page by phone.js."""
    return HTMLResponse(html.render("workshop_step.html", **_values(shown)))


def ask_code(wrong: str = "", typed: str = "") -> HTMLResponse:
    """Where the code is typed."""
    return page(
        "workshop_code.html",
        _("Take part"),
        wrong=wrong,
        typed=typed,
        action=addresses.address("/deltag", language.current()),
        status=404 if wrong else 200,
    )


def ask_who(
    workshop: workshops.Workshop,
    centres: tuple[tuple[str, str], ...],
    home: str,
    wrong: str = "",
) -> HTMLResponse:
    """Where somebody is from, and who sees what; nothing is asked where it is anonymous."""
    listed = sorted(centres, key=lambda pair: sort_key(pair[1]))
    return page(
        "workshop_join.html",
        workshop.title,
        workshop=workshop,
        centres=listed,
        home=home,
        wrong=wrong,
        status=422 if wrong else 200,
    )


def draw_end(workshop: workshops.Workshop, after: WorkshopEnd) -> HTMLResponse:
    """After the end: what came of each proposal, and what the participant wrote."""
    day = language.long_date(workshop.held_on)
    return page(
        "workshop_over.html",
        workshop.title,
        workshop=workshop,
        after=after,
        day=day,
        headings=labels.words("note_kind"),
    )


def _values(shown: ParticipantView) -> dict[str, Any]:
    step = shown.step
    running = step is not None and shown.workshop.state == "running"
    state = step.state.value if running and step else "prepared"
    left = shown.workshop.dots - sum(shown.given.dots.values())
    return {
        "shown": shown,
        "step": step if running else None,
        "one": shown.one,
        "state": state,
        "waiting": "" if state == "open" else _words(_WAITING[state]),
        "note_kinds": _note_kinds(step.kind) if step else [],
        "left": left,
        "longest": contributions.LONGEST_NOTE,
        "turn": shown.workshop.turn,
        "all": compared.lines(shown) if state == "closed" else [],
        "board": shown.board,
        "own": {note.id for note in shown.given.notes},
        "supported_notes": shown.supported,
    }


def _words(message: str) -> str:
    return _(message)


def _note_kinds(kind: StepKind) -> list[tuple[str, str]]:
    """The kinds of notes that a step takes, each with what it asks."""
    return [(note.value, _words(_QUESTIONS[note])) for note in contributions.NOTES_IN.get(kind, ())]


def page(
    template: str,
    title: str,
    *,
    status: int = 200,
    css: str = "workshop.css",
    **values: Any,  # noqa: ANN401 - whatever the template draws
) -> HTMLResponse:
    """A whole page."""
    return html.page(template, status=status, title=title, css=css, **values)
