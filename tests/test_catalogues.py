"""The Danish catalogue is complete, holds nothing else, and uses the words agreed on.

English is the msgid itself, so there is no English catalogue.
"""

import ast
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from vocabularies import INDSATS, PROJEKT

from portfolio.vocabulary import danish as danish_words
from portfolio.vocabulary import english as english_words
from portfolio.vocabulary.catalogues import PO
from portfolio.vocabulary.catalogues import catalogue as compiled
from portfolio.vocabulary.nouns import OURS, PLAIN
from portfolio.vocabulary.unsourced import UNSOURCED

ROOT = Path(__file__).parents[1]
KEYWORDS = {
    "_": None,
    "N_": None,
    "NP_": ((1, "c"), 2),
    "ngettext": (1, 2),
    "PortfolioError": None,
    "SeedError": (3,),
    "wrong": (1,),
    "_problem": (2,),
    "_unfit": (2,),
}
#: As in pyproject.toml.
METHODS = [("**.py", "python"), ("**.html", "jinja2")]
#: Where a msgid that was marked elsewhere is translated.
TRANSLATES_LATER = {"portfolio/labels/__init__.py", "portfolio/language.py", "portfolio/ui/menu.py"}
#: Danish and English have the word in common.
SAME_IN_BOTH = {
    "Administrator",
    "Borda",
    "Budget",
    "Organisation",
    "Chefforum",
    "E-mail",
    "data",
    "slides",
    "Forum",
    "Logo",
    "Mail",
    "Median",
    "Menu",
    "Pause",
    "Plan",
    "Send",
    "Status",
    "Status:",
    "Type",
    "Workshop",
    "Workshop {day}",
    "Workshop, {day}",
    "l. {lines}",
    "ok",
    "partner",
    "under: {heading}",
    "{n} MB",
    "{n} kB",
    "{n} note",
}

#: One word in Danish, two in English: mostly one and many.
ENGLISH_HAS_TWO = {
    "Formål",
    "Forslag",
    "Spørgsmål",
    "Svar",
    "Trafiklys",
    "Trin",
    "Trin i inddragelsen",
    "ingen",  # nobody, none
    "ingen er registreret",
    "nogen",  # somebody, some
}

# danish.md, 3.5 and 4: (word in the msgid, what its Danish holds, what it never holds).
WORDS = [
    (r"settings?", "opsætning", "indstilling"),  # trap 1: indstilling is a recommendation
    (r"recommendations?", "indstilling", ""),
    (r"finds", "fund", "forslag"),  # trap 2: what an import found
    (r"accept(s|ed)?", "", "godkend"),  # trap 3: only the directorate approves
    (r"approved", "godkendt", ""),
    (r"overdue", "overskredet", ""),
    (r"not recorded", "ikke registreret", ""),
    (r"not assessed", "ikke vurderet", "grøn"),
    (r"proposals?", "forslag", "initiativ"),
    (r"purposes?", "formål", ""),
    (r"milestones?", "milepæl", ""),
    (r"decisions?", "beslut", "afgørelse"),
    (r"minutes", "referat", ""),
    (r"co-financing", "medfinansiering", ""),
    (r"follow-ups?", "opfølgning", ""),
    (r"deadlines?", "frist", ""),
    (r"timeline", "tidslinje", ""),
    (r"strategy processe?s?", "strategiproces", ""),
    (r"dashboard", "overblik", "dashboard"),
    (r"purposes?|proposals?", "", "projekt"),
]

