"""The one draft: opened, typed, left and found, met by another save, saved and forgotten."""

import pytest
import screen
from streamlit.testing.v1 import AppTest

# The database of these forms: a row each, with a version.
ROWS: dict[str, dict] = {}


@pytest.fixture
def form():
    """``form()`` draws the form of row a; ``form("b")`` another's; ``form(None)`` another page."""
    ROWS.clear()
    ROWS.update(
        {
            "a": {"title": "As it was", "note": "", "version": 1},
            "b": {"title": "The other", "note": "", "version": 1},
        }
    )
    page = AppTest.from_function(a_page, default_timeout=30)
    page.session_state["rows"] = ROWS

    def draw(row: str | None = "a"):
        page.session_state["row"] = row
        page.run()
        assert not page.exception
        return page

    return draw


def a_page():
    import streamlit as st

    from portfolio.errors import ConflictError, PortfolioError
    from portfolio.ui import draft

    rows, name = st.session_state["rows"], st.session_state["row"]
    if name is None:
        st.title("Another page")
        return
    row = rows[name]

    def change(version):
        if version != row["version"]:
            raise ConflictError("Somebody else was first.", theirs={"id": name, **row})
        if not form["title"]:
            raise PortfolioError("Write a title.")
        row.update(form.touched(), version=version + 1)

    begun = {"title": row["title"], "note": row["note"]}
    form = draft.open(f"row:{name}", begun, version=row["version"])
    st.text_input("Title", **form.field("title"))
    if st.checkbox("More", value=True):
        st.text_input("Note", **form.field("note"))
    words = {"title": "Title", "note": "Note"}
    form.save(st.button("Save", key=form.key("save")), change, "Saved", words=words)
    form.send(st.button("Send"), change, "Sent")
    form.say_unsaved(words)
    if st.button("Cancel"):
        form.close()
        st.rerun()


def field(page, label):
    (found,) = [one for one in page.text_input if one.label == label]
    return found


def write(page, label, text):
    return field(page, label).set_value(text).run()


def press(page, label):
    next(one for one in page.button if one.label == label).click().run()
    assert not page.exception


def save_meanwhile(**values):
    ROWS["a"].update(values, version=ROWS["a"]["version"] + 1)


def test_what_is_typed_is_found_again_when_the_page_was_left(form):
    page = form()
    assert field(page, "Title").value == "As it was"
    write(page, "Title", "Mine")
    assert not form(None).text_input
    form(None)
    assert field(form(), "Title").value == "Mine"


def test_a_field_that_is_not_drawn_for_a_while_keeps_what_is_in_it(form):
    page = form()
    write(page, "Note", "Remember")
    page.checkbox[0].uncheck().run()
    press(page, "Save")
    assert ROWS["a"]["note"] == "Remember"


def test_two_versions_stand_side_by_side_and_mine_is_saved_on_top_of_theirs(form):
    page = form()
    write(page, "Title", "Mine")
    save_meanwhile(title="Theirs", note="Also theirs")
    press(page, "Save")
    shown = screen.words(page)
    assert "Theirs" in shown
    assert "Mine" in shown
    assert "(ikke ændret af dig)" in shown
    assert ROWS["a"]["title"] == "Theirs"
    assert field(page, "Title").value == "Mine"
    press(page, "Gem min version alligevel")
    assert ROWS["a"] == {"title": "Mine", "note": "Also theirs", "version": 3}
    assert field(page, "Title").value == "Mine"
    assert not page.warning


def test_a_conflict_is_still_there_when_the_page_was_left(form):
    page = form()
    write(page, "Title", "Mine")
    save_meanwhile(title="Theirs")
    press(page, "Save")
    form(None)
    page = form()
    assert "Theirs" in screen.words(page)
    press(page, "Gem min version alligevel")
    assert ROWS["a"]["title"] == "Mine"


def test_a_refused_save_keeps_what_is_typed_and_its_version(form):
    page = form()
    write(page, "Title", "")
    press(page, "Save")
    assert [error.value for error in page.error] == ["Write a title."]
    save_meanwhile(title="Theirs")
    write(page, "Title", "Mine")
    press(page, "Save")
    assert ROWS["a"]["title"] == "Theirs"


