"""Indhold: the form of one row, the table of many, the first use; and who may come in."""

from datetime import date

import builders
import pytest
import screen
import sqlalchemy as sa

from portfolio import store
from portfolio.store import schema
from portfolio.usecases import content
from portfolio.usecases.use_case import COMMAND

TODAY = date(2022, 5, 1)


def rows(table):
    with store.reading() as connection:
        kept = schema.metadata.tables[table]
        return [dict(row) for row in connection.execute(sa.select(kept)).mappings()]


def the(table, **where):
    """The first row of a table that is so."""
    return next(
        r
        for r in sorted(rows(table), key=lambda row: row["id"])
        if all(r[name] == value for name, value in where.items())
    )


@pytest.fixture
def milestone(seeded_db):
    return the("milestones", outcome="not_recorded", date_text="Juni 2022")


def field(opened, label):
    """The input of that label; several kinds of widget have one."""
    kinds = (
        opened.text_input,
        opened.text_area,
        opened.selectbox,
        opened.date_input,
        opened.checkbox,
        opened.number_input,
    )
    (found,) = (widget for kind in kinds for widget in kind if widget.label == label)
    return found


def press(opened, words):
    (button,) = (button for button in opened.button if button.label == words)
    opened = button.click().run()
    assert not opened.exception
    return opened


@pytest.mark.parametrize(("lang", "title"), [("da", "Redigér data"), ("en", "Edit data")])
def test_the_page_lists_every_noun_with_how_many_there_are(app, seeded_db, lang, title):
    opened = app("content", lang=lang)
    assert screen.title(opened) == title
    linked = {address for address in screen.links(opened).values() if "slags=" in address}
    assert len(linked) == len(content.NOUNS)
    assert ":gray[(9)]" in screen.words(opened)


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("table", list(content.NOUNS))
def test_every_noun_has_a_table_a_form_and_an_empty_form(app, seeded_db, table, lang):
    opened = app("content", slags=table, lang=lang)
    assert not opened.error
    kept = rows(table)
    if kept:
        opened = app("content", slags=table, id=kept[0]["id"], lang=lang)
        assert not opened.error
        assert any(button.label in ("Gem", "Save") for button in opened.button)
    if content.NOUNS[table].addable:
        opened = app("content", slags=table, id="ny", lang=lang)
        assert not opened.error
        assert any(button.label in ("Tilføj", "Add") for button in opened.button)


@pytest.mark.parametrize("role", ["reader", "lead", "director"])
def test_nobody_else_has_the_page(app, signed_in, seeded_db, role):
    signed_in(builders.a_user(seeded_db, role))
    with pytest.raises(ValueError, match="content"):
        app("content")


def test_a_milestone_is_edited_and_its_date_echoed_before_and_after(app, milestone):
    opened = app("content", slags="milestones", id=milestone["id"])
    assert "Forstået som 1.–30. juni 2022 (en måned)." in screen.words(opened).replace("\\", "")
    opened = field(opened, "Dato").set_value("2. kvartal 2024").run()
    assert "1. april – 30. juni 2024 (et kvartal)" in screen.words(opened).replace("\\", "")
    opened = press(opened, "Gem")
    kept = the("milestones", id=milestone["id"])
    assert (kept["date_text"], kept["date_end"]) == ("2. kvartal 2024", "2024-06-30")
    assert field(opened, "Dato").value == "2. kvartal 2024"
    assert "et kvartal" in screen.words(opened)


def test_a_date_that_is_not_understood_is_kept_as_words(app, milestone):
    opened = app("content", slags="milestones", id=milestone["id"])
    field(opened, "Bemærkning").set_value("Skrevet <b>*før*</b> ømt 🙂")
    opened = field(opened, "Dato").set_value("en gang i fremtiden").run()
    assert "kan ikke læses som en dato" in screen.words(opened)
    opened = press(opened, "Gem")
    assert not opened.error
    kept = the("milestones", id=milestone["id"])
    assert (kept["date_text"], kept["date_end"]) == ("en gang i fremtiden", None)
    assert kept["note"] == "Skrevet <b>*før*</b> ømt 🙂"


