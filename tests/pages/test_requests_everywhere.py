"""Every source of a request × every place that tells what the directorate is to do.

The same question stands in all of them while it is open, and in none after a decision answered it.
"""

import json
from datetime import date

import builders
import pytest
import screen
import sqlalchemy as sa
from workshop_builders import a_workshop

from portfolio import language, store
from portfolio.domain.attention import Reason
from portfolio.domain.requests import Source, subject_of
from portfolio.queries.mails import digest
from portfolio.queries.papers import facts as paper_facts
from portfolio.queries.requests.requests import open_requests
from portfolio.queries.reviews import agenda
from portfolio.reports.mails import digest_text
from portfolio.reports.papers import case, status_sheet
from portfolio.reports.requests import sentences
from portfolio.store import ids, schema
from portfolio.usecases import use_case
from portfolio.usecases.proposals import parking
from portfolio.usecases.requests import requests

DAY = date(2022, 5, 1)
CODE = builders.PORTFOLIO


# --- where it must be seen


def on_the_front_page(app, _address):
    # Its news tells of a decision by its question; only the list is asked.
    return screen.asked(app())


def on_the_list(app, _address):
    said = screen.words(app("requests"))
    return said[: said.index("Besvaret")] + "\n".join(
        text.value
        for text in app("requests").markdown
        if "besvaret ved beslutning" not in text.value
    )


def in_the_case(_app, address):
    return str(case.parts(facts(address)))


def on_the_status_sheet(_app, address):
    return json.dumps(status_sheet.whole_in_words(facts(address))["to_decide"], ensure_ascii=False)


def in_the_digest(_app, address):
    reader = digest.Reader(None, "director")
    with store.reading(address) as connection:
        found = digest.waiting(connection, reader=reader, today=DAY)
    return str(digest_text.waits(found))


def on_the_agenda(_app, address):
    with store.reading(address) as connection:
        found = agenda.candidates(connection, portfolio=CODE, as_of=DAY, today=DAY)
    facts = [fact for candidate in found for fact in candidate.facts]
    asked = [sentences.question(fact.request) for fact in facts if fact.request]
    # Of a window that has opened the agenda tells more than the question.
    opened = [fact.of for fact in facts if fact.reason is Reason.WINDOW_OPENED]
    return "\n".join([*asked, *(f"»{name}« er begyndt. Skal forslaget med?" for name in opened)])


PLACES = (
    on_the_front_page,
    on_the_list,
    on_the_agenda,
    in_the_case,
    on_the_status_sheet,
    in_the_digest,
)


def facts(address):
    with store.reading(address) as connection:
        return paper_facts.facts(connection, filters=builders.filters())


# --- where it comes from


def asked(address):
    row = {
        "id": ids.new_id(),
        "portfolio_id": one(address, schema.portfolios.c.id, schema.portfolios.c.code == CODE),
        "addressee_party_id": party(address, "direktionen"),
        "question": "Skal vi søge uden medfinansiering?",
        "asked_on": "2022-04-20",
        "asked_by": "Sekretæren",
    }
    builders.changed(address, lambda connection: connection.execute(schema.requests.insert(), row))


def by_a_workshop(address):
    workshop = a_workshop(numbers=(4,))
    asked = requests.Question(
        question="Skal forslaget laves om?", addressee_party_id=party(address, "direktionen")
    )
    about = {"portfolio": CODE, "proposal_ids": [builders.proposal_id(4)]}
    requests.ask_several(use_case.LOCAL, asked, workshop_id=workshop.id, today=DAY, **about)


def by_an_unrecorded_outcome(address):
    """It is the directorate's own to do, so it is the directorate that knows."""
    mine = schema.follow_ups.c.title == "Arbejd videre omkring den nye bydelsforening i området"
    owner = {"responsible_party_id": party(address, "direktionen")}
    when = {"date_text": "20. april 2022", "date_start": "2022-04-20", "date_end": "2022-04-20"}
    builders.set_on(address, schema.follow_ups, mine, **owner, **when)


def by_a_status(address):
    builders.a_status(address, 7, "2022-04-20", rag="red", decision_needed="Skal vi fortsætte?")


def by_an_open_question(_address):
    pass  # the minutes' own, of day one


def by_a_step(address):
    set_aside_questions(address)


def by_a_follow_up(address):
    set_aside_questions(address)


def by_nobody_named(address):
    builders.a_proposal(address, 10, "Et til", introduced_on="2022-04-10")


def by_an_opened_window(address):
    window = schema.process_windows.c
    first = one(address, window.id, window.withdrawn_at.is_(None))
    waiting = parking.Waiting(window_id=first, reason="Venter", must_be_ready="Et oplæg")
    builders.set_on(
        address,
        schema.process_windows,
        window.id == first,
        date_text="september 2022",
        date_start="2022-09-01",
        date_end="2022-09-30",
    )
    parking.park(use_case.LOCAL, builders.proposal_id(5), waiting, today=DAY)
    builders.set_on(
        address,
        schema.process_windows,
        window.id == first,
        date_text="april 2022",
        date_start="2022-04-10",
        date_end="2022-06-30",
    )