#: What a Danish official would stumble on, and what is said instead. `says` quotes the minutes.
NEVER = {
    r"(?i:hænger (stadig )?på)": "er knyttet til",
    r"(?i:binder til)": "forpligter til",
    r"(?i:\bhul(let|ler|lerne)?\b)": "åbent spørgsmål",
    r"(?i:\bpapir(er|et|erne)?\b)": "dokument",
    r"(?i:vindue)": "periode",
    r"(?i:\bparker)": "sætte i bero til en bestemt periode",
    r"(?i:\bluk\w* ([^ .]+ ){0,3}ude\b)": "spærre adgangen",
    r"(?i:\b(lovet|lovede|løfte)\b)": "aftalt",
    r"(?i:\bfrivilligt\b)": "valgfrit",
    r"(?i:\bslags\b)": "type",
    r"(?i:\btilstand)": "status",
    r"(?i:\bopsummering)": "nyt siden mødet",
    r"(?i:direktionsgennemgang)": "porteføljegennemgang: the directorate's meeting is not its own",
    r"(?i:ved (denne )?maskinen?\b)": "serverens egen computer",
    r"(?i:\bregnes af\b)": "beregnes af",
    r"(?i:\bfør(t|er) ([^ ]+ )?ud\b)": "gennemført",
    r"(?i:\bfor eksempel\b)": "fx",
    r"(?i:trinlisten)": "tidsplanen",
    r"(?i:sat forrest)": "udpeget",
    r"(?i:\bhvide pletter)": "hvor intet forslag gælder",
    r"\bdirektionens?\b": "Direktionen, the name of the body",
}
#: Names that the minutes themselves use.
AS_WRITTEN = {"Overførsler direktionens udviklingspulje"}
#: Fields of the seed that hold keys and quotations, no words of its own.
NOT_WORDS = {"says", "key", "about", "meeting", "alias", "subject", "file", "lines", "certainty"}
#: The same for whoever reads English.
NEVER_IN_ENGLISH = {
    r"(?i:\bgaps?\b)": "open question",
    r"(?i:\bhangs? on\b)": "tied to",
    r"(?i:\bshut (out|yourself))": "access blocked",
    r"(?i:\bpromised?\b)": "agreed",
    r"(?i:\bwindows?\b)": "period",
    r"(?i:\bwhite spots?)": "where no proposal applies",
    r"(?i:\bpark(ed|ing)?\b)": "on hold until a period",
    r"(?i:\bdigests?\b)": "new since the meeting",
    r"(?i:\bon the wall\b)": "on the big screen",
}


def sources() -> list[Path]:
    return [*sorted((ROOT / "portfolio").rglob("*.py")), *sorted((ROOT / "pages").rglob("*.py"))]


@pytest.fixture(scope="module")
def used() -> set[tuple[str | tuple[str, str], str | None]]:
    """Every msgid in the code; a pair where there is a plural, with its context if it has one."""
    found = set()
    for folder in ("portfolio", "pages"):
        messages = extract_from_dir(ROOT / folder, method_map=METHODS, keywords=KEYWORDS)
        found |= {(message, context) for _file, _line, message, _comments, context in messages}
    return found


@pytest.fixture(scope="module")
def forms(used) -> set[str]:
    return {form for message, _context in used for form in both_forms(message)}


@pytest.fixture(scope="module")
def catalogue():
    path = ROOT / "portfolio/locale/da/LC_MESSAGES/portfolio.po"
    with path.open("rb") as file:
        return read_po(file, locale="da")


@pytest.fixture(scope="module")
def danish(catalogue):
    return [message for message in catalogue if message.id]


def both_forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"{(\w*)}", text))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def calls(path: Path) -> list[tuple[str, ast.Call]]:
    found = [node for node in ast.walk(parsed(path)) if isinstance(node, ast.Call)]
    names = [getattr(call.func, "id", getattr(call.func, "attr", "")) for call in found]
    return [(name, call) for name, call in zip(names, found, strict=True) if name in KEYWORDS]


def places(name: str) -> list[int]:
    """Where among the call's arguments a msgid stands."""
    return [place for place in KEYWORDS[name] or (1,) if isinstance(place, int)]


def test_the_code_is_read(used):
    """The tests below say nothing if the extraction finds nothing."""
    assert len(used) > 200
    assert ("Overview", None) in used  # _
    assert ("Not assessed", None) in used  # N_
    assert ("Take out your phone", None) in used  # a template
    assert ("over", "window") in used  # NP_
    assert (("**{n}** proposal", "**{n}** proposals"), None) in used  # ngettext
    assert ("the file must be saved as UTF-8 text.", None) in used  # SeedError
    assert ("nothing may be tied to a closed item.", None) in used  # _problem


def test_every_msgid_is_translated(used, danish):
    have = {(message.id, message.context) for message in danish if all(both_forms(message.string))}
    # gettext finds a word that stands there with its plural.
    have |= {(message[0], context) for message, context in have if isinstance(message, tuple)}
    assert used - have == set()


def test_no_entry_is_left_over(used, catalogue, danish):
    assert {(message.id, message.context) for message in danish} - used == set()
    assert not catalogue.obsolete
    assert [message.id for message in danish if message.fuzzy] == []


