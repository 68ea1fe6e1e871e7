"""Every question × every place that answers it: one answer.

Who is asked what stands in test_requests_everywhere.py, what a decision does in
test_effects_everywhere.py, what moved in tests/queries/overview/test_news.py.
"""

import io
import re
from datetime import date

import builders
import openpyxl
import pytest
import screen
import workshop_builders as builders_of_workshops

from portfolio import labels, store
from portfolio.domain.model import Succession
from portfolio.domain.permissions import Role
from portfolio.queries.calendar import calendar
from portfolio.queries.mails import digest
from portfolio.queries.mails.letters import Letter, WholeMatter
from portfolio.queries.mails.recipients import Recipient
from portfolio.queries.overview import all_portfolios, board, compare, figures, news
from portfolio.queries.papers import facts as paper_facts
from portfolio.queries.public import lists
from portfolio.queries.public import proposals as public_proposals
from portfolio.queries.public.lists import Slice
from portfolio.queries.requests.requests import open_requests
from portfolio.queries.rounds import rounds
from portfolio.queries.workshops import workshops
from portfolio.reports import papers
from portfolio.reports.calendar import ics
from portfolio.reports.mails import digest_mail, digest_text
from portfolio.reports.overview import changes
from portfolio.reports.papers import Paper, case, phrases, status_sheet
from portfolio.store import schema
from portfolio.usecases.proposals import succession
from portfolio.usecases.use_case import LOCAL
from tests.reports.papers.test_resting import bare, words_of

DAY, BEFORE = date(2022, 5, 1), date(2022, 4, 20)
PAPERS = (Paper.CASE, Paper.OVERVIEW, Paper.SHEETS, Paper.SLIDES, Paper.DATA)


def ask(question, **values):
    with store.reading() as connection:
        return question(connection, **values)


def facts(*numbers):
    return ask(paper_facts.facts, filters=builders.filters(), numbers=numbers)


def in_the_book(*sheets, **asked):
    """The rows of the workbook's sheets, a line each."""
    made = papers.make(Paper.DATA, paper_facts_of(**asked))
    book = openpyxl.load_workbook(io.BytesIO(made))
    rows = (row for name in sheets for row in book[name].values)
    return "\n".join(" | ".join(map(str, row)) for row in rows)


def paper_facts_of(numbers=(), **chosen):
    return ask(paper_facts.facts, filters=builders.filters(**chosen), numbers=numbers)


def in_the_mail(since="2022-04-03", user_id=None, role="reader"):
    """What a digest reads as, in the mail program."""
    found = ask(
        digest.digest,
        portfolio=builders.PORTFOLIO,
        since=date.fromisoformat(since),
        until=DAY,
        reader=digest.Reader(user_id, role),
    )
    to = Recipient(email="a@kommune.test", name="Test Leder", user_id=user_id)
    letter = Letter(to=to, matters=(WholeMatter(send_key="k", code="digest", said_on=since),))
    sent = digest_mail.message(found, letter, sender="b@kommune.test", public="https://a.test")
    return sent.get_body(("plain",)).get_content()


# --- how many? -----------------------------------------------------------------------------------


@pytest.fixture
def some_gone(seeded_db):
    """A round about all nine; then 3 is set aside and 5 merged with 4. Beside it, a portfolio."""
    builders.another_portfolio(seeded_db, 41, "Et fremmed")
    key = builders.a_round(seeded_db, "2022-05-10", *range(1, 10))
    for number, kind, into in ((3, Succession.SET_ASIDE, None), (5, Succession.MERGED, 4)):
        step = succession.Step(
            kind=kind,
            happened_on=BEFORE,
            reason="Derfor",
            successor_id=into and builders.proposal_id(into),
        )
        succession.take(LOCAL, builders.proposal_id(number), step, today=DAY)
    return key


def counted_on_the_overview(app):
    said = screen.text(screen.figures(app()))
    assert "[2 er lagt til side](/?fase=not_pursued)" in said
    return int(re.search(r"af (\d+)\*\*", said)[1])


