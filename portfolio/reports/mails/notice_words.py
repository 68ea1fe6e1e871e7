"""What somebody hears of, in a sentence, and where it stands: the same on the page and in mails.

A deed is told once however many proposals it is about, and says whom to ask.
"""

from collections.abc import Sequence
from itertools import groupby
from urllib.parse import urlencode

from portfolio import labels
from portfolio.domain.mails import NoticeKind
from portfolio.language import _, end_sentence, long_date, shortened
from portfolio.queries.mails.letters import Matter
from portfolio.queries.mails.notice import Notice
from portfolio.queries.mails.recipients import Capacity
from portfolio.reports.mails.reminder_words import LONGEST_TITLE, Part, which

#: Actors that nobody can ask.
_NOBODY = ("seed", "demo", "local", "command")
#: A decision of many lines stands whole behind the link.
_LONGEST = 300
PAGE = "beskeder"


def heading(kind: object) -> str:
    """What kind of thing it is, in a word or two."""
    return labels.label("reminder_kind", kind)


def subject(deed: Sequence[Notice]) -> str:
    """``Udpeget: Forslag 4 …``."""
    first = deed[0]
    about = _name(first) if len(deed) == 1 else which(deed)
    if first.kind in (NoticeKind.QUESTION, NoticeKind.AGENDA):
        about = first.title
    return f"{heading(first.kind)}: {shortened(about or first.title, LONGEST_TITLE)}"


def sentence(deed: Sequence[Notice]) -> str:
    """What happened, to which proposals, and whom to ask."""
    first = deed[0]
    by = first.by
    said = _SAID[NoticeKind(first.kind)](deed)
    if by is None or by in _NOBODY:
        return said
    ask = _("Ask {name}.", name=by)
    return f"{said} {ask}"


def place(deed: Sequence[Notice]) -> tuple[str, dict[str, object]]:
    """The page where it stands, and what to ask that page for."""
    first = deed[0]
    match first.kind:
        case NoticeKind.RETURNED:
            return "mine", {"nr": first.number, "portefolje": first.portfolio}
        case NoticeKind.ROUND:
            return "mine", {}
        case NoticeKind.QUESTION:
            return "anmodninger", {"portefolje": first.portfolio}
        case NoticeKind.AGENDA:
            return "gennemgang", {"gennemgang": first.subject_id}
        case NoticeKind.DECIDED:
            return "beslutninger", {
                "beslutning": first.words,
                "moede": first.meeting,
                "portefolje": first.portfolio,
            }
    return "forslag", {"nr": first.number, "portefolje": first.portfolio}


def parts(matters: Sequence[Matter], public: str) -> tuple[Part, ...]:
    """A part of the mail for each kind, with a line and a link for each deed."""
    found = []
    for kind, same in groupby(matters, key=lambda matter: matter.kind):
        deeds = [(matter, notices(matter)) for matter in same]
        outside = all(
            line.why is Capacity.CONTACT for matter, _deed in deeds for line in matter.lines
        )
        found.append(
            Part(
                heading=heading(kind),
                sentence="",
                points=tuple(sentence(deed) for _matter, deed in deeds),
                # Whoever cannot sign in has no use for a link.
                go=_("Answer this mail: the portfolio secretary will record it.")
                if outside
                else "",
                address="",
                addresses=()
                if outside
                else tuple(_address(deed, public) for _matter, deed in deeds),
            )
        )
    return tuple(found)


def notices(matter: Matter) -> tuple[Notice, ...]:
    """What the lines of a matter tell; () where they remind of something owed."""
    return tuple(line.due for line in matter.lines if isinstance(line.due, Notice))


def _address(deed: Sequence[Notice], public: str) -> str:
    page, asked = place(deed)
    words = urlencode({name: value for name, value in asked.items() if value is not None})
    return f"{public}/{page}" + (f"?{words}" if words else "")


def _name(one: Notice) -> str:
    if one.number is None:
        return ""
    return _("Proposal {number}: {title}", number=one.number, title=one.proposal_title)


def _appointed(deed: Sequence[Notice]) -> str:
    said = _("{proposal}. {party} is appointed by a decision. Answer yes or no.", **_of(deed))
    return _with_reason(deed, said)


def _asked(deed: Sequence[Notice]) -> str:
    said = _("{proposal}. {party} is asked to be responsible. Answer yes or no.", **_of(deed))
    return _with_reason(deed, said)


def _with_reason(deed: Sequence[Notice], words: str) -> str:
    return f"{words} {end_sentence(deed[0].text)}" if deed[0].text else words


def _of(deed: Sequence[Notice]) -> dict[str, object]:
    return {"proposal": _name(deed[0]), "party": deed[0].words}


def _returned(deed: Sequence[Notice]) -> str:
    first = deed[0]
    said = _(
        "Returned: {comment} The deadline is {day}.",
        comment=end_sentence(first.text or ""),
        day=long_date(first.day),
    )
    return f"{_name(first)}. {said}"


def _round(deed: Sequence[Notice]) -> str:
    first = deed[0]
    return _(
        "“{round}” asks for the status of {what}, no later than {day}.",
        round=first.title,
        what=which(deed),
        day=long_date(first.day),
    )


def _question(deed: Sequence[Notice]) -> str:
    first = deed[0]
    words = [
        _name(first),
        _("{party} is asked: {question}", party=first.words, question=first.title),
    ]
    return ". ".join(word for word in words if word)


def _agenda(deed: Sequence[Notice]) -> str:
    first = deed[0]
    return _(
        "The agenda of “{meeting}” on {day} has been sent out, with {what} on it.",
        meeting=first.title,
        day=long_date(first.day),
        what=which(deed),
    )


def _decided(deed: Sequence[Notice]) -> str:
    first = deed[0]
    about = which(deed) if first.number is not None else first.title
    head = f"{first.words} {labels.label('decision_outcome', first.outcome)} ({about})"
    return f"{long_date(first.day)}: {head}: {end_sentence(shortened(first.text or '', _LONGEST))}"


def _moved(deed: Sequence[Notice]) -> str:
    first = deed[0]
    (light, stage), (light_now, stage_now) = first.before or ("", ""), first.after or ("", "")
    said = [_name(first)]
    if first.words:
        said.append(_("It goes on in proposal {number}", number=first.words))
    if light != light_now:
        said.append(f"{labels.light(light)} → {labels.light(light_now)}")
    if stage != stage_now:
        path = f"{labels.label('stage', stage)} → {labels.label('stage', stage_now)}"
        said.append(_("Stage: {path}", path=path))
    return " ".join(end_sentence(words) for words in (*said, first.text) if words)


_SAID = {
    NoticeKind.APPOINTED: _appointed,
    NoticeKind.ASKED: _asked,
    NoticeKind.RETURNED: _returned,
    NoticeKind.AGENDA: _agenda,
    NoticeKind.ROUND: _round,
    NoticeKind.QUESTION: _question,
    NoticeKind.DECIDED: _decided,
    NoticeKind.MOVED: _moved,
}