def test_one_word_has_one_msgid(danish):
    """Two English sentences for one Danish sentence are a slip, but where English needs both."""
    said = defaultdict(set)
    for message in danish:
        said[message.string].add(message.id)
    assert {words for words, ids in said.items() if len(ids) > 1} == ENGLISH_HAS_TWO


def test_no_value_is_lost_in_translation(danish):
    for message in danish:
        singular, plural = both_forms(message.id)[0], both_forms(message.id)[-1]
        first, last = both_forms(message.string)[0], both_forms(message.string)[-1]
        if first:
            # "one" may leave out the number.
            assert placeholders(first) | {"n"} == placeholders(singular) | {"n"}, message.id
            assert placeholders(last) == placeholders(plural), message.id
            assert first.count("**") == singular.count("**"), message.id


def test_spaces_and_stops_at_the_ends_are_kept(danish):
    for message in danish:
        for ours, theirs in zip(both_forms(message.id), both_forms(message.string), strict=False):
            if ours and theirs:
                assert ours[:1].isspace() == theirs[:1].isspace(), ours
                assert ours[-1:].isspace() == theirs[-1:].isspace(), ours
                # "{amount}" may end in the stop of "kr." itself.
                stops = (ours[-1], "}") if ours.endswith((".", ":")) else ("",)
                assert theirs.endswith(stops), ours


def test_nothing_is_left_in_english(danish):
    for message in danish:
        for ours, theirs in zip(both_forms(message.id), both_forms(message.string), strict=False):
            letters = re.sub(r"{\w*}|[^A-Za-z]", "", ours)
            if letters and ours not in SAME_IN_BOTH:
                assert ours != theirs


@pytest.mark.parametrize(("english", "holds", "never"), WORDS, ids=lambda text: text or "-")
def test_one_noun_one_word(danish, english, holds, never):
    for message in danish:
        for ours, theirs in zip(both_forms(message.id), both_forms(message.string), strict=False):
            said = re.sub(r"{\w*}", "", ours)
            if theirs and re.search(rf"\b({english})\b", said, flags=re.IGNORECASE):
                assert holds in theirs.lower(), f"{ours} = {theirs}"
                assert not never or never not in theirs.lower(), f"{ours} = {theirs}"


def test_indstillinger_are_recommendations_and_nothing_else(danish):
    for message in danish:
        if "indstilling" in " ".join(both_forms(message.string)).lower():
            assert "recommend" in " ".join(both_forms(message.id)).lower()


def test_quotation_marks_are_danish(danish):
    said = [form for message in danish for form in both_forms(message.string)]
    assert [form for form in said if re.search("[“”„‘]", form)] == []


def test_the_reader_is_du(danish):
    for message in danish:
        assert not re.search(r"\b(Dem|Deres)\b", " ".join(both_forms(message.string)))


def unwanted(said: Iterator[str] | list[str], never: dict[str, str]) -> list[str]:
    """``sentence: what to say instead``, of every sentence that holds a word of the list."""
    return [
        f"{sentence}: {instead}"
        for sentence in said
        for pattern, instead in never.items()
        if sentence not in AS_WRITTEN and re.search(pattern, re.sub(r"{\w*}", "", sentence))
    ]


def test_no_sentence_holds_a_word_a_dane_would_stumble_on(danish):
    assert unwanted([f for m in danish for f in both_forms(m.string)], NEVER) == []
    assert unwanted([f for m in danish for f in both_forms(m.id)], NEVER_IN_ENGLISH) == []


def words_of(value: Any, field: str = "") -> Iterator[str]:
    """Every text of the seed's own below a value; no keys, no quotations."""
    if isinstance(value, dict):
        for name, held in value.items():
            if name not in NOT_WORDS and not name.endswith("party"):
                yield from words_of(held, name)
    elif isinstance(value, list):
        for held in value:
            yield from words_of(held, field)
    elif isinstance(value, str) and " " in value:
        yield value


def test_neither_does_a_sentence_of_the_seed():
    files = sorted((ROOT / "seed").glob("*.toml"))
    said = [words for file in files for words in words_of(tomllib.loads(file.read_text("utf-8")))]
    assert len(said) > 400
    assert unwanted(said, NEVER) == []


def test_a_word_of_the_list_is_found():
    assert unwanted(["Luk Ada Test ude", "Spær adgangen"], NEVER) == [
        "Luk Ada Test ude: spærre adgangen"
    ]
    assert unwanted(["Til direktionen", "Til Direktionen"], NEVER) == [
        "Til direktionen: Direktionen, the name of the body"
    ]


