"""The forms of a noun, guessed from the two or three that somebody types."""

from portfolio.vocabulary.nouns import DanishNoun, EnglishNoun

#: Neuter nouns that are the same for one and many, by how they end.
_SAME_FOR_MANY = (
    *("forslag", "slag", "mål", "spor", "råd", "tiltag", "greb", "løft", "skridt", "ben", "tag"),
    *("værk", "sæt", "hold", "kort", "felt", "fokus", "arbejde", "forum", "rum", "år", "lag"),
    *("udvalg", "nævn", "trin", "afsnit"),
)
_NEUTER = (
    *_SAME_FOR_MANY,
    *("tema", "projekt", "program", "initiativ", "område", "center", "sekretariat", "referat"),
    *("forbund", "notat", "skab", "orat", "kontor", "team", "emne", "møde", "hus", "katalog"),
)
#: Of common gender though they end so.
_COMMON = ("egenskab", "videnskab")
_DOUBLED = ("program", "rum", "forum", "protokol", "trin", "klub")
#: With an e for many: "huse".
_WITH_E = ("hus", "kreds", "fond")
#: Joined by an s: "beslutningsreferat", "direktionssag".
_WITH_S = (
    *("ion", "hed", "skab", "dom", "ing", "else", "tet", "forslag", "mål", "forbund", "slag"),
    *("tag", "råd", "skud", "greb", "forum", "udvalg", "nævn", "orat", "ariat", "sag"),
)
_WITH_S_ENGLISH = ("s", "x", "z", "ch", "sh")


def danish(
    gender: str,
    one: str,
    many: str = "",
    *,
    the_one: str = "",
    the_many: str = "",
    joined: str = "",
) -> DanishNoun:
    """The noun, with what is not given guessed: "en", "indsats" gives "indsatsen", "indsatser"…"""
    plural = many or _many(gender, one)
    return DanishNoun(
        gender,
        one,
        the_one or _the_one(gender, one),
        plural,
        the_many or _the_many(one, plural),
        joined or (f"{one}s" if one.lower().endswith(_WITH_S) else one),
    )


def english(one: str, many: str = "", *, takes_the: bool = True) -> EnglishNoun:
    """The noun, with its plural guessed where it is not given."""
    return EnglishNoun(one, many or _english_many(one), takes_the)


def name(said: str) -> str:
    """The word behind a body's name: "Chefgruppen" is a "chefgruppe", "Byrådet" a "byråd"."""
    small = said[:1].lower() + said[1:]
    if " " in said:
        return said
    if small.endswith("forummet"):
        return small.removesuffix("met")
    for one in (small[:-2], small[:-1]):
        if small.endswith("et") and gender(one) == "et":
            return one
    if small.endswith(("ionen", "ingen", "kredsen", "fonden")):
        return small[:-2]
    return small[:-1] if small.endswith("en") and small[-3:-2] != "e" else small


def gender(one: str) -> str:
    """The article that is most likely."""
    small = one.lower()
    return "et" if small.endswith(_NEUTER) and not small.endswith(_COMMON) else "en"


def _the_one(gender: str, one: str) -> str:
    if one.endswith("e"):
        return one + gender[1]
    if one.endswith("center"):
        return one[:-2] + "ret"
    doubled = one[-1:] if one.endswith(_DOUBLED) else ""
    return one + doubled + gender


def _many(gender: str, one: str) -> str:
    if one.endswith("e"):
        return f"{one}r"
    if one.endswith("center"):
        return one[:-2] + "re"
    if one.endswith(("er", *_WITH_E)):
        return f"{one}e"
    if gender == "et" and one.endswith(_SAME_FOR_MANY):
        return one
    return one + (one[-1:] if one.endswith(_DOUBLED) else "") + "er"


def _the_many(one: str, many: str) -> str:
    if many == one:
        return many + (many[-1:] if many.endswith(_DOUBLED) else "") + "ene"
    if many.endswith("re") and one.endswith("er") and not one.endswith("center"):
        return f"{many[:-1]}ne"
    return f"{many}ne" if many.endswith(("r", "e")) else f"{many}ene"


def _english_many(one: str) -> str:
    if one.endswith("y") and one[-2:-1] not in "aeiou":
        return f"{one[:-1]}ies"
    return one + ("es" if one.endswith(_WITH_S_ENGLISH) else "s")
