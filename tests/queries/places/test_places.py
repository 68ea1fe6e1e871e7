"""Places and purposes: who stands where, what is a white spot, and what a filter may not change."""

from datetime import date

import sqlalchemy as sa
from builders import PORTFOLIO, a_copy, a_proposal, another_portfolio, id_of

from portfolio.queries.places import places
from portfolio.store import schema

MAY = date(2022, 5, 1)
P, PP = schema.places.c, schema.proposal_places.c


def atlas(ask, **chosen):
    return ask(places.atlas, **{"portfolio": PORTFOLIO, "as_of": MAY, **chosen})


def strongest(found):
    return dict(zip(found.places["code"], found.places["strongest"], strict=True))


def place(address, code, name, kind="town"):
    return a_copy(address, schema.places, P.code == "taastrup", code=code, name=name, kind=kind)


def tie(address, number, place_id, role, portfolio=PORTFOLIO):
    """That a proposal concerns a place."""
    a_copy(
        address,
        schema.proposal_places,
        PP.role == "focus",
        proposal_id=id_of(number, portfolio),
        place_id=place_id,
        role=role,
    )


def test_the_kinds_come_in_their_order_and_the_names_the_danish_way(seeded_db, ask):
    place(seeded_db, "hele-landet", "Hele landet", kind="municipality")
    place(seeded_db, "aalborg", "Aalborg")
    place(seeded_db, "ny-art", "Aaby", kind="a kind nobody knows yet")

    names = list(atlas(ask).places["name"])

    assert names[:2] == ["Hele landet", "Høje-Taastrup Kommune"]
    assert names[2:6] == ["Hedehusene", "Høje-Taastrup By", "Taastrup", "Aalborg"]  # aa is å
    assert names[-1] == "Aaby"


def test_a_place_stands_by_its_strongest_role(ask):
    found = strongest(atlas(ask))

    assert found["hoje-taastrup-by"] == "focus"
    assert found["hoje-taastrup-c"] == "focus"  # of 5: the town hall; an example to 6
    assert found["naerheden"] == "example"
    assert found["campus"] == "mentioned"
    assert found["den-gule-by"] == places.NOTHING
    assert found["udsatte-boligomraader"] == "focus"  # of 3, though only mentioned by 8 and 9


def test_a_proposal_stands_by_its_strongest_role(ask):
    found = atlas(ask).proposals

    assert list(found["number"]) == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    weak = found[found["strongest"] != "focus"]
    assert dict(zip(weak["number"], weak["strongest"], strict=True)) == {
        2: places.NOTHING,
        8: "mentioned",
        9: "mentioned",
    }


def test_a_purpose_says_how_many_places_it_leaves_untouched(ask):
    found = atlas(ask).purposes.set_index("number")

    assert found.loc[3, "untouched"] == 21 - 4  # the two, Nærheden, De udsatte boligområder
    assert found.loc[1, "untouched"] == 19


def test_the_links_come_strongest_first_then_by_number(ask):
    found = atlas(ask, place="hoje-taastrup-c").links

    assert list(zip(found["role"], found["number"], strict=True)) == [
        ("focus", 5),
        ("example", 6),
        ("mentioned", 4),
    ]
    assert list(found["purpose"]) == [2, 2, 2]


def test_a_role_shows_fewer_places_but_changes_no_standing(ask):
    everything, examples = atlas(ask), atlas(ask, role="example")

    shown = examples.places[examples.places["shown"]]
    assert list(shown["name"]) == ["Hedehusene", "Taastrup", "Høje-Taastrup C", "Nærheden"]
    assert set(examples.links["role"]) == {"example"}
    assert strongest(examples) == strongest(everything)
    assert list(examples.purposes["untouched"]) == list(everything.purposes["untouched"])


def test_a_kind_keeps_its_places_and_the_standing_of_the_proposals(ask):
    found = atlas(ask, kind="town")

    assert list(found.places["name"]) == ["Hedehusene", "Høje-Taastrup By", "Taastrup"]
    assert set(found.links["number"]) == {4}
    assert list(found.proposals["strongest"]) == list(atlas(ask).proposals["strongest"])


def test_a_purpose_keeps_its_proposals_and_the_standing_of_the_places(ask):
    found = atlas(ask, purpose=3)

    assert list(found.purposes["number"]) == [3]
    assert set(found.proposals["number"]) == {7, 8, 9}
    assert set(found.links["purpose"]) == {3}
    assert strongest(found) == strongest(atlas(ask))


def test_before_the_meeting_nothing_stands_anywhere(ask):
    found = atlas(ask, as_of=date(2022, 4, 3))

    assert found.links.empty
    assert found.proposals.empty
    assert set(found.places["strongest"]) == {places.NOTHING}
    assert len(atlas(ask, as_of=date(2022, 4, 4)).links) == 28


def test_a_later_proposal_fills_a_white_spot_from_its_day_on(seeded_db, ask):
    a_proposal(seeded_db, 10, "Senere", introduced_on="2022-04-20")
    yellow = sa.select(P.id).where(P.code == "den-gule-by").scalar_subquery()
    tie(seeded_db, 10, yellow, "focus")

    assert strongest(atlas(ask, as_of=date(2022, 4, 19)))["den-gule-by"] == places.NOTHING
    assert strongest(atlas(ask, as_of=date(2022, 4, 20)))["den-gule-by"] == "focus"


def test_another_portfolio_is_not_on_the_map(seeded_db, ask):
    another_portfolio(seeded_db, 77, "En fremmed")
    tie(seeded_db, 77, place(seeded_db, "fremmed", "Fremmed by"), "focus", "another")

    found = atlas(ask)

    assert "fremmed" not in strongest(found)
    assert 77 not in set(found.proposals["number"])
    assert strongest(atlas(ask, portfolio="another"))["fremmed"] == "focus"
    assert list(atlas(ask, portfolio="another").purposes["number"]) == [1]


def test_an_unknown_place_is_no_place(ask):
    assert atlas(ask, place="nix").places.empty


def test_an_empty_answer_has_the_same_columns(ask, ask_empty):
    full, empty = atlas(ask), atlas(ask_empty)

    for name in ("places", "purposes", "proposals", "links"):
        assert list(getattr(empty, name).columns) == list(getattr(full, name).columns), name
        assert getattr(empty, name).empty