def msgids() -> Iterator[tuple[Path, ast.Call, ast.expr]]:
    """Where a msgid stands in the code: the module, the call, and what is given there."""
    for path in sources():
        for name, call in calls(path):
            for place in places(name):
                if len(call.args) >= place:
                    yield path, call, call.args[place - 1]


def is_written_out(given: ast.expr) -> bool:
    return isinstance(given, ast.Constant) and isinstance(given.value, str)


def test_a_msgid_is_written_out_where_it_is_used():
    """An f-string or a variable is a sentence that no catalogue can hold."""
    hidden = [
        f"{path}:{call.lineno}"
        for path, call, given in msgids()
        if str(path.relative_to(ROOT)) not in TRANSLATES_LATER
        if not (is_written_out(given) or was_marked(given, path))
    ]
    assert hidden == []


def test_no_msgid_is_overlooked(forms):
    """Babel does not look inside f-strings (on Python 3.11), nor inside another call's brackets."""
    overlooked = [
        f"{path}:{call.lineno} {given.value}"
        for path, call, given in msgids()
        if is_written_out(given) and given.value not in forms
    ]
    assert overlooked == []


def in_f_strings(tree: ast.AST) -> list[ast.Call]:
    joined = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    return [
        call
        for node in joined
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", getattr(call.func, "attr", "")) in ("_", "ngettext", "N_")
    ]


def test_nothing_is_translated_inside_an_f_string():
    """Babel would see it only where the same sentence stands elsewhere too."""
    assert len(in_f_strings(ast.parse('f\'{_("Gap")} {ngettext("a", "b", 1)}\''))) == 2
    inside = [f"{path}:{call.lineno}" for path in sources() for call in in_f_strings(parsed(path))]
    assert inside == []


#: A button says what is done when it is pressed; a state or a sentence is no button.
NO_IMPERATIVE = re.compile(r"(It|The|This|That|A|An|There|What|Why|Who) ")


def test_a_button_is_an_imperative():
    pressed = [
        (path, call.args[0].args[0].value)
        for path in sources()
        for call in ast.walk(parsed(path))
        if isinstance(call, ast.Call)
        and getattr(call.func, "attr", "") in ("button", "form_submit_button", "popover")
        and call.args
        and isinstance(call.args[0], ast.Call)
        and getattr(call.args[0].func, "id", "") == "_"
        and is_written_out(call.args[0].args[0])
    ]
    assert len(pressed) > 40
    assert [said for said in pressed if NO_IMPERATIVE.match(said[1])] == []


def was_marked(given: ast.expr, path: Path) -> bool:
    """A CONSTANT marked by N_, an error's own message, or what the caller hands over."""
    if isinstance(given, ast.IfExp):
        return was_marked(given.body, path) and was_marked(given.orelse, path)
    if isinstance(given, ast.Attribute):
        return given.attr == "message"
    return isinstance(given, ast.Name) and (given.id.isupper() or given.id in handed(given, path))


def handed(given: ast.expr, path: Path) -> set[str]:
    """The parameters of the function that this stands in."""
    functions = [node for node in ast.walk(parsed(path)) if isinstance(node, ast.FunctionDef)]
    around = [f for f in functions if f.lineno <= given.lineno <= f.end_lineno]
    return {argument.arg for f in around for argument in f.args.args}


def test_no_page_names_a_setting_of_the_machine():
    """Whoever reads a page asks the IT department; commands and start-up speak to those."""
    pages = [*(ROOT / "portfolio/ui").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]
    assert [path for path in pages if "PORTFOLIO_" in path.read_text(encoding="utf-8")] == []


def test_a_name_in_a_sentence_is_written_as_in_one():
    """Whoever has no account is called in words: "by a user …", never "by A user …"."""
    sources = [*ROOT.glob("portfolio/**/*.py"), *ROOT.glob("portfolio/**/*.html")]
    in_sentence = re.compile(
        r"""((name|by["']|who)["']? ?[=:][^,\n]*|format\([^)]*)labels\.label\("actor\""""
    )
    found = [path.name for path in sources if in_sentence.search(path.read_text("utf-8"))]
    assert found == []


# --- other words: every sentence can be said with them, and reads as well -------------------------

