"""Words of organisations that are not a municipality with proposals, for tests of the words."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from builders import changed

from portfolio.store.schema import organisations, portfolios
from portfolio.vocabulary import packed
from portfolio.vocabulary.nouns import DanishNoun, EnglishNoun, Term, vocabulary
from portfolio.vocabulary.packed import TypedNoun

#: Common gender where ours are neuter, and the other way round.
INDSATS = vocabulary(
    {
        "proposal": Term(
            DanishNoun("en", "indsats", "indsatsen", "indsatser", "indsatserne", "indsats"),
            EnglishNoun("initiative", "initiatives"),
        ),
        "purpose": Term(
            DanishNoun("et", "tema", "temaet", "temaer", "temaerne", "tema"),
            EnglishNoun("theme", "themes"),
        ),
        "directorate": Term(
            DanishNoun(
                *("en", "chefgruppe", "Chefgruppen", "chefgrupper", "chefgrupperne"), "chefgruppe"
            ),
            EnglishNoun("management group", "management groups"),
        ),
        "centre": Term(
            DanishNoun(
                *("en", "afdeling", "afdelingen", "afdelinger", "afdelingerne"), "afdelings"
            ),
            EnglishNoun("department", "departments"),
        ),
        "minutes": Term(
            DanishNoun(
                *("en", "protokol", "protokollen", "protokoller", "protokollerne"), "protokol"
            ),
            EnglishNoun("records", "records"),
        ),
        "portfolio": Term(
            DanishNoun("et", "program", "programmet", "programmer", "programmerne", "program"),
            EnglishNoun("programme", "programmes"),
        ),
        "body": Term(
            DanishNoun(
                *("en", "bestyrelse", "bestyrelsen", "bestyrelser", "bestyrelserne"), "bestyrelses"
            ),
            EnglishNoun("board", "boards"),
        ),
        "municipality": Term(
            DanishNoun("et", "forbund", "forbundet", "forbund", "forbundene", "forbunds"),
            EnglishNoun("union", "unions"),
        ),
    },
    product="Indsatsblik",
)
#: Neuter, and one and many are different words; a body whose name has no article.
PROJEKT = vocabulary(
    {
        "proposal": Term(
            DanishNoun("et", "projekt", "projektet", "projekter", "projekterne", "projekt"),
            EnglishNoun("project", "projects"),
        ),
        "purpose": Term(
            DanishNoun("en", "strategi", "strategien", "strategier", "strategierne", "strategi"),
            EnglishNoun("aim", "aims"),
        ),
        "directorate": Term(
            DanishNoun("et", *("Ledelsesforum",) * 4, "ledelsesforums"),
            EnglishNoun("Ledelsesforum", "Ledelsesforum", takes_the=False),
        ),
    }
)


#: The same as ``INDSATS``, as somebody types it.
TYPED = {
    "proposal": TypedNoun("en", "indsats", english="initiative"),
    "purpose": TypedNoun("et", "tema", english="theme"),
    "directorate": TypedNoun(the_one="Chefgruppen", english="the management group"),
    "centre": TypedNoun("en", "afdeling", english="department"),
    "portfolio": TypedNoun("et", "program", english="programme"),
    "body": TypedNoun("en", "bestyrelse", english="board"),
    "minutes": TypedNoun("en", "protokol", english="records", english_many="records"),
}
#: Words of ours, not to be read where other words are used.
_OURS = {
    "da": r"(?i)forslag|formål|\bdirektion|referat|\b(fag)?cent(er|re)|kommune|taastrup"
    r"|portef(ø|oe?)lje|mødefor(um|a)",
    "en": r"(?i)\b(proposals?|purposes?|directorates?|minutes|centres?|municipality|taastrup"
    r"|portfolios?|bod(y|ies))\b",
}
#: Not words: where links lead, addresses as examples, what is filled in.
_NOT_OURS = re.compile(r"\]\([^)]*\)|\S*[@/]\S*|\w+\.kommune\.dk|\{\w*\}|`[^`]*`")


def ours(texts: Iterable[str], language: str) -> list[str]:
    """The texts that hold a word of ours."""
    every = dict.fromkeys(texts)
    return [text for text in every if re.search(_OURS[language], _NOT_OURS.sub(" ", text))]


@contextmanager
def in_other_words(address: str) -> Iterator[None]:
    """Every portfolio of the database is of an organisation that says things in other words."""

    def begin(connection: sa.Connection) -> None:
        names = connection.execute(sa.select(portfolios.c.municipality).distinct()).scalars().all()
        for number, name in enumerate(names):
            connection.execute(
                sa.insert(organisations).values(
                    id=f"other-words-{number}",
                    name=name,
                    kind="union",
                    product="Indsatsblik",
                    words=packed.pack_words(TYPED),
                )
            )

    def end(connection: sa.Connection) -> None:
        connection.execute(sa.delete(organisations))

    changed(address, begin)
    try:
        yield
    finally:
        changed(address, end)
