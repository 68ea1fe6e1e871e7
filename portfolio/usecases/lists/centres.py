"""Centres as a list spells them: which are one and the same, which are known here, which are new.

"Kultur & Fritid" and "Center for Kultur og Fritid" are one; whether "KF" is that too is asked.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from sqlalchemy import Connection

from portfolio.language import fold
from portfolio.queries.lists.here import Party, parties

#: What an answer begins with that names another spelling of the list.
SAME_AS = "="
_LIKE = 0.84  # of two names, before somebody is asked whether they are one
_DRESS = re.compile(
    r"^(center(et)?|centret|centre|fagcenter|forvaltning(en)?|afdeling(en)?|afd|enhed(en)?|omraade(t)?"
    r"|department|dept|office)( for| of)?( the)? |(-| )?(centret|centeret|center|forvaltningen"
    r"|forvaltning|afdelingen|afdeling|department)$"
)
_SIGNS = re.compile(r"[^\w ]+")
_LITTLE = frozenset(("og", "for", "i", "and", "of", "the"))


@dataclass(frozen=True)
class Centre:
    """A centre of the list: its spellings, the party it is here (None: a new one), and a name."""

    name: str
    spellings: tuple[str, ...]
    rows: int
    party_id: str | None = None
    #: What it may be the same as: the id of a party, or ``=`` and a spelling; and its name.
    suspected: tuple[tuple[str, str], ...] = ()

    @property
    def is_new(self) -> bool:
        return self.party_id is None


def resolved(
    spellings: Mapping[str, int], known: Sequence[Party], answers: Mapping[str, str]
) -> tuple[Centre, ...]:
    """The centres of a list, the commonest first. ``answers``: by spelling, what was said of it."""
    groups: dict[str, list[str]] = defaultdict(list)
    for spelling in spellings:
        groups[_group(spelling, answers)].append(spelling)
    here = {plain(name): party for party in reversed(known) for name in party.names}
    ids = {party.id: party for party in known}
    names = {key: _called(some, spellings) for key, some in groups.items()}
    found = []
    for key, some in groups.items():
        said = next((answers[one] for one in some if one in answers), None)
        party = ids.get(said) if said else (here.get(key) if said is None else None)
        asks = said is None and party is None
        suspected = _suspected(key, here, names) if asks else ()
        found.append(
            Centre(
                party.name if party else names[key],
                tuple(some),
                sum(spellings[one] for one in some),
                party.id if party else None,
                suspected,
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.rows, one.name)))


def plain(name: str) -> str:
    """What names of centres are compared by: without what offices dress them in, and without
    little words: "Center for Kultur & Fritid" is "kultur fritid"."""
    bare = " ".join(_SIGNS.sub(" ", fold(name)).split())
    dressed = _DRESS.sub("", _DRESS.sub("", bare)).strip() or bare
    return " ".join(word for word in dressed.split() if word not in _LITTLE) or bare


def _group(spelling: str, answers: Mapping[str, str]) -> str:
    said = answers.get(spelling, "")
    return plain(said[1:]) if said.startswith(SAME_AS) else plain(spelling)


def _called(some: Sequence[str], spellings: Mapping[str, int]) -> str:
    """The commonest spelling; of those as common the longest."""
    return max(some, key=lambda one: (spellings[one], not one.islower(), len(one), one))


def _suspected(
    key: str, here: Mapping[str, Party], names: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    known = {(party.id, party.name) for other, party in here.items() if _alike(key, other)}
    # Of two spellings of the list the question is put once, at the one that comes later.
    earlier = list(names)[: list(names).index(key)]
    others = [
        (f"{SAME_AS}{names[other]}", names[other])
        for other in earlier
        if other not in here and _alike(key, other)
    ]
    return (*sorted(known, key=lambda pair: pair[1]), *others)


def _alike(one: str, other: str) -> bool:
    if one == other:
        return False
    left, right = one.split(), other.split()
    if sorted(left) == sorted(right) or _is_short_for(one, right) or _is_short_for(other, left):
        return True
    return SequenceMatcher(None, one, other).ratio() >= _LIKE


def _is_short_for(name: str, words: Sequence[str]) -> bool:
    """ "bu" of "boern og unge", with or without its little words and a C for its centre."""
    letters = "".join(word[0] for word in words)
    plain_name = name.replace(" ", "")
    return len(words) > 1 and plain_name in (letters, f"c{letters}")


def answers(connection: Connection, pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """What was said in words of some spellings: the party of that name, another spelling, a new
    one ("new")."""
    known = {plain(name): party.id for party in parties(connection) for name in party.names}
    said = {}
    for spelling, name in pairs:
        new = fold(name) in ("new", "ny", "nyt")
        said[spelling] = "" if new else known.get(plain(name), f"{SAME_AS}{name}")
    return said