def counted_by_the_list(app):
    drawn = "".join(screen.fragments(app("proposal")))
    assert "2 er lagt til side" in drawn
    return drawn.count('<td class="number">')


def counted_of_all_portfolios(_app):
    (one,) = [
        one for one in ask(all_portfolios.summaries, as_of=DAY, today=DAY) if one.code == CODE
    ]
    return one.figures.total


def cards_on_the_board(_app):
    return len(ask(board.board, filters=builders.filters(), limit=50))


def on_the_comparison(_app):
    found = ask(compare.differences, portfolio=CODE, first=date(2022, 4, 5), second=DAY)
    return len([one for one in found if one.kind is not compare.Kind.WENT])


def on_the_status_sheet(_app):
    whole = status_sheet.whole_in_words(facts())
    assert sum(purpose["rows_total"] for purpose in whole["purposes"]) == 7
    return sum(one["count"] for one in whole["accepted"]["counts"])


def in_the_papers_headline(_app):
    said = phrases.headline(facts())
    assert "Forslag 3 og 5 er lagt til side." in said
    return first_number(said)


def in_the_api(_app):
    found = ask(
        public_proposals.proposals, filters=builders.filters(), part=Slice(limit=50, offset=0)
    )
    return len([row for row in found.rows if row["stage"] != "not_pursued"])


def asked_by_the_round(_app):
    (listed,) = ask(rounds.rounds, portfolio=CODE).to_dict("records")
    progress = ask(rounds.progress, round_id=listed["id"])
    assert listed["asked"] == len(progress)
    return len(progress)


def that_all_hang_on_a_strategy(app):
    return first_number(re.search(r"\*\*Alle (\d+) forslag\*\*", screen.words(app("strategy")))[0])


def among_the_places(app):
    (key,) = re.findall(
        r'(?s)<div class="key">(.*?)</div>', "".join(screen.fragments(app("places")))
    )
    return len(re.findall(r"/forslag\?nr=\d+", key))


def in_the_list_of_workshops(app):
    builders_of_workshops.a_workshop(numbers=tuple(range(1, 10)), held_on="2022-05-02")
    return int(re.search(r"(\d+) forslag", screen.words(app("workshops")))[1])


CODE = builders.PORTFOLIO


def on_the_workbooks_first_sheet(_app):
    return int(re.search(r"Forslag \| (\d+)", in_the_book("Om filen"))[1])


def told_of_in_the_mail(_app):
    said = re.findall(r"(\d+) (?:flyttede sig|kom til|som før)", in_the_mail("2022-04-05"))
    return sum(map(int, said))


HOW_MANY = (
    on_the_workbooks_first_sheet,
    told_of_in_the_mail,
    that_all_hang_on_a_strategy,
    among_the_places,
    in_the_list_of_workshops,
    counted_on_the_overview,
    counted_by_the_list,
    counted_of_all_portfolios,
    cards_on_the_board,
    on_the_comparison,
    on_the_status_sheet,
    in_the_papers_headline,
    in_the_api,
    asked_by_the_round,
)


def test_how_many_proposals_there_are_is_the_same_everywhere(app, some_gone):
    assert {place.__name__: place(app) for place in HOW_MANY} == {
        place.__name__: 7 for place in HOW_MANY
    }


def test_lights_and_answers_are_counted_among_the_same(some_gone):
    found = ask(figures.key_figures, filters=builders.filters())
    lights = dict(found.lights)
    assert (sum(lights.values()), found.aside) == (7, 2)
    assert {rag: n for rag, n in facts().lights.items() if n} == {"none": 7}
    before = builders.filters("2022-04-19")
    assert ask(figures.key_figures, filters=before).total == 9


