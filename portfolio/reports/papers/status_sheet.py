"""Statusark: the whole portfolio on one A4, and each proposal on one, as tagged pdf by Typst.

Open this to change what the sheets say; how they look is in ``templates/*.typ``, which choose by
themselves how much fits. Facts go in as JSON, so no text of the data is ever read as markup.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from portfolio import labels, language
from portfolio.domain import party_words
from portfolio.domain.model import STAGE_PATH
from portfolio.domain.requests import Request, Source, key_of
from portfolio.language import _
from portfolio.queries.papers.shapes import Facts, PaperProposal, Purpose, gravest_first
from portfolio.reports import dated
from portfolio.reports.own_fields import own_fields
from portfolio.reports.papers import asked, phrases
from portfolio.reports.papers.typesetter import typeset
from portfolio.reports.requests import sentences

Item = str | tuple[str, str]  # a line of a list, or what stands first in it and the rest
#: What a reader of one page can act on; the rest is a number.
_MOST = 12


def overview(facts: Facts) -> bytes:
    """The portfolio on one A4, however many proposals it has."""
    return typeset("statusark.typ", whole_in_words(facts), facts.logo)


def each(facts: Facts) -> bytes:
    """One A4 a proposal."""
    return typeset("forslag.typ", each_in_words(facts), facts.logo)


def whole_in_words(facts: Facts) -> dict[str, Any]:
    """All that the sheet of the whole portfolio says, in the reader's language."""
    return {**frame(facts, _("Status sheet")), **_whole(facts)}


def each_in_words(facts: Facts) -> dict[str, Any]:
    """All that the sheets of the proposals say, by number."""
    sheets = [
        _sheet(facts, purpose, one) for purpose in facts.purposes for one in purpose.proposals
    ]
    sheets.sort(key=lambda sheet: int(sheet["number"]))
    return {**frame(facts, _("Status sheets")), "proposals": sheets}


def frame(facts: Facts, kind: str) -> dict[str, Any]:
    """What stands round every pdf: its title, the portfolio, the day, the source."""
    title, day = str(facts.portfolio["title"]), phrases.as_of(facts)
    return {
        "spoken": language.tag().split("-"),
        "document": f"{kind}: {title}, {day}",
        "title": title,
        "portfolio": f"{facts.portfolio['municipality']} · {title} · {kind}",
        "municipality": str(facts.portfolio["municipality"]),
        "day": day,
        "source": phrases.source_note(facts),
        "headline": phrases.headline(facts),
        "rules": phrases.rules(),
        "words": _words(),
    }


def _words() -> dict[str, Any]:
    return {
        "page": _("Page {page} of {pages}", page="{page}", pages="{pages}"),
        "more": _("and {n} more", n="{n}"),
        "not_shown": _("{n} further proposals are in the data file.", n="{n}"),
        "columns": phrases.overview_columns(),
        "order": _("Decided order"),
        "stage": _("Stage"),
        "purpose_columns": [_("Purpose"), _("Proposals"), _("Lights"), ""],
        "by_purpose": _("Lights by purpose"),
        "proposals": _("The proposals"),
        "first": _("The proposals that need the most attention"),
        "to_decide": _("To the directorate"),
        "asks_nothing": _("The proposal is not for decision."),
        "dates": _("Dates"),
        "questions": _("Open questions"),
        "follow_ups": _("Follow-ups"),
    }


def _whole(facts: Facts) -> dict[str, Any]:
    every = facts.proposals
    return {
        "total": len(every),
        "lights": _counts(facts.lights),
        "accepted": _accepted(facts),
        "chain": facts.involvement[["party", "state"]].to_dict("records"),
        "purposes": [_group(purpose) for purpose in facts.purposes],
        "first": [_row(one) for one in gravest_first(every)[:_MOST]],
        "to_decide": [(sentences.about(one), asked.words(one)) for one in facts.requests[:60]]
        or [_("No proposal is for decision.")],
        "dates": _dates(facts),
        "questions": _questions(facts),
        "follow_ups": _follow_ups(facts),
    }


def _accepted(facts: Facts) -> dict[str, Any]:
    yes, total = sum(map(phrases.has_owner, facts.on_board)), len(facts.on_board)
    words = _("**{n} of {total}** have somebody responsible", n=yes, total=total)
    counts = [{"rag": "yes", "count": yes}, {"rag": "none", "count": total - yes}]
    return {"words": words.replace("**", ""), "counts": counts}


def _group(purpose: Purpose) -> dict[str, Any]:
    return {
        "title": f"{purpose.number} {purpose.title}",
        "lights": _counts(purpose.lights),
        "rows_total": len(purpose.on_board),
        "rows": [_row(one) for one in purpose.proposals],
    }


def _counts(lights: Mapping[str, int]) -> list[dict[str, object]]:
    return [
        {"rag": rag, "count": count, "words": labels.lights(rag, count)}
        for rag, count in lights.items()
    ]


def _row(one: PaperProposal) -> dict[str, object]:
    return {
        "number": one.number,
        "title": one.title,
        "rag": one.rag,
        "light": labels.label("rag", one.rag),
        "lights": one.lights,
        "stage": phrases.stage(one),
        "reached": _reached(one),
        "owner": (any(p.word in party_words.ANSWERING for p in one.parties), phrases.owner(one)),
        "next": _next(one),
    }


def _next(one: PaperProposal) -> tuple[bool, str]:
    """Whether a next step is known, and it; short where it is not, for a column says it often."""
    known = one.status is not None and bool(one.status.next_step)
    return known, phrases.next_step(one)


