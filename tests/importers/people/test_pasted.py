"""A pasted list of people: any order, any separator, with a header or not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.domain.permissions import Role
from portfolio.errors import PortfolioError
from portfolio.importers.people import pasted

HANNE = "hanne.holm@nordby.dk"


def read(text, *known):
    return pasted.read(text, set(known).__contains__)


def people(text, *known):
    return [(one.name, one.email, *one.centres) for one in read(text, *known).people]


@pytest.mark.parametrize(
    "text",
    [
        f"Hanne Holm; {HANNE}; Teknik",
        f"Hanne Holm\t{HANNE}\tTeknik",
        f"Hanne Holm, {HANNE}, Teknik",
        f"{HANNE};Hanne Holm;Teknik",
        f"Teknik;Hanne Holm;{HANNE}",
        f"Teknik;{HANNE};Hanne Holm",
        f"Hanne;Holm;{HANNE};Teknik",
        f"Teknik\tHanne\tHolm\t{HANNE}",
        f"Hanne Holm <{HANNE}>; Teknik",
        f"Holm, Hanne <{HANNE}>; Teknik",
        f'"Holm, Hanne"\t{HANNE}\tTeknik',
        f"• Hanne Holm; {HANNE}; Teknik; +45 12 34 56 78",
        f"Navn;Mail;Center\r\nHanne Holm;{HANNE};Teknik",
        f"CENTER\tE-Mail\tnavn\nTeknik\t{HANNE.upper()}\tHanne Holm",
        f"Fornavn;Efternavn;E-mail;Afdeling\nHanne;Holm;{HANNE};Teknik",
        f"\n\n  Hanne Holm ;  {HANNE} ;  Teknik  \n\n",
    ],
)
def test_a_person_however_the_line_is_written(text):
    assert people(text) == [("Hanne Holm", HANNE, "Teknik")]


@pytest.mark.parametrize("email", ["hh@k.dk", "haho@k.dk", "hholm@k.dk", "hanne@k.dk", "holm@k.dk"])
def test_whose_an_address_is_tells_the_name_from_the_centre(email):
    for text in (f"Drift og Anlæg;Hanne Holm;{email}", f"Hanne Holm;Drift og Anlæg;{email}"):
        assert people(text) == [("Hanne Holm", email, "Drift og Anlæg")]


def test_a_known_centre_is_one_wherever_it_stands():
    assert people("Kultur;Xu Li;x123@k.dk", "Kultur") == [("Xu Li", "x123@k.dk", "Kultur")]
    assert people("By/Land;Xu;x@k.dk", "By/Land") == [("Xu", "x@k.dk", "By/Land")]
    assert people("Xu;x@k.dk;By/Land") == [("Xu", "x@k.dk", "By", "Land")]


def test_an_address_alone_is_enough():
    assert people(HANNE) == [("Hanne Holm", HANNE)]
    assert people(f"<{HANNE}>") == [("Hanne Holm", HANNE)]


def test_outlook_puts_several_on_a_line():
    text = f"Holm, Hanne <{HANNE}>; Per Poulsen <pp@k.dk>; ida@k.dk"
    assert people(text) == [
        ("Hanne Holm", HANNE),
        ("Per Poulsen", "pp@k.dk"),
        ("Ida", "ida@k.dk"),
    ]


def test_a_role_is_known_by_its_word():
    (one,) = read("Per Poulsen;per@k.dk;Direktør").people
    assert (one.role, one.centres) == (Role.DIRECTOR, ())
    (one,) = read(f"Navn;Mail;Rolle\nHanne;{HANNE};centerleder").people
    assert one.role is Role.LEAD


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Hanne Holm; Teknik", "no e-mail"),
        ("Hanne; hanne@nordby; Teknik", "not an e-mail"),
        ("Hanne; hanne@nørreby.dk; Teknik", "not an e-mail"),
        (f"{HANNE}; per@k.dk; Teknik", "more than one"),
        ("'; DROP TABLE users; --", "no e-mail"),
    ],
)
def test_what_is_wrong_is_said_at_its_line(line, why):
    found = read(f"{HANNE}\n\n{line}\nper@k.dk").people
    assert [one.line for one in found] == [1, 3, 4]
    assert [one.problem is None for one in found] == [True, False, True]
    assert why in str(found[1].problem)


def test_a_column_that_is_not_read_is_named():
    found = read(f"Navn;Mail;Lokale;Center\nHanne;{HANNE};B 12;Teknik")
    assert found.unread == ("Lokale",)
    assert found.people[0].centres == ("Teknik",)


def test_a_whole_address_book_is_refused():
    with pytest.raises(PortfolioError, match="501 lines"):
        read("a@b.dk\n" * 501)
    assert len(read("a@b.dk\n" * 500).people) == 500
    assert read("").people == read(" \n\n").people == ()


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_whatever_is_pasted_is_answered(text):
    for one in read(text).people:
        assert one.problem or (one.email and one.name)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Hanne Holm; hanne@k.dk; Teknik; 12 34 56 78", ("12 34 56 78",)),
        ("Navn;Mail;Center;Afdeling\nHanne;hanne@k.dk;Teknik;Drift", ("Drift",)),
        ("Navn;Mail\nHanne;hanne@k.dk;Teknik", ("Teknik",)),
        ("Navn;Mail;Center\nHanne;hanne@k.dk;Teknik", ()),
    ],
)
def test_what_is_not_taken_along_is_known(text, left):
    (one,) = pasted.read(text, lambda words: words == "Teknik").people
    assert one.left == left
