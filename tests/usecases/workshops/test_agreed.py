"""What a workshop agreed becomes follow-ups once, and is taken back as one."""

from datetime import date

import builders
import pytest
import sqlalchemy as sa
from workshop_builders import a_workshop

from portfolio import language, store
from portfolio.errors import NotAllowedError, PortfolioError
from portfolio.queries.meetings import carried_out, follow_ups
from portfolio.queries.public.columns import table as public_table
from portfolio.queries.requests import requests as request_queries
from portfolio.queries.reviews import agenda
from portfolio.queries.rounds import waiting
from portfolio.store import schema
from portfolio.usecases.meetings import follow_ups as follow_up_usecases
from portfolio.usecases.meetings.follow_ups import Owner
from portfolio.usecases.use_case import LOCAL
from portfolio.usecases.workshops import agreed
from portfolio.usecases.workshops.agreed import AgreedStep

TODAY = date(2022, 6, 27)
CODE = builders.PORTFOLIO


@pytest.fixture
def workshop(seeded_db):
    """Over, of the Chefforum, about proposals 1, 2 and 3; a step was agreed for the first two."""
    made = a_workshop(state="ended", body_party_id=party("chefforum"))
    for number, step in ((1, "Skriv et oplæg om velkomstpakken"), (2, "Hold et møde")):
        wp = schema.workshop_proposals.c
        mine = sa.and_(wp.workshop_id == made.id, wp.proposal_id == builders.proposal_id(number))
        builders.set_on(
            seeded_db, schema.workshop_proposals, mine, changed="Klarere mål", next_step=step
        )
    return made.id


def party(code):
    return one(schema.parties, schema.parties.c.code == code)["id"]


def rows(table, *tests):
    with store.reading() as connection:
        chosen = sa.select(table).where(*tests).order_by(table.c.id)
        return [dict(row) for row in connection.execute(chosen).mappings()]


def one(table, *tests):
    (row,) = rows(table, *tests)
    return row


def step(number, title="Skriv oplægget", party_id=None, words=None):
    owner = Owner(party_id=party_id, date_words=words)
    return AgreedStep(proposal_id=builders.proposal_id(number), title=title, owner=owner)


def make(workshop, *steps, **given):
    return agreed.make_follow_ups(LOCAL, workshop, steps, today=TODAY, **given)


def shown(**chosen):
    filters = follow_ups.Filters(as_of=TODAY, portfolio=CODE, within=CODE, **chosen)
    with store.reading() as connection:
        return follow_ups.follow_ups_on(connection, filters=filters).to_dict("records")


def on_record():
    """What stands of meetings and follow-ups, to be compared before and after."""
    return {
        table.name: [row["id"] for row in rows(table, table.c.withdrawn_at.is_(None))]
        for table in (
            schema.meetings,
            schema.agenda_items,
            schema.decisions,
            schema.decision_proposals,
            schema.follow_ups,
        )
    }


def test_it_stands_on_the_list_with_who_and_when_and_its_proposal(workshop):
    who = party("kommunikation")
    assert make(workshop, step(1, party_id=who, words="1. juli 2022"), step(2, "Mødet")) == 2
    first = next(row for row in shown() if row["title"] == "Skriv oplægget")
    assert (first["responsible"], first["date_text"]) == ("Kommunikation", "1. juli 2022")
    assert (first["numbers"], first["meeting"], first["decided_on"]) == (
        (1,),
        "Testchefforum",
        "2022-05-20",
    )
    assert first["is_promised"], "both were agreed here"
    second = next(row for row in shown() if row["title"] == "Mødet")
    assert (second["responsible"], second["date_text"], second["numbers"]) == (None, None, (2,))
    decided = one(schema.decisions, schema.decisions.c.id == first["decision_id"])
    assert decided["decision"] == "Skriv et oplæg om velkomstpakken", "as the workshop agreed it"


def test_it_waits_for_whoever_is_to_do_it_and_comes_on_the_next_agenda(workshop):
    who = party("kommunikation")
    with store.reading() as connection:
        before = waiting.waiting(connection, party_ids=frozenset({who}), today=TODAY).follow_ups
    make(workshop, step(1, party_id=who, words="10. juni 2022"))
    with store.reading() as connection:
        after = waiting.waiting(connection, party_ids=frozenset({who}), today=TODAY).follow_ups
        assert after == before + 1
        found = agenda.candidates(connection, portfolio=CODE, as_of=TODAY, today=TODAY)
        told = carried_out.carried_out_on(connection, as_of=TODAY, portfolio=CODE)
    told = told.set_index("id")
    mine = next(one for one in found if one.key == builders.proposal_id(1))
    assert "follow_up_overdue" in {fact.reason for fact in mine.facts}
    (row,) = [row for row in shown() if row["title"] == "Skriv oplægget"]
    assert told.loc[row["decision_id"], "is_late"]