def test_what_is_saved_is_forgotten(form):
    page = form()
    write(page, "Title", "Mine")
    press(page, "Save")
    assert "Ikke gemt endnu" not in screen.words(page)
    save_meanwhile(title="Theirs later")
    assert field(form(), "Title").value == "Theirs later"


def test_two_forms_do_not_mix(form):
    page = form()
    write(page, "Title", "Mine")
    page = form("b")
    assert field(page, "Title").value == "The other"
    write(page, "Note", "Of b")
    page = form()
    assert (field(page, "Title").value, field(page, "Note").value) == ("Mine", "")
    press(page, "Save")
    assert field(form("b"), "Note").value == "Of b"


@pytest.mark.parametrize("way", ["Cancel", "Begynd forfra"])
def test_what_is_cancelled_is_forgotten(form, way):
    page = form()
    write(page, "Title", "Mine")
    assert "Ikke gemt endnu: Title." in screen.words(page)
    press(page, way)
    assert field(page, "Title").value == "As it was"
    assert "Ikke gemt endnu" not in screen.words(page)


def test_an_untouched_form_follows_the_row_and_a_touched_one_does_not(form):
    form()
    save_meanwhile(title="Theirs")
    page = form()
    assert field(page, "Title").value == "Theirs"
    write(page, "Note", "Mine")
    save_meanwhile(title="Theirs again")
    assert field(form(), "Title").value == "Theirs"


def test_a_press_on_an_untouched_form_is_not_lost_but_met_by_what_was_saved_meanwhile(form):
    page = form()
    save_meanwhile(title="Theirs")
    press(page, "Save")
    assert "Theirs" in screen.words(page)
    assert ROWS["a"]["title"] == "Theirs"


def test_blanks_are_no_change(form):
    page = form()
    write(page, "Note", "x")
    write(page, "Note", "")
    assert "Ikke gemt endnu" not in screen.words(page)


def test_whoever_comes_second_is_told_and_may_send_again(form):
    page = form()
    write(page, "Title", "Mine")
    save_meanwhile(title="Theirs")
    press(page, "Send")
    assert screen.warnings(page) == ["Somebody else was first."]
    assert ROWS["a"]["title"] == "Theirs"
    press(page, "Send")
    assert ROWS["a"]["title"] == "Mine"


def parts_page():
    import streamlit as st

    from portfolio.ui import draft

    for name in ("chain:1/add", "chain:1/skip", "chain:10/add"):
        part = draft.open(name)
        st.text_input(name, **part.field("why", ""))
        part.send(st.button(f"Save {name}"), lambda _version: None, "Saved")


def test_what_closes_one_part_closes_them_all(form):
    page = AppTest.from_function(parts_page, default_timeout=30).run()
    for name in ("chain:1/add", "chain:1/skip", "chain:10/add"):
        write(page, name, "x")
    press(page, "Save chain:1/skip")
    assert [one.value for one in page.text_input] == ["", "", "x"]


def options_page():
    import streamlit as st

    from portfolio.ui import draft

    there = st.session_state.get("there", ["x", "y"])
    form = draft.open("options", {"chosen": "x", "many": ["x", "y"]})
    st.selectbox("Chosen", there, index=None, **form.field("chosen", among=there))
    st.multiselect("Many", there, **form.field("many", among=there))


def test_what_can_no_longer_be_chosen_is_not_chosen_any_more():
    page = AppTest.from_function(options_page, default_timeout=30).run()
    page.selectbox[0].set_value("y").run()
    page.session_state["there"] = ["x"]
    page.run()
    assert not page.exception
    assert (page.selectbox[0].value, page.multiselect[0].value) == ("x", ["x"])
    page.session_state["there"] = ["z"]
    page.run()
    assert (page.selectbox[0].value, page.multiselect[0].value) == (None, [])


def many_page():
    import streamlit as st

    from portfolio.ui import draft

    for number in range(320):
        draft.open(f"row:{number}", {"title": ""})
    draft.open("kept").field("note", "")
    st.session_state["names"] = [f"row:{n}" in draft.every() for n in range(320)]


def test_of_many_drafts_the_oldest_in_which_nothing_is_typed_are_let_go():
    page = AppTest.from_function(many_page, default_timeout=30)
    page.session_state["title:row:0"] = "Mine"
    page.run()
    there = page.session_state["names"]
    assert there[0]
    assert not there[1]
    assert there[319]
    assert sum(there) == 299
