"""What the page of a status draws. Open this to change what is drawn; it looks like
templates/answer.html says."""

from collections.abc import Mapping, Sequence
from typing import Any

from portfolio import labels, language
from portfolio.domain import status
from portfolio.domain.demands import Demand
from portfolio.domain.model import Rag, Stage
from portfolio.domain.status import Standing
from portfolio.language import _, explain
from portfolio.queries.rounds.answers import OwnProposal
from portfolio.queries.rounds.carry_out import CarryOut
from portfolio.screens import timestamps, understood
from portfolio.screens.drawing import Link, To
from portfolio.screens.rounds import words
from portfolio.usecases.content.field import PLAIN_DANISH, say
from portfolio.usecases.rounds import drafts
from portfolio.web.rounds import typed
from portfolio.web.rounds.asked import Facts, is_sent, next_of
from portfolio.web.rounds.beside import compared
from portfolio.web.rounds.visit import AS, NOT_ME

_SHOWN = 160  # signs of a decision that is asked about


def values(facts: Facts) -> dict[str, Any]:
    """All that the template is given."""
    own, visit, to = facts.own, facts.visit, facts.visit.to()
    page = visit.page
    shown: dict[str, Any] = {
        "title": facts.title or (_("My proposals") if own is None else words.named(own)),
        "told": facts.told,
        "ways": facts.ways,
        "own": own,
        "wrong_whole": facts.wrong,
        "problems": {name: explain(error) for name, error in facts.problems.items()},
        "first_wrong": next(iter(facts.problems), ""),
        "action_of": to(page),
        "sent": facts.sent
        and {"words": sent_words(facts.sent), "own": facts.sent, "lacks": _lacks(facts.lacking)},
        "every": [_line(each, own, page, to) for each in facts.every],
        **_at_the_top(facts, to),
        "lost": _lost(facts),
        "beside": _beside(facts),
        "nothing": "" if own or facts.wrong or facts.title else _nothing(facts.every),
        "round": _round(facts),
    }
    return shown if own is None else shown | _of_one(facts, own, to)


def _at_the_top(facts: Facts, to: To) -> dict[str, Any]:
    """The way back into the tool; by a personal link there is none, but whose answers they are."""
    visit, as_whom = facts.visit, None
    if visit.link and not facts.title:
        not_me = Link(_("That is not me"), to(visit.page, **{AS: NOT_ME}))
        as_whom = {"words": _("You answer as {name}.", name=visit.link.name), "not_me": not_me}
    home = (
        Link(_("Status rounds"), to("runder"))
        if facts.runs_rounds
        else Link(_("My proposals"), to("mine"))
    )
    return {"home": None if visit.token else home, "as_whom": as_whom}


def _beside(facts: Facts) -> dict[str, Any] | None:
    """What somebody has sent while this was typed, beside it."""
    theirs = facts.beside
    if theirs is None or facts.own is None or not facts.values:
        return None
    name = labels.within("actor", theirs["author"])
    return {"pairs": compared(facts.values, theirs), "name": name}


def _lost(facts: Facts) -> list[tuple[str, str]]:
    """What was typed where no form is left to hold it: it can be copied."""
    own = facts.own
    if own is None:
        return _texts(facts.values)
    if not facts.wrong or not is_sent(own):
        return []
    begun = typed.begun(own)
    return _texts({name: said for name, said in facts.values.items() if said != begun.get(name)})