def test_a_stale_save_shows_both_versions_and_keeps_the_text(app, milestone):
    opened = app("content", slags="milestones", id=milestone["id"])
    field(opened, "Bemærkning").set_value("Min bemærkning")
    opened = field(opened, "Titel *").set_value("Min titel").run()
    content.change(
        COMMAND,
        "milestones",
        milestone["id"],
        1,
        {"title": "Deres titel", "binds_to": "Deres"},
        today=TODAY,
    )
    opened = press(opened, "Gem")
    said = screen.words(opened)
    assert "Deres titel" in said
    assert "Min titel" in said
    assert the("milestones", id=milestone["id"])["title"] == "Deres titel"
    assert field(opened, "Titel *").value == "Min titel"
    opened = press(opened, "Gem min version alligevel")
    kept = the("milestones", id=milestone["id"])
    assert (kept["title"], kept["note"], kept["version"]) == ("Min titel", "Min bemærkning", 3)
    assert kept["binds_to"] == "Deres"  # what I did not touch stays theirs
    assert "Gem min version alligevel" not in [button.label for button in opened.button]


def test_a_new_row_opens_in_its_own_form(app, seeded_db):
    opened = app("content", slags="places", id="ny")
    opened = press(opened, "Tilføj")
    assert "Navn: Udfyld feltet" in opened.error[0].value
    field(opened, "Navn *").set_value("Ørnebakken")
    field(opened, "Type *").set_value("town")
    opened = press(opened, "Tilføj")
    made = the("places", name="Ørnebakken")
    assert screen.address(opened) == {"slags": "places", "id": made["id"]}
    assert opened.header[0].value == "Ørnebakken"


def test_the_address_may_choose_what_a_new_row_belongs_to(app, seeded_db):
    proposal = builders.proposal_id(4)
    opened = app("content", slags="milestones", id="ny", proposal_id=proposal)
    assert field(opened, "Hører til forslag").value == proposal


def test_out_of_use_and_back(app, milestone):
    opened = app("content", slags="milestones", id=milestone["id"])
    opened = press(opened, "Tag ud af brug")
    assert "begrundelse" in opened.error[0].value
    field(opened, "Begrundelse *").set_value("Skrevet ved en fejl")
    opened = press(opened, "Tag ud af brug")
    assert "Skrevet ved en fejl" in opened.info[0].value
    listed = app("content", slags="milestones")
    assert "Taget ud af brug (1)" in [box.label for box in listed.expander]
    assert milestone["title"] not in screen.words(app("timeline"))
    field(opened, "Begrundelse *").set_value("Det var rigtigt nok")
    opened = press(opened, "Tag i brug igen")
    assert not opened.info
    assert milestone["title"] in screen.words(app("timeline")).replace("\\", "")


def test_a_source_stands_beside_its_field_and_behind_its_mark(app, milestone):
    opened = app("content", slags="milestones", id=milestone["id"])
    field(opened, "Hvilket felt").set_value("date")
    field(opened, "Kilde *").set_value("Mail fra test")
    field(opened, "Adresse").set_value("https://sag.test/(1)")
    opened = press(opened, "Tilføj kilde")
    assert "Kilde: [Mail fra test](https://sag.test/%281%29)" in screen.words(opened)
    timeline = app("timeline")
    marks = [to for words, to in screen.links(timeline).items() if words.startswith("oplyst")]
    key = the("field_sources", source="Mail fra test")["id"]
    assert any(f"kilde={key}" in to for to in marks)
    shown = screen.dialog(app("timeline", kilde=key))
    assert "**Mail fra test**" in shown


def test_an_address_of_nothing_says_so(app, seeded_db):
    opened = app("content", slags="milestones", id="findes-ikke")
    assert "Gå tilbage til listen" in opened.info[0].value


# --- the table -----------------------------------------------------------------------------------


def typed(opened, edited=None, added=()):
    """Edit the grid, as the browser would say it."""
    opened.session_state["edits:grid:places::None"] = {
        "edited_rows": edited or {},
        "added_rows": list(added),
        "deleted_rows": [],
    }
    opened.run()
    assert not opened.exception
    return opened


def test_rows_are_edited_and_added_in_the_table(app, seeded_db):
    opened = app("content", slags="places")
    before = rows("places")
    opened = typed(
        opened,
        {0: {"note": "Ny *note*"}, 1: {"kind": "By"}},
        [{"name": "Et nyt sted", "kind": "By"}],
    )
    assert "Et nyt sted" in screen.words(opened)
    opened = press(opened, "Gem 2 rettede rækker og 1 ny række")
    after = {row["id"]: row for row in rows("places")}
    changed = [row for row in before if after[row["id"]] != row]
    assert 1 <= len(changed) <= 2
    assert the("places", name="Et nyt sted")["kind"] == "town"
    assert any(row["note"] == "Ny *note*" for row in after.values())


