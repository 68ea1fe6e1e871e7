"""The wall: true, whole, and what the facilitators chose; the same figures as everywhere else."""

import io
import random
import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from statistics import median

import docx
import openpyxl
import pytest
import sqlalchemy as sa
from builders import a_user, proposal_id, renamed
from pptx import Presentation
from workshop_builders import a_held_workshop, a_workshop

from portfolio import store
from portfolio.domain.workshops import WallView
from portfolio.errors import PortfolioError
from portfolio.queries.workshops import answers
from portfolio.queries.workshops import facts as workshop_facts
from portfolio.reports import workshops as reports
from portfolio.store import ids, schema
from portfolio.usecases.people import sessions
from portfolio.usecases.use_case import COMMAND
from portfolio.usecases.workshops import contributions, joining, recording, running
from tests.web.workshops.test_phones import Phone, move, score

NINE = tuple(range(1, 10))


@pytest.fixture
def wall(seeded_db):
    """Somebody signed in."""
    user = a_user(seeded_db, "secretary")
    one = Phone()
    one.cookies.set(sessions.COOKIE, store.in_transaction(lambda c: sessions.start(c, user)))
    return one


def drawn(wall, workshop, view: str | None = None) -> str:
    """What is on the wall, without its way in; ``view``: put there before."""
    if view is not None:
        put = sa.update(schema.workshops).values(wall=view or None)
        store.in_transaction(lambda connection: connection.execute(put))
    answer = wall.ask("GET", f"/deltag/{workshop.code}/skaerm/trin")
    assert answer.status_code == 200
    return answer.text


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def lines(html: str) -> list[str]:
    """The proposals' lines, as they are read."""
    return [
        words(line) for line in re.findall(r"<li><span class=\"number\">.*?</li>", html, re.DOTALL)
    ]


def vote(workshop, participants: int, seed: int = 1) -> dict[tuple[int, str], list[int]]:
    """Random scores on all proposals; (number, criterion's code) → what was given. Closed."""
    chance, given, made, pseudonyms = random.Random(seed), {}, [], []
    for one in range(participants):
        giver = ids.new_id()
        pseudonyms.append({"id": giver, "step_id": workshop.steps["score"], "kind": "scores"})
        for number in NINE:
            for code, criterion in workshop.criteria.items():
                value = chance.choice((1, 2, 3, 3, 4, 5)) if number != 1 else 5 - one % 2 * 4
                given.setdefault((number, code), []).append(value)
                made.append(
                    {
                        "id": ids.new_id(),
                        "pseudonym_id": giver,
                        "step_id": workshop.steps["score"],
                        "proposal_id": proposal_id(number),
                        "criterion_id": criterion,
                        "value": value,
                    }
                )
    for table, some in ((schema.pseudonyms, pseudonyms), (schema.scores, made)):
        insert = sa.insert(table)
        store.in_transaction(lambda c, one=insert, these=some: c.execute(one, these))
    move(workshop, "score", "closed")
    return given


def by_hand(values: list[Fraction] | list[int]) -> str:
    """The mean as it is written: one decimal, halves up, of the whole figure."""
    mean = Fraction(sum(values)) / len(values)
    exact = Decimal(mean.numerator) / Decimal(mean.denominator)
    return str(exact.quantize(Decimal("0.1"), ROUND_HALF_UP)).replace(".", ",")


def test_the_wall_is_for_those_who_are_signed_in(seeded_db):
    path = f"/deltag/{a_workshop('score').code}/skaerm"
    assert Phone().ask("GET", path).headers["location"].startswith("/log-ind")
    assert Phone().ask("GET", f"{path}/trin").status_code == 401
    assert Phone().ask("GET", f"{path}/foelg").status_code == 401


def test_before_the_first_step_the_wall_shows_the_way_in(wall):
    workshop = a_workshop("score", current_step=None, state="prepared")
    shown = wall.ask("GET", f"/deltag/{workshop.code}/skaerm").text
    assert workshop.code in shown
    assert "tracker.kommune.test/deltag" in shown
    assert "<svg" in shown
    assert 'id="away"' in shown
    assert wall.ask("GET", "/deltag/AAAAAA/skaerm").status_code == 404