def _texts(said: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What was typed, under what each field is called."""
    return [(word, str(said[name])) for name, word in words.texts().items() if said.get(name)]


def sent_words(own: OwnProposal) -> str:
    """That a status is sent, and what it says."""
    said = (
        _("Proposal {number} is marked as unchanged: {what}.")
        if own.asked and own.asked.unchanged
        else _("The status of proposal {number} has been sent: {what}.")
    )
    what = f"{labels.light(own.rag)} · {words.stands(own)}"
    return said.format(number=own.number, what=what)


def _lacks(demands: Sequence[Demand]) -> str:
    """What would have been good to have; that it is missing has stopped nothing."""
    words_of = {
        Demand.YES: _("a yes from whoever is responsible"),
        Demand.SOURCE: _("where the proposal comes from"),
        Demand.PERCENT: _("how much of the work is done"),
        Demand.REASON: _("why the light is amber or red"),
    }
    if not demands:
        return ""
    what = language.listed(words_of[one] for one in dict.fromkeys(demands))
    return _("It is sent as it is. What is missing: {what}.", what=what)


def _nothing(every: Sequence[OwnProposal]) -> str:
    if not every:
        return _("No proposals are yours. They come here when you are asked to be responsible.")
    if any(own.asked for own in every) and not next_of(every):
        return _("Everything you were asked is sent. Thank you.")
    if next_of(every):
        return _("Choose a proposal below.")
    return _("No round is open. You can give a status at any time all the same.")


def _line(own: OwnProposal, shown: OwnProposal | None, page: str, to: To) -> dict[str, Any]:
    return {
        "words": words.named(own),
        "way": to(page, portefolje=own.portfolio, nr=own.number),
        "rag": own.rag,
        "state": words.state(own),
        "is_sent": is_sent(own),
        "is_here": shown is not None and shown.proposal_id == own.proposal_id,
    }


def _round(facts: Facts) -> str:
    """The round, by when to answer, and how many are sent."""
    asked = facts.own.asked if facts.own else None
    if asked is None:
        return ""
    of_it = [own.asked for own in facts.every if own.asked]
    mine = [one for one in of_it if one.round_id == asked.round_id]
    counted = words.counted(mine) if mine else ""
    parts = (asked.round_title, words.deadline(asked), counted)
    return " · ".join(filter(None, parts))


def _of_one(facts: Facts, own: OwnProposal, to: To) -> dict[str, Any]:
    asked, said = own.asked, facts.values
    stage, rag = str(said.get("stage", own.stage)), str(said.get("rag", own.rag))
    return {
        "is_sent": is_sent(own),
        "sent_by": asked and is_sent(own) and words.sent(asked),
        "returned": words.returned(asked),
        "last": _last(own),
        "stands": words.stands(own),
        "proposal": None
        if facts.visit.link
        else Link(_("The proposal"), to("forslag", portefolje=own.portfolio, nr=own.number)),
        "reader": facts.visit.person and facts.visit.person.who.user_id,
        "draft_of": _draft_of(facts, own),
        "may_repeat": own.latest is not None and not words.returned(asked),
        "said": said,
        "lights": [(code.value, labels.label("rag", code)) for code in Rag],
        "stages": [(c, w) for c, w in labels.words("stage").items() if c != Stage.NOT_PURSUED],
        "stage": stage,
        "rag": rag,
        "awaited": _order(facts.standing),
        "jumps": facts.standing and status.jumps_the_order(Stage.QUALIFICATION, facts.standing),
        "is_touched": typed.is_new(said, own),
        "before": _before(own),
        "has_pool": own.has_pool,
        "echo": echo(said.get("next_step_date_text"), own),
        "carry_out": [_question(one, said) for one in facts.to_carry_out],
        "longest": status.LONGEST,
        "longest_date": status.LONGEST_DATE,
        "is_open": bool(set(facts.problems) - {"rag", "reason", "happened"}),
    }


def _draft_of(facts: Facts, own: OwnProposal) -> str:
    """Whose draft the form begins with, where it is somebody else's."""
    asked, person = own.asked, facts.visit.person
    if not asked or not asked.draft or not asked.drafted_at or not asked.drafted_by or not person:
        return ""
    if asked.drafted_by_user_id == person.who.user_id:
        return ""
    when = timestamps.moment(asked.drafted_at)
    return _(
        "The form begins with the draft of {name}, {moment}.", name=asked.drafted_by, moment=when
    )


def echo(text: str | None, own: OwnProposal) -> str:
    """What is made of the date of the next step, or how to write one."""
    return understood.step(text, own.latest) or say(PLAIN_DANISH)


def _last(own: OwnProposal) -> dict[str, Any] | None:
    """What was said last, to build on: the news is the latest there was."""
    if own.latest is None:
        return None
    latest, before = own.latest, _before(own)
    step, when = latest["next_step"], latest["next_step_date_text"]
    return {
        "day": language.long_date(latest["reported_on"]),
        "by": labels.within("actor", latest["author"]),
        "rag": own.rag,
        "stands": words.stands(own),
        "lines": [
            (heading, said)
            for heading, said in (
                (_("Reason"), latest["reason"]),
                (_("What happened"), before["happened"]),
                (_("Next step"), f"{step} ({when})" if step and when else step),
            )
            if said
        ],
    }


def _before(own: OwnProposal) -> dict[str, str]:
    """What each text said last; "unchanged" has no news of its own, so the day of it is said."""
    latest, (news, told) = own.latest or {}, own.news or ("", "")
    told_day = language.long_date(told) if told and told != latest.get("reported_on") else ""
    texts = {name: str(latest.get(name) or "") for name in status.TEXTS}
    return texts | {"happened": f"{news} ({told_day})" if told_day else news}


def _order(standing: Standing | None) -> str:
    order = standing.awaited if standing else None
    if order is None:
        return ""
    if order.decision is None or order.decided_on is None:
        return _(
            "{party} is to be involved before the centres, and has not been yet.", party=order.party
        )
    return _(
        "On {day} the directorate decided: “{decision}” {party} has not been involved yet."
        " Write why the proposal goes on all the same.",
        day=language.long_date(order.decided_on),
        decision=order.decision,
        party=order.party,
    )


def _question(one: CarryOut, said: Mapping[str, Any]) -> dict[str, Any]:
    answers, name = labels.words("carried_out"), drafts.CARRIED_OUT + one.key
    return {
        "name": name,
        "words": _(
            "{words} (decision {number} of {day})",
            words=language.shortened(one.words, _SHOWN),
            number=one.number,
            day=language.long_date(one.decided_on),
        ),
        "choices": [(str(c), answers[c].capitalize()) for c in one.choices],
        "chosen": str(said.get(name) or one.said),
    }
