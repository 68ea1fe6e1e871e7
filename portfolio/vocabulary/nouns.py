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
    "portfolio": Term(
        DanishNoun(
            *("en", "portefølje", "porteføljen", "porteføljer", "porteføljerne"), "portefølje"
        ),
        EnglishNoun("portfolio", "portfolios"),
    ),
    "body": Term(
        DanishNoun(*("et", "mødeforum", "mødeforummet", "mødefora", "mødeforaene"), "mødeforums"),
        EnglishNoun("body", "bodies"),
    ),
    "municipality": Term(
        DanishNoun("en", "kommune", "kommunen", "kommuner", "kommunerne", "kommune"),
        EnglishNoun("municipality", "municipalities"),
    ),
}
#: What an organisation can be: the noun that is said for it.
KINDS: dict[str, Term] = {
    "municipality": OURS["municipality"],
    "region": Term(
        DanishNoun("en", "region", "regionen", "regioner", "regionerne", "regions"),
        EnglishNoun("region", "regions"),
    ),
    "authority": Term(
        DanishNoun("en", "styrelse", "styrelsen", "styrelser", "styrelserne", "styrelses"),
        EnglishNoun("agency", "agencies"),
    ),
    "union": Term(
        DanishNoun("et", "forbund", "forbundet", "forbund", "forbundene", "forbunds"),
        EnglishNoun("union", "unions"),
    ),
    "association": Term(
        DanishNoun("en", "forening", "foreningen", "foreninger", "foreningerne", "forenings"),
        EnglishNoun("association", "associations"),
    ),
    "foundation": Term(
        DanishNoun("en", "fond", "fonden", "fonde", "fondene", "fonds"),
        EnglishNoun("foundation", "foundations"),
    ),
    "company": Term(
        DanishNoun(
            *("en", "virksomhed", "virksomheden", "virksomheder", "virksomhederne", "virksomheds")
        ),
        EnglishNoun("company", "companies"),
    ),
    "school": Term(
        DanishNoun("en", "skole", "skolen", "skoler", "skolerne", "skole"),
        EnglishNoun("school", "schools"),
    ),
    "organisation": Term(
        DanishNoun(
            *("en", "organisation", "organisationen", "organisationer", "organisationerne"),
            "organisations",
        ),
        EnglishNoun("organisation", "organisations"),
    ),
}
#: Said for purposes by a portfolio whose proposals stand under themes, where nothing else is said.
THEME = Term(
    DanishNoun("et", "tema", "temaet", "temaer", "temaerne", "tema"),
    EnglishNoun("theme", "themes"),
)
_PRODUCT = Term(
    DanishNoun(
        *("en", "porteføljetracker", "porteføljetrackeren", "porteføljetrackere"),
        *("porteføljetrackerne", "porteføljetracker"),
    ),
    EnglishNoun("portfolio tracker", "portfolio trackers"),
)


@dataclass(frozen=True, order=True)
class OwnName:
    """What a stage or a light is called here, and the rule for when something is in it.

    English falls back on the Danish words. Empty: as the program says it, no rule.
    """

    danish: str = ""
    english: str = ""
    danish_rule: str = ""
    english_rule: str = ""

    def name(self, language: str) -> str:
        return (self.english if language == "en" else "") or self.danish

    def rule(self, language: str) -> str:
        return (self.english_rule if language == "en" else "") or self.danish_rule


@dataclass(frozen=True)
class Vocabulary:
    """The words that differ from the program's own.

    ``product`` is what the program itself is called. ``in_minutes`` is whether what is known of
    the proposals comes from minutes; else no sentence says that it does. ``names`` has the own
    names of stages and lights, by kind and code; ``papers`` is the language of documents, ``logo``
    the SHA-256 of what stands where the name does.
    """

    terms: tuple[tuple[str, Term], ...] = ()
    product: str = ""
    in_minutes: bool = True
    names: tuple[tuple[tuple[str, str], OwnName], ...] = ()
    papers: str = "da"
    logo: str = ""

    def term(self, code: str) -> Term:
        """The noun as it is said here."""
        return dict(self.terms).get(code, OURS[code])

    def says(self, code: str) -> bool:
        """Whether one of our nouns is said otherwise."""
        return any(one == code for one, _term in self.terms)

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


def vocabulary(
    terms: Mapping[str, Term],
    product: str = "",
    *,
    in_minutes: bool = True,
    names: Mapping[tuple[str, str], OwnName] | None = None,
) -> Vocabulary:
    """The words in use, without those that are the program's own anyway."""
    other = tuple((code, terms[code]) for code in OURS if terms.get(code, OURS[code]) != OURS[code])
    own = sorted((key, name) for key, name in (names or {}).items() if name != OwnName())
    return Vocabulary(other, product, in_minutes, tuple(own))
