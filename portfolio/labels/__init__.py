"""The words for codes. A stage, a light or a role is named here and nowhere else."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import TypeVar

from portfolio.labels import (
    lists,
    log,
    meetings,
    minutes,
    people,
    places,
    proposals,
    strategy,
    workshops,
)
from portfolio.language import (
    LANGUAGES,
    N_,
    _,
    current,
    fold,
    ngettext,
    own_name,
    translate,
    vocabulary,
)

#: Colour alone never carries a light: shape and word stand with it.
SHAPES = {"green": "●", "amber": "▲", "red": "■", "none": "○"}
#: Ties of which a reader must be told that they were worked out, or only taken for granted.
UNSURE = ("derived", "assumed")
_Named = TypeVar("_Named")

_WORDS: dict[str, dict[str, str]] = {
    **proposals.WORDS,
    **strategy.WORDS,
    **meetings.WORDS,
    **minutes.WORDS,
    **workshops.WORDS,
    **people.WORDS,
    **places.WORDS,
    **lists.WORDS,
    **log.WORDS,
}


def label(kind: str, code: object) -> str:
    """The word for a code in the reader's language. An unknown code stands as it is.

    A stage or a light may have a name of the organisation's own.
    """
    return own(kind, code) or plain(kind, code)


def own(kind: str, code: object) -> str:
    """The organisation's own name for a stage or a light; empty where it has none."""
    return own_name("rag" if kind == "reason" else kind, str(code)).name(current())


def plain(kind: str, code: object) -> str:
    """As ``label``, by the program's own words."""
    if (kind, code) == ("stage", "proposed") and vocabulary().says("proposal"):
        return _("Proposed")  # the stage "Forslag" of an indsats is no indsats
    return _(_WORDS[kind].get(str(code), str(code)))


def rule(kind: str, code: object) -> str:
    """The organisation's own rule for when something is in a stage or a light; empty: none."""
    return own_name(kind, str(code)).rule(current())


def msgid(kind: str, code: str) -> str:
    """The word for a code as it stands in the code, for whoever translates it later."""
    return _WORDS[kind][code]


#: How words begin that say themselves what came of the matter.
_SAYS = {
    "discussed": re.compile(r"(\w+ )?drøftede |.{0,40}\bblev drøftet\b"),
    "noted": re.compile(r".{0,60}\btil efterretning\b"),
}


def outcome(code: str, words: str) -> str:
    """The word for what came of a matter; empty where its own words say so: "We discussed …"."""
    says = _SAYS.get(code)
    return "" if says and says.match(words.lower()) else label("decision_outcome", code)


def within(kind: str, code: object) -> str:
    """The word inside a sentence: "recorded by …"; what is no code, such as a name, as it is."""
    word = label(kind, code)
    return word[:1].lower() + word[1:] if str(code) in _WORDS[kind] else word


def hedged(words: str, certainty: object) -> str:
    """The words of a tie, and that it is worked out or assumed where it is: ``builds on, assumed``.

    Wherever a tie is shown without a mark of its source, it is worded here.
    """
    return f"{words}, {label('certainty', certainty)}" if certainty in UNSURE else words


def ahead(date_text: str, is_unsettled: object) -> str:
    """The words of what comes next: a date, or one that has passed and nobody knows how it went."""
    return _("{date}: outcome not recorded", date=date_text) if is_unsettled else date_text


def hinging(hinges: object) -> list[str]:
    """What to say of a date ahead that is only for us if a pool's earlier outcome lets it be."""
    return [_("depends on an outcome that nobody has recorded")] if hinges else []


def party(word: str, certainty: object) -> str:
    """What a party is to a proposal; how sure that is, where the source says it and not itself."""
    told = label("party_word", word)
    return hedged(told, certainty) if word in _WORDS["party_role"] else told


def tied(words: str, proposal: object) -> str:
    """What a proposal is tied to, and in brackets how unsure that is; see :func:`by_certainty`."""
    unsure = _unsure(proposal)
    return f"{words} ({label('certainty', unsure)})" if unsure else words


def by_certainty(some: Iterable[_Named], listed: Callable[[Sequence[_Named]], str]) -> str:
    """Proposals in words, unsure ones told apart: ``4, 5; 6 (assumed)``.

    ``listed`` words some of them. A number that is not :class:`Tied`, or whatever else has no
    ``certainty`` of its own, is as sure as can be.
    """
    every = list(some)
    groups = {
        unsure: [one for one in every if _unsure(one) == unsure]
        for unsure in (None, *UNSURE)
        if any(_unsure(one) == unsure for one in every)
    }
    return "; ".join(
        f"{listed(some)} ({label('certainty', unsure)})" if unsure else listed(some)
        for unsure, some in groups.items()
    )


def _unsure(proposal: object) -> str | None:
    certainty = getattr(proposal, "certainty", None)
    return certainty if certainty in UNSURE else None


def light(rag: object) -> str:
    """Shape and word of a traffic light: ``○ Ikke vurderet``."""
    return f"{SHAPES[str(rag)]} {label('rag', rag)}"


def lights(rag: str, count: int, shown: str | None = None) -> str:
    """How many have a light: ``2 gule``; ``shown`` is the number as it is to stand there."""
    number = str(count) if shown is None else shown
    if name := own("rag", rag):
        return f"{number} {name}"
    return _LIGHTS[rag](count, number)


_LIGHTS: dict[str, Callable[[int, str], str]] = {
    "none": lambda n, number: ngettext(
        "{number} not assessed", "{number} not assessed", n, number=number
    ),
    "green": lambda n, number: ngettext("{number} green", "{number} green", n, number=number),
    "amber": lambda n, number: ngettext("{number} amber", "{number} amber", n, number=number),
    "red": lambda n, number: ngettext("{number} red", "{number} red", n, number=number),
}


def words(kind: str) -> dict[str, str]:
    """All codes of a kind with their words, in the order they are used."""
    return {code: label(kind, code) for code in _WORDS[kind]}


def codes(kind: str) -> dict[str, str]:
    """What people write for a code, in every language and folded, with the code."""
    ours = {
        fold(name): code
        for (one, code), names in vocabulary().names
        for name in (names.danish, names.english)
        if one == kind and name
    }
    if kind == "stage":
        ours |= {fold(translate(N_("Proposed"), spoken)): "proposed" for spoken in LANGUAGES}
    return _codes(kind) | ours


@cache
def _codes(kind: str) -> dict[str, str]:
    return {
        fold(translate(word, language)): code
        for language in LANGUAGES
        for code, word in _WORDS[kind].items()
    }