#: Of ours, not to be read where other words are used.
OUR_DANISH = (
    r"(?i)forslag|formål|\bdirektion|referat|\b(fag)?cent(er|re)|kommune|portefølje|mødefor(um|a)"
)
OUR_ENGLISH = (
    r"(?i)\b(proposals?|purposes?|directorates?|minutes|centres?|municipality|portfolios?"
    r"|bod(y|ies))\b"
)
#: Not our words at all: addresses as examples.
NOT_OURS = re.compile(
    r"\w+@kommune\.dk|portefolje\.kommune\.dk|\{\w*\}|-m portfolio|/portfolio\.\w+"
)
#: What stands after a noun of ours and could mean it; ``‹det›`` where it does.
COULD_MEAN_IT = re.compile(
    r"(?i)(?<![‹\w])((det|dets|dette)\b(?! \w+[nd]e )(?!, )"
    r"|(ét|et|hvert|andet|gult|rødt|grønt|nyt|åbent)\b(?= at |[.,;:!?]|$))"
    r"(?!›)(?! [\wæøå ]*?(forslag|formål|cent|referat))"
)
#: The same after a noun of common gender.
COULD_MEAN_THAT = re.compile(
    r"(?i)(?<![‹\w])(dens?|denne|(?<!i )én|en|anden)\b(?!›|,? som|,? der)"
    r"(?= (først|af|til|i|fra|skal|ikke|mangler|blev|bliver|ligger|bort|titel|første)\b"
    r"|[.,;:!?]|$)"
)
#: Looked at: "det" does not mean the noun in these.
MEANS_SOMETHING_ELSE = (
    r"når det passer dig, og læg det op",
    r"spørgsmål til Direktionen er åbent",
    r"så hører du om det",
    r"Tag det tilbage på Mine forslag, hvis det skal",
    r"som det videre arbejde",
    r"gælder det nye trin",
    r"hvert sted",
    r"siger det ikke",
    r"mange forslag det gør",
    r"dette møde;",
    r"hvis møde det var",
    r"Det viser ikke andet",
    r"og det kunne feltet så ikke",
    r"Luk det, hvis det er kommet",
    r"grund til det. .*Det kan ikke",
    r"af ét møde|Det er en dagsorden",
    r"men der står også noget nyt",
    r"det fundne",
    r"kopieret til et nyt",
    r"ikke en portefølje, eller den blev",
    r"sekretæren planlægger den",
    r"titlen? »\{title\}«. Vælg en anden|hedder »\{title\}«",
    r"for at sende den|af listen|Stop den",
    r"flyttes til den, så ret",
    r"den portefølje, den skal ind i",
)


def messages():
    with PO.open("rb") as file:
        return [message for message in read_po(file, locale="da") if message.id]


def said(language, words):
    """Each text of a language with other words, and the one it was."""
    made, plain = compiled(language, words), compiled(language)
    for message in messages():
        for count, _text in enumerate(both_forms(message.id), start=1):
            yield spoken(plain, message, count), spoken(made, message, count)


def spoken(made, message, count):
    ids = both_forms(message.id)
    if len(ids) > 1:
        return made.ngettext(ids[0], ids[1], count)
    return made.pgettext(message.context, ids[0]) if message.context else made.gettext(ids[0])


@pytest.mark.parametrize(("language", "ours"), [("da", OUR_DANISH), ("en", OUR_ENGLISH)])
def test_none_of_our_words_is_left(language, ours):
    left = [
        theirs
        for _was, theirs in said(language, INDSATS)
        if re.search(ours, NOT_OURS.sub("", theirs))
    ]
    assert left == [], "a form the words of portfolio/vocabulary do not know; word it otherwise"


def test_without_other_words_the_catalogue_is_as_it_is_written():
    plain = compiled("da")
    for message in messages():
        for count, text in enumerate(both_forms(message.string), start=1):
            assert spoken(plain, message, count) == danish_words.unmarked(text)


def test_nothing_else_is_changed():
    """Sentences without a noun of ours are as they were, and no value is lost."""
    for was, theirs in said("da", INDSATS):
        if not re.search(rf"{OUR_DANISH}|porteføljetracker", was):
            assert theirs == was
        assert sorted(re.findall(r"{\w*}", was)) == sorted(re.findall(r"{\w*}", theirs))