def test_who_asks_for_one_that_is_gone_is_shown_it(app, some_gone):
    assert "Lagt til side" in screen.words(app("proposal", nr=3)).replace("\\", "")
    assert screen.proposals(app(fase="not_pursued")) == [3, 5]
    for paper in (Paper.CASE, Paper.SHEETS):
        assert "Lagttilside" in words_of(paper, papers.make(paper, facts(3)))
    (one,) = facts(3).proposals
    assert one.processes
    assert one.places  # its ties are told of as before


def test_a_workshop_keeps_what_it_was_about(seeded_db, some_gone):
    held = builders_of_workshops.a_workshop(numbers=(3, 4, 5), held_on=BEFORE.isoformat())
    assert [one.number for one in ask(workshops.proposals_of, workshop_id=held.id)] == [3, 4, 5]


def test_decisions_and_follow_ups_are_counted_as_they_are_listed(app, some_gone):
    page = app("decisions")
    assert len(screen.listed(page)) == 7
    assert "7 beslutninger · 4 afviger" in screen.words(page)
    assert "**6** åbne opfølgninger, **5** uden ansvarlig, **5** uden dato" in screen.words(page)
    meeting = screen.words(app("decisions", moede="direktionen-2022-04-04"))
    line = next(line for line in meeting.splitlines() if "om forslagene her" in line)
    assert [int(n) for n in re.findall(r"\*\*(\d+)\*\*", line)] == [7, 11]
    assert "**6** åbne opfølgninger" in screen.words(app("follow_ups"))


def open_on_the_overview(app):
    return int(re.search(r"\[se alle (\d+)\]", screen.words(app()))[1])


def open_in_the_list(app):
    return int(re.search(r"\*\*(\d+)\*\* åbne spørgsmål", screen.words(app("requests")))[1])


def listed_on_the_status_sheet(_app):
    return len(status_sheet.whole_in_words(facts())["to_decide"])


def open_in_the_headline(_app):
    for_decision, beside = re.search(
        r"Forslag ([\d, og]+) er til beslutning\. (\d+) andre spørgsmål", phrases.headline(facts())
    ).groups()
    return len(re.findall(r"\d+", for_decision)) + int(beside)


def open_in_the_directors_mail():
    waits = in_the_mail(role="director").partition("Venter på dig")[2]
    told, more = re.findall(r"(?m)^- Til Direktionen: ", waits), re.search(r"og (\d+) til", waits)
    # The last line says how many more there are; nothing else waits for a director.
    assert first_number(waits) == len(told) - 1 + int(more[1])
    return first_number(waits)


HOW_MANY_ASKED = (
    open_on_the_overview,
    open_in_the_list,
    listed_on_the_status_sheet,
    open_in_the_headline,
)


def test_how_much_is_open_to_the_directorate_is_the_same_everywhere(app, seeded_db):
    builders.a_status(seeded_db, 4, "2022-04-20", decision_needed="Skal vi søge?")
    builders.a_status(seeded_db, 6, "2022-04-20", decision_needed="Skal vi bygge?")
    counted = {place.__name__: place(app) for place in HOW_MANY_ASKED}
    assert set(counted.values()) == {len(facts().requests)}, counted
    assert len(facts().requests) > 9
    everywhere = ask(open_requests, as_of=DAY, today=DAY)  # the mail tells of all portfolios
    assert open_in_the_directors_mail() == len(everywhere) > len(facts().requests)


def first_number(text):
    return int(re.search(r"\d+", text)[0])


# --- what is next? -------------------------------------------------------------------------------

LATER = "2026-11-30"
UNKNOWN = "25. april 2022: udfald ikke registreret"


def later_facts(*numbers):
    chosen = builders.filters(LATER, today=LATER)
    return ask(paper_facts.facts, filters=chosen, numbers=numbers)


def in_the_row(app):
    return screen.row(app(dato=LATER), 4)


def on_the_slides(_app):
    return words_of(Paper.SLIDES, papers.make(Paper.SLIDES, later_facts(4)))


def in_the_overview_paper(_app):
    return words_of(Paper.OVERVIEW, papers.make(Paper.OVERVIEW, later_facts()))