SOURCES = {
    Source.ASKED: asked,
    Source.WORKSHOP: by_a_workshop,
    Source.STATUS: by_a_status,
    Source.WINDOW: by_an_opened_window,
    Source.GAP: by_an_open_question,
    Source.STEP: by_a_step,
    Source.FOLLOW_UP: by_a_follow_up,
    Source.OUTCOME: by_an_unrecorded_outcome,
    Source.NO_PARTY: by_nobody_named,
}


def test_every_source_is_in_the_table():
    assert set(SOURCES) == set(Source)


@pytest.mark.parametrize("source", SOURCES)
def test_the_same_is_asked_everywhere_and_nowhere_once_it_is_answered(app, seeded_db, source):
    SOURCES[source](seeded_db)
    first = next(request for request in read(seeded_db, CODE) if request.source is source)
    others = [request for request in read(seeded_db) if request.key != first.key]
    answer(seeded_db, "1", others)
    settle(seeded_db, others)
    assert read(seeded_db) == read(seeded_db, CODE) == (first,)
    with language.speaking("da"):
        question = sentences.question(first)
        for place in PLACES:
            assert question in plain(place(app, seeded_db)), place.__name__
        answer(seeded_db, "2", [first])
        close_the_question(seeded_db, first)
        assert first not in read(seeded_db)
        say_what_is_left(seeded_db, first)
        for place in PLACES:
            assert question not in plain(place(app, seeded_db)), place.__name__


def settle(address, some):
    """What they lack is filled in; a decision in words alone leaves it to be asked."""
    when = {"date_text": "juni 2022", "date_start": "2022-06-01", "date_end": "2022-06-30"}
    for request in some:
        _source, key = subject_of(request.key)
        if request.source is Source.FOLLOW_UP:
            owner = {"responsible_party_id": party(address, "kommunikation")}
            table = schema.follow_ups
            builders.set_on(address, table, table.c.id == key, **owner, **when)
        if request.source is Source.STEP:
            table = schema.involvement_steps
            builders.set_on(address, table, table.c.id == key, planned_date_text="juni 2022")
            mine = schema.follow_ups.c.step_id == key
            owner = {"responsible_party_id": party(address, "kommunikation")}
            builders.set_on(address, schema.follow_ups, mine, **owner)


#: Of these a decision in words leaves the day and the name open, and what then asks for them.
LEFT = {
    Source.GAP: Source.STEP,  # the minutes' first question is when a party is involved
    Source.STEP: Source.STEP,
    Source.FOLLOW_UP: Source.FOLLOW_UP,
}


def say_what_is_left(address, answered):
    """Of a name or a day that was answered in words alone the rest is asked, as another request."""
    left = read(address)
    expected = [LEFT[answered.source]] if answered.source in LEFT else []
    assert [one.source for one in left] == expected
    for one in left:
        assert one.key != answered.key
        assert (one.decision, one.since) == ("7.22", "2022-04-28")
        assert "Beslutning 7.22 af 28. april 2022 siger det ikke." in sentences.question(one)


def plain(text):
    return text.replace("\\", "")


def read(address, portfolio=None):
    with store.reading(address) as connection:
        return open_requests(connection, as_of=DAY, today=DAY, portfolio=portfolio)


def answer(address, number, some):
    """One decision that answers them all."""
    d = schema.decisions.c
    decision = builders.a_copy(
        address,
        schema.decisions,
        d.number == "7.2",
        number=f"7.2{number}",
        decided_on="2022-04-28",
        outcome="decided",
        decision="Det sker.",
    )
    for request in some:
        row = {"id": ids.new_id(), "request_key": request.key, "decision_id": decision}
        answered = schema.request_answers.insert().values(question="?", **row)
        builders.changed(
            address, lambda connection, answered=answered: connection.execute(answered)
        )


def close_the_question(address, request):
    """As the decision does with an open question that is not who takes a proposal on."""
    if request.source is Source.GAP:
        said = {"status": "answered", "answer": "Det sker.", "answered_on": "2022-04-28"}
        mine = schema.gaps.c.id == subject_of(request.key)[1]
        builders.set_on(address, schema.gaps, mine, **said)


def set_aside_questions(address):
    """Without these, the step and the follow-up ask themselves."""
    for code in ("A09", "fagcentrene", "byraadet"):
        gone = {"withdrawn_at": "2022-04-05", "withdrawn_reason": "Spørges af sagen selv."}
        builders.set_on(address, schema.gaps, schema.gaps.c.code == code, **gone)


def one(address, column, where):
    with store.reading(address) as connection:
        return connection.execute(sa.select(column).where(where).limit(1)).scalar_one()


def party(address, code):
    return one(address, schema.parties.c.id, schema.parties.c.code == code)
