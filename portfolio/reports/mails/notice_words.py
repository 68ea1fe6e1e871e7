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
from portfolio.reports.mails.reminder_words import (
    LONGEST_TITLE,
    NO_TOKENS,
    Part,
    Tokens,
    answer_address,
    answer_words,
    which,
)
from portfolio.reports.meetings import sentences as meetings

#: Actors that nobody can ask.
_NOBODY = ("seed", "demo", "Demo", "local", "command")
#: A decision of many lines stands whole behind the link.
_LONGEST = 300
PAGE = "beskeder"


def heading(kind: object) -> str:
    """What kind of thing it is, in a word or two."""
    return labels.label("reminder_kind", kind)


def subject(deed: Sequence[Notice]) -> str:
    """``Udpeget: Forslag 4 …``."""
    return f"{heading(deed[0].kind)}: {shortened(name(deed), LONGEST_TITLE)}"


def name(deed: Sequence[Notice]) -> str:
    """What it is about: the proposal, else the round, the meeting, the question, the decision."""
    first = deed[0]
    match first.kind:
        case NoticeKind.ROUND | NoticeKind.AGENDA | NoticeKind.QUESTION:
            return first.title
        case NoticeKind.DECIDED:
            about = which(deed) if first.number is not None else first.title
            number = meetings.named(first.words, first.day)
            return _("Decision {number} on {what}", number=number, what=about)
    return _("Proposal {number}: {title}", number=first.number, title=first.proposal_title)


def line(deed: Sequence[Notice]) -> str:
    """What it is about and what happened, for where the name is no heading of its own."""
    return f"{end_sentence(name(deed))} {sentence(deed)}"


def sentence(deed: Sequence[Notice]) -> str:
    """What happened, and whom to ask; what it is about is :func:`name`."""
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
            return "svar", {"nr": first.number, "portefolje": first.portfolio}
        case NoticeKind.ROUND:
            return "svar", {}
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


def parts(matters: Sequence[Matter], public: str, tokens: Tokens = NO_TOKENS) -> tuple[Part, ...]:
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
                points=tuple(line(deed) for _matter, deed in deeds),
                # Whoever cannot sign in has no use for a link.
                go=_("Answer this mail: the portfolio secretary will record it.")
                if outside
                else "",
                address="",
                addresses=()
                if outside
                else tuple(_address(*told, public, tokens) for told in deeds),
                see=answer_words(deeds[0][0], tokens),
            )
        )
    return tuple(found)


def notices(matter: Matter) -> tuple[Notice, ...]:
    """What the lines of a matter tell; () where they remind of something owed."""
    return tuple(line.due for line in matter.lines if isinstance(line.due, Notice))


def _address(matter: Matter, deed: Sequence[Notice], public: str, tokens: Tokens) -> str:
    page, asked = place(deed)
    if page == "svar":
        return answer_address(matter, public, tokens, **asked)
    words = urlencode({name: value for name, value in asked.items() if value is not None})
    return f"{public}/{page}" + (f"?{words}" if words else "")


def _appointed(deed: Sequence[Notice]) -> str:
    said = _("{party} is appointed by a decision. Answer yes or no.", party=deed[0].words)
    return _with_reason(deed, said)


def _asked(deed: Sequence[Notice]) -> str:
    said = _("{party} is asked to be responsible. Answer yes or no.", party=deed[0].words)
    return _with_reason(deed, said)


def _with_reason(deed: Sequence[Notice], words: str) -> str:
    return f"{words} {end_sentence(deed[0].text)}" if deed[0].text else words


def _returned(deed: Sequence[Notice]) -> str:
    first = deed[0]
    return _(
        "Returned: {comment} The deadline is {day}.",
        comment=end_sentence(first.text or ""),
        day=long_date(first.day),
    )


def _round(deed: Sequence[Notice]) -> str:
    return _(
        "The status of {what} is asked for, no later than {day}.",
        what=which(deed),
        day=long_date(deed[0].day),
    )


def _question(deed: Sequence[Notice]) -> str:
    said = _("{party} is asked.", party=deed[0].words)
    if deed[0].number is not None:
        said = _("{party} is asked, about {what}.", party=deed[0].words, what=which(deed))
    return _with_reason(deed, said)


def _agenda(deed: Sequence[Notice]) -> str:
    return _(
        "The agenda for {day} has been sent out, with {what} on it.",
        day=long_date(deed[0].day),
        what=which(deed),
    )


def _decided(deed: Sequence[Notice]) -> str:
    first = deed[0]
    words = first.text or ""
    head = labels.outcome(str(first.outcome), words)
    said = end_sentence(shortened(words, _LONGEST))
    return f"{head}: {said}" if head else said


def _moved(deed: Sequence[Notice]) -> str:
    first = deed[0]
    (light, stage), (light_now, stage_now) = first.before or ("", ""), first.after or ("", "")
    said = []
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