def test_results_are_on_the_wall_only_when_the_step_is_closed(wall):
    workshop, phone = a_workshop("score", "dots", numbers=(1, 2)), Phone()
    phone.join(workshop.code, centre="kommunikation")
    phone.give(workshop.code, **score(workshop, 5))
    assert "0 af 1 har svaret" in words(drawn(wall, workshop))
    assert "1 er i gang" in words(drawn(wall, workshop))
    for view in WallView:  # whatever the facilitators ask for
        assert 'class="bars"' not in drawn(wall, workshop, view)
    for number in (2,):
        phone.give(workshop.code, **score(workshop, 5, proposal=proposal_id(number)))
    vote(workshop, 6)
    shown = drawn(wall, workshop, "")
    assert len(lines(shown)) == 2
    move(workshop, "score", "open")
    assert 'class="bars"' not in drawn(wall, workshop)


def test_every_point_lies_at_its_mean_and_every_figure_is_the_same_everywhere(wall):
    workshop = a_workshop("score", numbers=NINE)
    given = vote(workshop, 12)
    means = {key: Fraction(sum(values), len(values)) for key, values in given.items()}
    seen = drawn(wall, workshop, WallView.PLANE)
    points = {
        int(number): (float(x), float(y))
        for number, x, y in re.findall(r'data-number="(\d+)" cx="([\d.]+)" cy="([\d.]+)"', seen)
    }
    assert len(points) == 9
    for number, (x, y) in points.items():
        assert 1 + x / 25 == pytest.approx(float(means[number, "hast"]))
        assert 5 - y / 25 == pytest.approx(float(means[number, "effekt"]))
    figures = {
        number: [by_hand(given[number, code]) for code in workshop.criteria] for number in NINE
    }
    assert {int(line.split()[0]): line.split()[-2:] for line in lines(seen)} == figures
    for place, code in enumerate(workshop.criteria):
        on_wall = lines(drawn(wall, workshop, f"result:{code}"))
        for line in on_wall:
            number = int(line.split()[0])
            middle = str(Decimal(str(median(given[number, code]))).quantize(Decimal("0.1")))
            assert f"Median {middle.replace('.', ',')} Gennemsnit {figures[number][place]}" in line
        assert [line.split("Gennemsnit ")[1][:3] for line in on_wall] == sorted(
            (figures[number][place] for number in NINE), reverse=True
        )
    _the_same_in_the_files(workshop, given, figures)
    divided = next(line for line in lines(drawn(wall, workshop, "result")) if line.startswith("1 "))
    assert "Uenige: 6 giver 4–5, 6 giver 1–2" in divided


def _the_same_in_the_files(workshop, given, figures):
    whole = {
        number: by_hand([Fraction(a + b, 2) for a, b in zip(*both, strict=True)])
        for number in NINE
        for both in [[given[number, code] for code in workshop.criteria]]
    }
    with store.reading() as connection:
        facts = workshop_facts.facts(connection, workshop_id=workshop.id)
        sheets = answers.answers(connection, workshop_id=workshop.id)
    paper = docx.Document(io.BytesIO(reports.make(reports.Kind.WORD, facts)))
    table = next(t for t in paper.tables if t.rows[0].cells[2].text == "Gennemsnit")
    assert {int(r.cells[1].text.split()[0]): r.cells[2].text for r in table.rows[1:]} == whole
    book = openpyxl.load_workbook(io.BytesIO(reports.make_answers(facts, sheets)))
    sheet = list(book["Rangering"].iter_rows(values_only=True))
    place = sheet[0].index("Gennemsnit")
    assert {row[0]: f"{row[place]:.1f}".replace(".", ",") for row in sheet[1:]} == whole
    deck = Presentation(io.BytesIO(reports.make(reports.Kind.SLIDES, facts)))
    (chart,) = [shape.chart for shape in deck.slides[1].shapes if shape.has_chart]
    told = zip(chart.plots[0].categories, chart.plots[0].series[0].values, strict=True)
    assert {int(n.split()[0]): f"{value:.1f}".replace(".", ",") for n, value in told} == whole
    (plane,) = [shape.table for shape in deck.slides[2].shapes if shape.has_table]
    rows_ = [[cell.text for cell in row.cells] for row in plane.rows][1:]
    assert {int(row[0]): row[2:] for row in rows_} == figures