def on_its_page(app):
    return screen.words(app("proposal", nr=4, dato=LATER)).partition("Næste dato")[2][:300]


WHAT_IS_NEXT = (in_the_row, on_its_page, on_the_slides, in_the_overview_paper)


@pytest.mark.parametrize("place", WHAT_IS_NEXT)
def test_what_hinges_on_what_nobody_knows_is_not_next(app, seeded_db, monkeypatch, place):
    """Nobody has recorded whether the scheme was entered: its end in 2029 is not what comes."""
    monkeypatch.setenv("PORTFOLIO_TODAY", LATER)
    said = bare(place(app))
    assert bare(UNKNOWN) in said
    assert "2029" not in said


def on_its_sheet(_app):
    return str(status_sheet.each_in_words(later_facts(4)))


def on_the_timeline(app):
    return screen.words(app("timeline", dato=LATER, forslag=4))


def in_the_calendar(_app):
    found = ask(calendar.entries, role=Role.SECRETARY, as_of=date.fromisoformat(LATER))
    return ics.calendar(found, public="https://a.test").decode().replace("\r\n ", "")


def in_the_workbook(_app):
    return in_the_book("Milepæle", day=LATER, today=LATER)


@pytest.mark.parametrize("place", [on_its_sheet, on_the_timeline, in_the_calendar, in_the_workbook])
def test_a_list_of_all_dates_says_which_hinge_on_what_nobody_knows(
    app, seeded_db, monkeypatch, place
):
    monkeypatch.setenv("PORTFOLIO_TODAY", LATER)
    hinging = "afhænger af et udfald, som ingen har registreret"
    said = place(app).replace("\\", "")
    assert said.count("Forsøgene afsluttes og evalueres") == said.count(hinging)
    builders.set_on(
        seeded_db,
        schema.milestones,
        schema.milestones.c.date_end < LATER,
        outcome="happened",
        outcome_on="2024-01-31",
    )
    assert hinging not in place(app).replace("\\", "")


def test_the_api_marks_them_too(seeded_db):
    found = ask(lists.milestones, as_of=date.fromisoformat(LATER), part=Slice(limit=99, offset=0))
    (last,) = [row for row in found.rows if row["hinges"]]
    assert last["title"] == "Forsøgene afsluttes og evalueres"


def test_once_the_outcomes_are_known_the_rest_comes(app, seeded_db, monkeypatch):
    monkeypatch.setenv("PORTFOLIO_TODAY", LATER)
    m = schema.milestones
    past = m.c.date_end < LATER
    builders.set_on(seeded_db, m, past, outcome="happened", outcome_on="2024-01-31")
    said = in_the_row(app)
    assert "januar 2029" in said
    assert "udfald" not in said


# --- what was decided? ---------------------------------------------------------------------------


def decided_on_its_page(app):
    return screen.words(app("proposal", nr=4)).partition("\nBesluttet\n")[2]


def decided_on_its_sheet(_app):
    return str(status_sheet.each_in_words(facts(4)))


def decided_in_the_case(_app):
    return str(case.parts(facts(4)))


def decided_on_the_overview(app):
    return screen.words(app()).partition("Siden 4. april 2022")[2]


def decided_on_the_comparison(app):
    return screen.words(app("compare")).partition("Besluttet på de to dage")[2]


def decided_in_the_mail(_app):
    return in_the_mail().replace("\n", " ")


def decided_in_the_workbook(_app):
    return in_the_book("Beslutninger")


def decided_in_the_api(_app):
    one = ask(public_proposals.proposal, filters=builders.filters(), number=4)
    return "\n".join(row["decision"] for row in one["decisions"])


WHAT_WAS_DECIDED = (
    decided_on_its_page,
    decided_on_its_sheet,
    decided_in_the_case,
    decided_on_the_overview,
    decided_on_the_comparison,
    decided_in_the_mail,
    decided_in_the_workbook,
    decided_in_the_api,
)
APPROVED = "Kommunen sender en interessetilkendegivelse om at være med"
DISCUSSED = "Direktionen drøftede især bymidten"


