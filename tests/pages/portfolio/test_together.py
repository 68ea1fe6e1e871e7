"""Several proposals are chosen where a list stands, and one thing is done to all of them."""

import builders
import pytest
import screen
import sqlalchemy as sa

from portfolio import store
from portfolio.queries.proposals import chosen as chosen_query
from portfolio.store import schema


def button(opened, words):
    (found,) = (one for one in opened.button if one.label == words)
    return found


def begin(app, page, choose, act, **more):
    opened = app(page, vaelg=choose, **more)
    opened.session_state["act:together"] = act
    return opened.run()


@pytest.mark.parametrize("page", ["overview", "proposal"])
@pytest.mark.parametrize(
    ("lang", "offer", "counted"),
    [
        ("da", "Vælg flere", "2 forslag er valgt:"),
        ("en", "Choose several", "2 proposals are chosen:"),
    ],
)
def test_several_are_chosen_where_a_list_stands(app, seeded_db, page, lang, offer, counted):
    opened = app(page, lang=lang)
    assert "vaelg=ja" in screen.links(opened)[offer]
    assert 'name="valgt"' not in "".join(screen.fragments(opened))
    choosing = app(page, lang=lang, vaelg="ja")
    assert "".join(screen.fragments(choosing)).count('name="valgt"') == 9
    assert counted not in screen.words(choosing)
    chosen = app(page, lang=lang, vaelg="1,4")
    assert counted in screen.words(chosen)
    assert "".join(screen.fragments(chosen)).count(" checked") == 2


def test_the_board_of_stages_and_all_that_match_are_chosen_too(app, seeded_db):
    opened = app("overview", visning="tavle", vaelg="alle")
    assert "9 forslag er valgt:" in screen.words(opened)
    assert "".join(screen.fragments(opened)).count(" checked") == 9


def test_all_of_more_than_there_is_room_for_says_how_many(app, seeded_db, monkeypatch):
    monkeypatch.setattr(chosen_query, "MOST", 4)
    said = screen.words(app("proposal", vaelg="alle"))
    assert "4 af 9 er valgt" in said
    assert "forslag er valgt" in screen.words(app("proposal", vaelg="1,4"))


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        *(("proposal", asked) for asked in ("99", "<b>", "1e9", "0,,", "٣")),
        ("overview", "9" * 5_000),
    ],
)
def test_what_cannot_be_chosen_is_no_crash(app, seeded_db, page, asked):
    opened = app(page, vaelg=asked)
    assert not opened.error
    assert "er valgt" not in screen.words(opened)


@pytest.mark.parametrize("role", ["reader", "lead", "director"])
def test_who_may_not_is_not_offered_it(app, seeded_db, signed_in, role):
    signed_in(builders.a_user(seeded_db, role))
    opened = app("proposal", vaelg="1,4")
    assert "Vælg flere" not in screen.words(opened)
    assert "er valgt" not in screen.words(opened)
    assert 'name="valgt"' not in "".join(screen.fragments(opened))


def test_it_is_done_to_all_and_taken_back_at_once(app, seeded_db):
    opened = begin(app, "proposal", "1,2", "aside")
    (why,) = (one for one in opened.text_area if one.label == "Begrundelse")
    opened = why.set_value("Dækket af andet").run()
    opened = button(opened, "Læg til side").click().run()
    assert stages(1, 2) == ["not_pursued"] * 2
    opened = button(opened, "Fortryd: De er lagt til side med begrundelsen.").click().run()
    assert stages(1, 2) == ["proposed"] * 2


def test_what_stands_in_the_way_is_seen_before_it_is_done_to_the_others(app, seeded_db):
    builders.a_status(seeded_db, 2, "2022-04-20", stage="not_pursued", rag="none")
    opened = begin(app, "proposal", "1,2,3", "aside")
    (why,) = (one for one in opened.text_area if one.label == "Begrundelse")
    opened = button(why.set_value("Dækket").run(), "Læg til side").click().run()
    assert stages(1, 2, 3) == ["proposed", "not_pursued", "proposed"]
    assert "**2 Etablere en tilflytter-jobordning** Forslaget er" in screen.words(opened)
    opened = button(opened, "Gør det ved de 2 andre").click().run()
    assert stages(1, 2, 3) == ["not_pursued"] * 3


def test_the_log_takes_it_back_as_one(app, seeded_db):
    opened = begin(app, "proposal", "1,2", "move")
    (stage,) = (one for one in opened.selectbox if one.label == "Fase")
    opened = stage.set_value("qualification").run()
    (why,) = (one for one in opened.text_area if one.label == "Begrundelse (valgfri)")
    opened = button(why.set_value("Aftalt").run(), "Sæt fasen").click().run()
    assert stages(1, 2) == ["qualification"] * 2
    with store.reading() as connection:
        c = schema.change_log.c
        key = connection.execute(sa.select(c.id).order_by(c.revision.desc()).limit(1)).scalar()
    log = app("log", linje=key)
    assert "Kvalificering" in screen.words(log)
    button(log, "Fortryd det hele").click().run()
    assert stages(1, 2) == ["proposed"] * 2


def test_a_proposal_is_copied_from_its_page(app, seeded_db):
    opened = app("proposal", nr=4)
    (name,) = (key for key in opened.session_state["drafts"] if key.startswith("proposal:"))
    opened.session_state[f"act:{name}"] = "copy"
    opened = opened.run()
    (title,) = (one for one in opened.text_input if one.label == "Det nye forslags titel")
    opened = button(title.set_value("Endnu et").run(), "Kopiér").click().run()
    assert screen.title(opened) == "10 Endnu et"


def test_rows_ticked_in_the_table_are_chosen(app, seeded_db):
    opened = app("content", slags="proposals")
    (name,) = (key for key in opened.session_state["drafts"] if key.startswith("grid:"))
    opened.session_state[f"edits:{name}"] = {
        "edited_rows": {0: {"chosen": True}, 3: {"chosen": True}},
        "added_rows": [],
        "deleted_rows": [],
    }
    opened = opened.run()
    assert "2 forslag er valgt:" in screen.words(opened)
    assert not any(one.label.startswith("Gem") for one in opened.button)


def stages(*numbers):
    with store.reading() as connection:
        p = schema.proposals.c
        keys = [builders.proposal_id(number) for number in numbers]
        chosen = sa.select(p.stage).where(p.id.in_(keys)).order_by(p.number)
        return list(connection.execute(chosen).scalars())


@pytest.mark.parametrize("page", ["overview", "proposal"])
def test_of_a_day_that_has_been_nothing_is_chosen(app, seeded_db, page):
    assert "Vælg flere" in screen.words(app(page))
    assert "Vælg flere" not in screen.words(app(page, dato="2022-04-10"))
    begun = app(page, vaelg="1,4", dato="2022-04-10")
    assert "er valgt" not in screen.words(begun)
    assert "Gør noget ved de valgte" not in screen.links(begun)
