"""What is guessed of a noun from its first form, and of a body from its name."""

import pytest

from portfolio.vocabulary import guessing

FORMS = """
et fællesskab, fællesskabet, fællesskaber, fællesskaberne, fællesskabs
en videnskab, videnskaben, videnskaber, videnskaberne, videnskabs
et udvalg, udvalget, udvalg, udvalgene, udvalgs
et nævn, nævnet, nævn, nævnene, nævns
et netværk, netværket, netværk, netværkene, netværk
et børnehus, børnehuset, børnehuse, børnehusene, børnehus
et kontor, kontoret, kontorer, kontorerne, kontor
en kreds, kredsen, kredse, kredsene, kreds
en klub, klubben, klubber, klubberne, klub
et program, programmet, programmer, programmerne, program
et center, centret, centre, centrene, center
en afdeling, afdelingen, afdelinger, afdelingerne, afdelings
en indsats, indsatsen, indsatser, indsatserne, indsats
en sag, sagen, sager, sagerne, sags
et trin, trinnet, trin, trinnene, trin
""".strip().splitlines()


@pytest.mark.parametrize("forms", FORMS)
def test_all_forms_follow_from_the_first(forms):
    gender, rest = forms.split(" ", 1)
    one, *others = rest.split(", ")
    assert guessing.gender(one) == gender
    found = guessing.danish(gender, one)
    assert [found.the_one, found.many, found.the_many, found.joined] == others


def test_what_kind_of_body_a_name_is_of():
    names = "Byrådet Udvalget Nævnet Repræsentantskabet Rektoratet Kontoret Kredsen Bestyrelsen"
    kinds = "byråd udvalg nævn repræsentantskab rektorat kontor kreds bestyrelse"
    more = "Direktionen Chefgruppen Sekretariatet Forummet Chefforum Samlingen"
    others = "direktion chefgruppe sekretariat forum chefforum samling"
    for name, kind in zip(
        (names + " " + more).split(), (kinds + " " + others).split(), strict=True
    ):
        assert guessing.name(name) == kind