def test_what_stands_before_a_danish_noun_agrees_with_it():
    common = r"(indsats(en|er|erne)?|afdeling(en)?|protokol(len)?)\b"
    neuter = r"(tema(et)?|forbund(et)?)\b"
    t = r"(et|ét|det|dette|intet|noget|hvert|andet|dit|mit|sit|eget|nyt|bestemt andet)"
    n = r"(en|én|den|denne|ingen|nogen|hver|anden|din|min|sin|egen|ny)"
    wrong = [
        theirs
        for _was, theirs in said("da", INDSATS)
        if re.search(rf"(?i)\b{t} (\w+e )?{common}", theirs)
        or re.search(rf"(?i)\b{n} (\w+e )?{neuter}", theirs)
        or re.search(r"(?i)indsatset|indsatserne[a-z]|temaen\b|afdelinget", theirs)
        or re.search(
            r"(?i)\b(alle|flere|mange|disse|andre|nogle|færre) (indsats|afdeling)\b", theirs
        )
        or re.search(r"(?i)\b(en|hver|denne) (indsatser|afdelinger)\b", theirs)
    ]
    assert wrong == [], "what the noun needs before it is not in portfolio/vocabulary/danish.py"


def test_an_english_article_agrees_with_the_noun():
    wrong = [
        theirs
        for _was, theirs in said("en", INDSATS)
        if re.search(r"(?i)\ba (initiative|union)\b|\ban (theme|union|department)\b", theirs)
        and "a union" not in theirs
    ]
    assert wrong == []
    assert [theirs for _was, theirs in said("en", PROJEKT) if "the Ledelsesforum" in theirs] == []


def test_it_can_be_told_whether_a_noun_is_one_or_many():
    left = []
    for message in messages():
        for index, text in enumerate(both_forms(message.string)):
            msgid = both_forms(message.id)[min(index, len(both_forms(message.id)) - 1)]
            left += [
                text
                for term in OURS.values()
                if danish_words.undecided(
                    text, term.danish, english_words.many(msgid, term.english)
                )
            ]
    assert left == [], (
        "is »forslag« one or many? Let the English say proposal as often as the Danish says"
        " forslag, or write forslaget, alle forslag, {n} forslag"
    )


def test_a_word_that_means_the_noun_is_marked():
    left = []
    for message in messages():
        for text in both_forms(message.string):
            noun = re.search(r"(?i)forslag|formål|\bcent(er|re)|referat", text)
            other = re.search(r"(?i)portefølje", text)
            if noun and COULD_MEAN_IT.search(text, noun.start()):
                left += [text]
            if other and COULD_MEAN_THAT.search(text, other.start()):
                left += [text]
    left = [text for text in left if not any(re.search(one, text) for one in MEANS_SOMETHING_ELSE)]
    assert left == [], (
        "after »forslag«, write ‹det› where it means the noun (it becomes »den« of an indsats);"
        " where it means something else, put a piece of the sentence in MEANS_SOMETHING_ELSE"
    )


#: Sentences about the minutes of a meeting, or of the reader of minutes: there are minutes there.
OF_A_MEETING = re.compile(
    r"meeting|minutes (\{path\}|name no participants|are in a form|that were taken|set aside|read)"
    r"|^(These|[Dd]ecision|As in the)|Minutes|[Ff]ile|[Rr]ead minutes|bear out|agenda"
    r"|these minutes|The minutes are (in|read|set)|Set the minutes|(All|No) minutes"
    r"|it in the minutes"
    r"|stands by itself|go on telling|Danish|every citation|to make"
)


def test_where_nothing_comes_from_minutes_no_sentence_says_that_it_does():
    known = {both_forms(message.id)[0] for message in messages()}
    assert set(UNSOURCED) | set(UNSOURCED.values()) <= known
    for words in UNSOURCED.values():
        assert not re.search("minutes|referat", words + compiled("da").gettext(words))
    said = {one for one in known if re.search(r"(?<!{)\b[Mm]inutes\b", one)}
    left = {one for one in said - set(UNSOURCED) if not OF_A_MEETING.search(one)}
    assert left == set(), "say in portfolio/vocabulary/unsourced.py what is said without minutes"
    plain = compiled("da", replace(PLAIN, in_minutes=False))
    assert plain.gettext("Not stated in the minutes") == "Ikke angivet"
    assert (
        plain.ngettext(
            "{n} milestone has no date in the minutes",
            "{n} milestones have no date in the minutes",
            2,
        )
        == "{n} milepæle har ingen dato"
    )