def _dates(facts: Facts) -> list[Item]:
    return [
        (labels.ahead(dated.of(row), row["is_unsettled"]), row["title"])
        for row in facts.ahead[:_MOST]
    ] or [_("None is known")]


def _questions(facts: Facts) -> list[str]:
    others = [row for row in facts.open_gaps if not asked.is_told(facts, row["id"])]
    return [str(row["question"]) for row in others[:60]] or [_("No other question is open.")]


def _follow_ups(facts: Facts) -> list[str]:
    return [
        _(
            "{title} ({who}, {when})",
            title=row["title"],
            who=row["responsible"] or _("responsible missing"),
            when=phrases.when(row),
        )
        for row in facts.open_follow_ups[:60]
    ] or [_("No follow-up is open.")]


def _decided(one: PaperProposal) -> tuple[str, list[Item]]:
    """A heading with the day when it is one and the same, else each with its own."""
    days = {row["decided_on"] for row in one.decisions}
    if not days:
        return _("Decided"), [_("Nothing has been decided about it.")]
    if len(days) == 1:
        title = _("Decided on {day}", day=phrases.day(*days))
        return title, [phrases.tied(phrases.decided(row), row, one) for row in one.decisions]
    return _("Decided"), [
        (phrases.day(row["decided_on"]), phrases.tied(phrases.decided(row), row, one))
        for row in one.decisions
    ]


def _sheet(facts: Facts, purpose: Purpose, one: PaperProposal) -> dict[str, Any]:
    resting = phrases.resting(one)
    texts = [
        *([(_("Set aside") if one.left else _("On hold"), resting)] if resting else []),
        *own_fields.texts(one),
    ]
    return {
        "number": one.number,
        "title": one.title,
        "purpose": _("Purpose {number}: {title}", number=purpose.number, title=purpose.title),
        "rag": one.rag,
        "light": labels.label("rag", one.rag),
        "lights": one.lights,
        "standing": " · ".join(phrases.where_it_stands(one)),
        "stage": phrases.stage(one),
        "path": [labels.label("stage", step) for step in STAGE_PATH[:5]],
        "reached": _reached(one),
        "status": _status(one),
        "asks": _asks(facts, one),
        "texts": texts,
        "side": _side(one),
        "lists": _lists(one),
        "decided_title": _decided(one)[0],
        "decided": _decided(one)[1],
        "questions": _questions_of(facts, one),
    }


def _asks(facts: Facts, one: PaperProposal) -> str | None:
    """What somebody asks about it; else what is open about it and few others."""
    told = [
        sentences.of_one(asked.words(request), request, one.id)
        for request in _open_about(facts, one)
    ]
    return one.asks or " ".join(told) or None


def _open_about(facts: Facts, one: PaperProposal) -> list[Request]:
    return [
        request
        for request in facts.requests
        if not request.whole and one.id in {about.id for about in request.proposals}
    ]


def _questions_of(facts: Facts, one: PaperProposal) -> list[str]:
    """What is open about it and not told above; a page has no room to tell it twice."""
    told = set() if one.asks else {request.key for request in _open_about(facts, one)}
    gaps = [str(row["question"]) for row in one.gaps if key_of(Source.GAP, row["id"]) not in told]
    others = [*_asked_of_others(facts, one), *gaps]
    return others or [_("No other question is open.") if one.gaps else _("No question is open.")]


def _asked_of_others(facts: Facts, one: PaperProposal) -> list[str]:
    """What somebody else is to say of it, and who."""
    return [
        f"{sentences.of_one(sentences.question(request), request, one.id)}"
        f" ({sentences.of_whom(request)}, {sentences.why_open(request, facts.day)})"
        for request in facts.of_others
        if one.id in {about.id for about in request.proposals}
    ]


def _reached(one: PaperProposal) -> int:
    """How many steps of the way it has taken; none where it has left it."""
    return min(STAGE_PATH.index(one.stage) + 1, 5) if one.stage in STAGE_PATH else 0


def _status(one: PaperProposal) -> list[tuple[str, str]]:
    if one.status is None:
        return [("", _("No status has been given yet. The proposal is not assessed."))]
    status, step = one.status, phrases.next_step(one) if one.status.next_step else None
    told = (
        (_("Reason:"), status.reason),
        (_("Happened:"), status.happened),
        (_("Next step:"), step),
        (_("Risks:"), status.risks),
        (_("Finances:"), status.economy),
    )
    given = [(lead, words) for lead, words in told if words]
    return given or [("", _("The status holds nothing but light and stage."))]


def _side(one: PaperProposal) -> list[tuple[str, Sequence[Item]]]:
    return [
        (_("Responsibility"), phrases.parties(one)),
        (_("Funding pools"), phrases.ties(one.pools) or [_("Tied to no pool.")]),
        (
            _("Strategy processes"),
            phrases.ties(one.processes) or [_("Tied to no strategy process.")],
        ),
    ]


def _lists(one: PaperProposal) -> list[tuple[str, Sequence[Item]]]:
    dates = [
        (
            dated.of(row),
            phrases.tied(f"{row['title']} ({phrases.milestone_state(row)})", row, one),
        )
        for row in one.milestones
    ]
    places = [f"{row['place']} ({phrases.place_role(row)})" for row in one.places]
    return [
        (_("Milestones"), dates or [_("No dates are known.")]),
        (_("Places"), places or [_("Not stated in the minutes.")]),
        (
            _("Target groups"),
            [labels.hedged(*group) for group in one.target_groups]
            or [_("Not stated in the minutes.")],
        ),
    ]