def test_a_row_that_cannot_be_saved_stops_all_and_says_why(app, seeded_db):
    opened = app("content", slags="places")
    opened = typed(opened, {0: {"note": "God"}, 1: {"name": ""}}, [{"name": "Uden slags"}])
    opened = press(opened, "Gem 2 rettede rækker og 1 ny række")
    said = screen.words(opened).replace("\\", "")
    assert "Intet er gemt: 2 af rækkerne" in opened.error[0].value
    assert "Navn: Udfyld feltet" in said
    assert "Uden slags" in said
    assert "God" not in {row["note"] for row in rows("places")}


def test_a_row_somebody_else_saved_is_compared_and_can_be_saved_on_top(app, seeded_db):
    opened = app("content", slags="places")
    opened = typed(opened, {0: {"note": "Min"}})
    first = opened.session_state["drafts"]["grid:places::None"].opened["rows"][0]
    content.change(COMMAND, "places", first["id"], 1, {"note": "Deres"}, today=TODAY)
    opened = press(opened, "Gem 1 rettet række")
    said = screen.words(opened)
    assert "Deres" in said
    assert "Min" in said
    assert the("places", id=first["id"])["note"] == "Deres"
    press(opened, "Gem min version alligevel")
    assert the("places", id=first["id"])["note"] == "Min"


def test_a_search_narrows_the_table(app, seeded_db):
    opened = app("content", slags="places")
    opened = field(opened, "Søg").set_value("gadehave").run()
    assert [box.label for box in opened.expander] == ["Én ad gangen, i en formular (1)"]
    opened = field(opened, "Søg").set_value("findes ikke 🙂").run()
    assert "intet passer" in opened.info[0].value


# --- ways in -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "query", "table"),
    [
        ("proposal", {"nr": 4}, "proposals"),
        ("proposal", {"nr": 4}, "milestones"),
        ("timeline", {}, "milestones"),
        ("gaps", {}, "gaps"),
        ("strategy", {"pulje": "frie-bymidter"}, "funding_pools"),
        ("strategy", {"proces": "digitaliseringsstrategien"}, "strategy_processes"),
    ],
)
def test_whoever_may_edit_has_the_way_to_the_form(app, signed_in, seeded_db, page, query, table):
    address, edit = f"slags={table}", "Redigér data"
    opened = app(page, **query)
    if page == "proposal":  # behind the one button
        opened = screen.do(opened, edit)
    assert address in screen.words(opened)
    for role in ("reader", "lead", "director"):
        signed_in(builders.a_user(seeded_db, role))
        opened = app(page, **query)
        assert address not in screen.words(opened)
        assert page != "proposal" or edit not in screen.acts(opened)


# --- first use -----------------------------------------------------------------------------------


def test_an_empty_database_is_begun_in_three_steps(app, empty_db):
    opened = app("overview")
    opened = press(opened, "Opret porteføljen")
    (wrong,) = opened.error  # it is said once
    assert "Kommune: Udfyld feltet" in wrong.value or "Titel" in wrong.value
    field(opened, "Kommune *").set_value("Testkommune")
    field(opened, "Porteføljens titel *").set_value("Grøn <b>omstilling</b>")
    opened = opened.text_area(key="purposes:first").set_value("- Færre biler\n\n- Flere træer")
    opened = opened.run()
    opened.text_area(key="proposals:1:first").set_value("7 Delebiler\nCykelstier 🙂")
    opened = opened.text_area(key="proposals:2:first").set_value("8. Alléer").run()
    assert "3 forslag\\: 1 Cykelstier" in screen.words(opened)
    opened = press(opened, "Opret porteføljen")
    assert screen.title(opened) == "Grøn \\<b\\>omstilling\\</b\\>"
    kept = {row["number"]: row["title"] for row in rows("proposals")}
    assert kept == {7: "Delebiler", 1: "Cykelstier 🙂", 8: "Alléer"}
    assert [row["title"] for row in rows("purposes")] == ["Færre biler", "Flere træer"]
    (line,) = [row for row in rows("change_log") if row["action"] == "portfolio.started"]
    assert line["actor"]