def test_done_again_it_makes_nothing_double(workshop):
    assert make(workshop, step(1)) == 1
    before = on_record()
    assert make(workshop, step(1, "En gang til")) == 0
    assert on_record() == before
    assert make(workshop, step(1), step(2)) == 1, "only the one that was left"
    assert len(rows(schema.meetings, schema.meetings.c.title == "Testchefforum")) == 1
    numbers = rows(schema.decisions, schema.decisions.c.decided_on == "2022-05-20")
    assert {row["number"] for row in numbers} == {"1.1", "1.2"}


def test_it_is_taken_back_as_one_and_can_be_made_again(workshop):
    before = on_record()
    make(workshop, step(1))
    make(workshop, step(2))
    agreed.take_back(LOCAL, workshop, reason="Fejl")
    assert on_record() == before
    assert one(schema.workshops)["meeting_id"] is None
    assert make(workshop, step(1), step(2)) == 2
    agreed.take_back(LOCAL, workshop, reason="Fejl")
    assert on_record() == before
    with pytest.raises(PortfolioError):
        agreed.take_back(LOCAL, workshop, reason="Fejl")


def test_what_somebody_has_built_on_is_not_swept_away(workshop):
    make(workshop, step(1), step(2, "Mødet"))
    row = one(schema.follow_ups, schema.follow_ups.c.title == "Mødet")
    day = date(2022, 6, 1)
    follow_up_usecases.finish(LOCAL, row["id"], 1, note="Holdt", on=day, today=TODAY)
    before = on_record()
    with pytest.raises(PortfolioError) as caught:
        agreed.take_back(LOCAL, workshop, reason="Fejl")
    assert "Mødet" in language.explain(caught.value)
    assert on_record() == before


@pytest.mark.parametrize(
    ("steps", "part"),
    [
        ((), "Sæt kryds"),
        (("", None), "Skriv"),
    ],
)
def test_what_cannot_be_made_says_what_to_do(workshop, steps, part):
    before = on_record()
    wanted = [step(1, steps[0], words=steps[1])] if steps else []
    with pytest.raises(PortfolioError) as caught:
        make(workshop, *wanted)
    assert part in language.explain(caught.value)
    assert on_record() == before


def test_a_workshop_that_is_not_over_or_of_no_forum_says_so(seeded_db):
    running = a_workshop(body_party_id=party("chefforum"))
    with pytest.raises(PortfolioError) as caught:
        make(running.id, step(1))
    assert "ikke slut" in language.explain(caught.value)
    homeless = a_workshop(state="ended")
    with pytest.raises(PortfolioError) as caught:
        make(homeless.id, step(1))
    assert "forum" in language.explain(caught.value)
    assert make(homeless.id, step(1), body_party_id=party("chefforum")) == 1


def test_only_its_facilitators_make_them(seeded_db, workshop):
    reader = builders.as_user(builders.a_user(seeded_db, "reader"))
    with pytest.raises(NotAllowedError):
        agreed.make_follow_ups(reader, workshop, [step(1)], today=TODAY)


def test_one_line_tells_of_the_act_and_one_of_each_row(workshop):
    make(workshop, step(1))
    log = [row["action"] for row in rows(schema.change_log)][-6:]
    assert sorted(log) == sorted(
        [
            "workshop.follow_ups_made",
            "meeting.added",
            "agenda_item.added",
            "decision.added",
            "decision_proposal.added",
            "follow_up.added",
        ]
    )


def test_what_a_workshop_agreed_is_not_published_and_nothing_is_laid_on_the_directorate(workshop):
    with store.reading() as connection:
        before = request_queries.open_requests(connection, as_of=TODAY, today=TODAY)
    make(workshop, step(1), step(2))
    with store.reading() as connection:
        now = request_queries.open_requests(connection, as_of=TODAY, today=TODAY)
        forum = request_queries.open_requests(
            connection, as_of=TODAY, today=TODAY, body="chefforum"
        )
        decided = public_table("decisions")
        days = connection.execute(sa.select(decided.c.decided_on)).scalars().all()
    assert now == before
    assert {one.subject for one in forum} >= {"Skriv oplægget"}, "the forum is asked who and when"
    assert days
    assert "2022-05-20" not in days
