"""Words of organisations that are not a municipality with proposals, for tests of the words."""

from portfolio.vocabulary.nouns import DanishNoun, EnglishNoun, Term, vocabulary

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