def test_a_number_given_twice_is_said_and_nothing_is_lost(app, empty_db):
    opened = app("overview")
    field(opened, "Kommune *").set_value("Testkommune")
    field(opened, "Porteføljens titel *").set_value("Titel")
    opened = opened.text_area(key="purposes:first").set_value("Et formål").run()
    opened = opened.text_area(key="proposals:1:first").set_value("7 En\n7 To").run()
    opened = press(opened, "Opret porteføljen")
    assert "nummer 7 står der to gange" in opened.error[0].value
    assert opened.text_area(key="proposals:1:first").value == "7 En\n7 To"
    assert rows("portfolios") == []


def test_the_seed_is_filled_in_by_a_button(app, empty_db):
    opened = app("overview")
    opened = press(opened, "Indlæs den medfølgende portefølje")
    assert screen.title(opened) == "Civilsamfund og lokale fællesskaber"
    assert len(rows("proposals")) == 26  # of all three portfolios


@pytest.mark.parametrize("role", ["reader", "lead", "director"])
def test_whoever_may_not_edit_is_told_who_does(app, signed_in, empty_db, role):
    signed_in(builders.a_user(empty_db, role))
    opened = app("overview")
    assert "Porteføljesekretæren opretter den" in opened.info[0].value
    assert not opened.text_input


# --- several portfolios ----------------------------------------------------------------------


def portfolio_of(code):
    return the("portfolios", code=code)["id"]


def test_a_form_offers_the_proposals_and_purposes_of_the_portfolio_shown(app, seeded_db):
    own = len([p for p in rows("proposals") if p["portfolio_id"] == portfolio_of("boligmangel")])
    opened = app("content", portefolje="boligmangel", slags="proposal_parties", id="ny")
    offered = field(opened, "Forslag *").options
    assert len(offered) == own
    assert not any("Onboarding" in name for name in offered)
    opened = app("content", portefolje="boligmangel", slags="proposals", id="ny")
    assert not any("tilflyttere" in name for name in field(opened, "Formål *").options)


def test_a_row_of_another_portfolio_keeps_what_it_says(app, seeded_db):
    theirs = the("proposals", portfolio_id=portfolio_of("civilsamfund"), number=4)
    opened = app("content", portefolje="boligmangel", slags="proposals", id=theirs["id"])
    purpose = field(opened, "Formål *")
    assert purpose.value == theirs["purpose_id"]
    assert sum("(Civilsamfund og lokale fællesskaber)" in name for name in purpose.options) == 1
    assert "Ikke gemt endnu" not in screen.words(opened)
    field(opened, "Kort titel").set_value("Kortere").run()
    press(opened, "Gem")
    now = the("proposals", id=theirs["id"])
    assert (now["short_title"], now["purpose_id"]) == ("Kortere", theirs["purpose_id"])


def test_a_subject_of_another_portfolio_stays_with_its_gap(app, seeded_db):
    proposal = the("proposals", portfolio_id=portfolio_of("civilsamfund"), number=4)
    tie = the("gap_subjects", subject_table="proposals", subject_id=proposal["id"])
    opened = app("content", portefolje="boligmangel", slags="gap_subjects", id=tie["id"])
    about = field(opened, "Handler om *")
    assert about.value == f"proposals/{proposal['id']}"
    assert "Ikke gemt endnu" not in screen.words(opened)


def test_the_table_follows_the_portfolio_shown(app, seeded_db):
    opened = app("content", slags="purposes")
    titles = {row["title"] for row in rows("purposes")}
    first = set(opened.dataframe[0].value["title"])
    opened.query_params["portefolje"] = "boligmangel"
    opened.run()
    second = set(opened.dataframe[0].value["title"])
    assert first < titles
    assert second < titles
    assert not first & second


def test_a_pasted_block_goes_into_the_table_and_what_does_not_is_said(app, seeded_db):
    opened = app("content", slags="places")
    (area,) = (one for one in opened.text_area if one.label == "Indsæt fra regneark")
    opened = area.set_value("@0,0\nNAVN\tVægt\nOmdøbt\t3").run()
    assert opened.dataframe[0].value["name"][0] == "Omdøbt"
    assert "Tabellen har ingen kolonne" in opened.warning[0].value
    (area,) = (one for one in opened.text_area if one.label == "Indsæt fra regneark")
    assert area.value == ""
    opened = area.set_value("Helt ny\tby").run()  # below the last row
    (words,) = (one.label for one in opened.button if one.label.startswith("Gem"))
    assert "1 ny række" in words
    press(opened, words)
    assert {"Omdøbt", "Helt ny"} <= {row["name"] for row in rows("places")}