@pytest.mark.parametrize("place", WHAT_WAS_DECIDED)
def test_what_was_decided_comes_before_what_was_only_talked_about(app, seeded_db, place):
    said = place(app).replace("\\", "")
    assert APPROVED in said
    if DISCUSSED in said:
        assert said.index(APPROVED) < said.index(DISCUSSED)


def test_a_decision_is_named_with_its_day_where_meetings_are_told_of_together(seeded_db):
    (one,) = (
        one
        for one in ask(news.decided, portfolio=CODE, since=date(2022, 4, 4), until=DAY)
        if one.number == "8.3"
    )
    assert digest_text.decision(one).startswith("8.3 af 4. april 2022, godkendt, forslag 4")
    differences = ask(compare.differences, portfolio=CODE, first=date(2022, 4, 3), second=DAY)
    said = " ".join(changes.sentences(differences[3]))
    assert "Besluttet (7.2 af 4. april 2022)" in said


# --- who is responsible? -------------------------------------------------------------------------


def who_in_the_row(app):
    return screen.row(app(), 1)


def who_on_its_page(app):
    return screen.words(app("proposal", nr=1))


def who_on_the_slides(_app):
    return "\n".join(phrases.overview_row(facts(1).proposals[0]))


def who_in_the_case(_app):
    return str(case.parts(facts(1)))


def who_on_its_sheet(_app):
    return str(status_sheet.each_in_words(facts(1)))


def who_in_the_api(_app):
    one = ask(public_proposals.proposal, filters=builders.filters(), number=1)
    words = {party["word"] for party in one["parties"] if party["name"] == "Kommunikation"}
    assert one["responsible"] == (["Kommunikation"] if words == {"accepted"} else [])
    return "Kommunikation " + " ".join(labels.label("party_word", word) for word in words)


def who_in_the_workbook(_app):
    told = [row for row in in_the_book("Ansvar").split("\n") if "Kommunikation" in row]
    return "\n".join(told).replace(" | ", " ").lower().replace("kommunikation", "Kommunikation")


def who_in_the_mail(_app):
    """The mail of whoever leads Kommunikation; what it says of a yes, a no and a question."""
    lead = builders.a_user(store.url(), "lead", "kommunikation")  # from now on one has to sign in
    said = in_the_mail(user_id=lead, role="lead").replace("\n", " ")
    words = {
        "asked": "Kommunikation er bedt om at tage ansvaret",
        "accepted": "Ansvarlig: Kommunikation",
        "declined": "Har sagt nej: Kommunikation",
    }
    return " ".join(f"Kommunikation {SAID[word]}" for word in words if words[word] in said)


WHO = (
    who_in_the_row,
    who_on_its_page,
    who_on_the_slides,
    who_in_the_case,
    who_on_its_sheet,
    who_in_the_api,
    who_in_the_workbook,
    who_in_the_mail,
)
SAID = {"asked": "spurgt", "accepted": "har sagt ja", "declined": "har sagt nej"}


@pytest.mark.parametrize("last", SAID)
def test_who_is_responsible_is_said_in_one_word_everywhere(app, seeded_db, last):
    builders.an_answer(seeded_db, 1, "kommunikation", "asked", "2022-04-10")
    if last != "asked":
        builders.an_answer(seeded_db, 1, "kommunikation", last, "2022-04-15")
    for place in WHO:
        said = place(app).replace("\\", "")
        if last == "declined" and "Kommunikation" not in said:
            continue  # nobody else has been asked, so a partner is told before a no
        if (last, place) == ("accepted", who_on_the_slides):
            assert "\nKommunikation\n" in said  # under the heading Ansvarlig
            continue
        assert SAID[last] in said, place.__name__
        for other, word in SAID.items():
            # Its page and its sheet tell the whole conversation.
            if other != last and place not in (who_on_its_page, who_on_its_sheet):
                assert f"Kommunikation ({word})" not in said, place.__name__