def test_a_facilitator_puts_something_on_the_wall_until_the_workshop_moves_on(wall):
    workshop = a_held_workshop(state="running")
    running.show(COMMAND, workshop.id, WallView.ONE, proposal_id(2))
    assert "<h1>2 " in drawn(wall, workshop)
    running.show(COMMAND, workshop.id, WallView.CODE)
    assert 'class="code huge"' in drawn(wall, workshop)
    running.reopen(COMMAND, workshop.id, 3, "en grund", turn=1)
    assert 'class="code huge"' not in drawn(wall, workshop)
    for view, of in ((WallView.ONE, "x"), (WallView.RESULT, "x"), (WallView.NOTES, "x")):
        with pytest.raises(PortfolioError):
            running.show(COMMAND, workshop.id, view, of)


@pytest.mark.parametrize("view", [f"{view}" for view in WallView] + ["one:x", "result:x", "x"])
def test_each_view_is_drawn_whatever_titles_hold(wall, view):
    workshop = a_held_workshop(state="running")
    for number in (1, 2, 3):
        renamed(str(store.url()), number, "<script>x</script> & “æøå” " + "langt ord" * 9)
    shown = drawn(wall, workshop, view)
    assert "<script>" not in shown
    assert shown.count("<h1>") == 1


def test_what_is_agreed_stands_there_while_it_is_agreed_and_at_the_end(wall):
    workshop = a_held_workshop(state="running")
    running.show(COMMAND, workshop.id, WallView.AGREED)
    assert "ikke aftalt endnu" in words(drawn(wall, workshop))
    recording.record(
        COMMAND, workshop.id, proposal_id(3), changed="Nyt", next_step="Skriv *straks*", version=1
    )
    assert "Skriv *straks*" in words(drawn(wall, workshop))
    over = sa.update(schema.workshops).values(state="ended")
    store.in_transaction(lambda connection: connection.execute(over))
    end = words(drawn(wall, workshop))
    assert "Tak, fordi I deltog" in end
    assert "Skriv *straks*" in end
    assert workshop.code not in end


def test_the_clock_is_there_in_every_step_and_stands_still_in_a_pause(wall):
    workshop = a_workshop("read", "qualify", "score", "dots", "talk", "agree")
    for kind in workshop.steps:
        move(workshop, kind)
        assert 'id="clock"' in drawn(wall, workshop)
    paused = sa.update(schema.workshop_steps).values(state="paused", paused_at=ids.now())
    store.in_transaction(lambda connection: connection.execute(paused))
    assert re.search(r"Pause · (10:00|9:5\d)", words(drawn(wall, workshop)))


def test_notes_of_this_step_alone_and_only_the_chosen_ones_are_read(wall):
    workshop, phone = a_workshop("qualify", "talk"), Phone()
    phone.join(workshop.code)
    token = joining.join(workshop.id)
    for kind, said in (("qualify", "Fra før"), ("talk", "Valgt"), ("talk", "Ikke valgt")):
        about = proposal_id(1) if kind == "qualify" else None
        key = ids.new_id()
        contributions.write_note(token, workshop.steps[kind], about, "concern", said, key=key)
        if said == "Valgt":
            chosen = sa.update(schema.notes).where(schema.notes.c.id == key)
            store.in_transaction(lambda c, one=chosen: c.execute(one.values(chosen_at=ids.now())))
    move(workshop, "talk")
    shown = words(drawn(wall, workshop, WallView.NOTES))
    assert "Valgt" in shown
    assert "Ikke valgt" not in shown
    assert "Fra før" not in shown
    assert "2 Bekymringer" in shown
