"""The nouns of the catalogue, and what somebody else says instead of them."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class DanishNoun:
    """``et forslag``, ``forslaget``, ``forslag``, ``forslagene``, ``forslags-``.

    ``gender`` is the article, "en" or "et". A name has only one that is said, ``the_one``.
    """

    gender: str
    one: str
    the_one: str
    many: str
    the_many: str
    joined: str


@dataclass(frozen=True)
class EnglishNoun:
    """``proposal``, ``proposals``; a name such as "Chefforum" stands without "the"."""

    one: str
    many: str
    takes_the: bool = True


@dataclass(frozen=True)
class Term:
    """A noun in both languages."""

    danish: DanishNoun
    english: EnglishNoun


#: The program's own words, which the catalogue is written with.
OURS: dict[str, Term] = {
    "proposal": Term(
        DanishNoun("et", "forslag", "forslaget", "forslag", "forslagene", "forslags"),
        EnglishNoun("proposal", "proposals"),
    ),
    "purpose": Term(
        DanishNoun("et", "formål", "formålet", "formål", "formålene", "formåls"),
        EnglishNoun("purpose", "purposes"),
    ),
    "directorate": Term(
        DanishNoun("en", "direktion", "Direktionen", "direktioner", "direktionerne", "direktions"),
        EnglishNoun("directorate", "directorates"),
    ),
    "centre": Term(
        DanishNoun("et", "center", "centret", "centre", "centrene", "center"),
        EnglishNoun("centre", "centres"),
    ),
    "minutes": Term(
        DanishNoun("et", "referat", "referatet", "referater", "referaterne", "referat"),
        EnglishNoun("minutes", "minutes"),
    ),
    "municipality": Term(
        DanishNoun("en", "kommune", "kommunen", "kommuner", "kommunerne", "kommune"),
        EnglishNoun("municipality", "municipalities"),
    ),
}
_PRODUCT = Term(
    DanishNoun(
        *("en", "porteføljetracker", "porteføljetrackeren", "porteføljetrackere"),
        *("porteføljetrackerne", "porteføljetracker"),
    ),
    EnglishNoun("portfolio tracker", "portfolio trackers"),
)


@dataclass(frozen=True)
class Vocabulary:
    """The words that differ from the program's own.

    ``product`` is what the program itself is called. ``in_minutes`` is whether what is known of
    the proposals comes from minutes; else no sentence says that it does.
    """

    terms: tuple[tuple[str, Term], ...] = ()
    product: str = ""
    in_minutes: bool = True

    def term(self, code: str) -> Term:
        """The noun as it is said here."""
        return dict(self.terms).get(code, OURS[code])

    def changes(self) -> list[tuple[Term, Term]]:
        """Our terms that are said otherwise, and how."""
        changed = [(OURS[code], term) for code, term in self.terms]
        name = self.product
        if not name:
            return changed
        named = Term(DanishNoun("en", *(name,) * 5), EnglishNoun(name, name, takes_the=False))
        return [(_PRODUCT, named), *changed]


#: As the catalogue says it.
PLAIN = Vocabulary()


def vocabulary(terms: Mapping[str, Term], product: str = "", in_minutes: bool = True) -> Vocabulary:
    """The words in use, without those that are the program's own anyway."""
    other = tuple((code, terms[code]) for code in OURS if terms.get(code, OURS[code]) != OURS[code])
    return Vocabulary(other, product, in_minutes)
