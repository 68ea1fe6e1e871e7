"""In Chromium: links keep the session, the page speaks one language, keys and policy hold."""

import re

import pytest

from tests.web.serving import ROOT

pytestmark = pytest.mark.browser

#: Everything the pages write themselves holds a §, so that what does not is Streamlit's.
SCRIPT = """
import datetime as dt
import pandas as pd

st.session_state.setdefault("runs", 0)
st.session_state.runs += 1

def front():
    st.title("§ Forside")
    st.markdown("[§ til 4](/forslag?nr=4)")

def proposal():
    st.title("§ Forslag " + st.query_params.get("nr", "intet"))
    st.text(f"§ kørsel {st.session_state.runs}")
    st.text_input("§ Note", key="note", persist_state="session")
    st.markdown("[§ til 5](/forslag?nr=5), [§ relativ](forslag?nr=6), [§ samme side](?nr=7), "
                "[§ hjem](/), [§ bund](#bund), [§ ude](https://example.org/), "
                "[§ tilstand](/healthz), [§ fil](/app-static/x.js)")
    st.table({"§ Titel": ["[§ et langt forslag om lokale fællesskaber](/forslag?nr=8)"]})
    st.link_button("§ knap", "/forslag?nr=9")
    st.page_link(charts, label="§ sidelink")
    for _ in range(60):
        st.text("§")
    st.header("§ Bund", anchor="bund")
    st.markdown("[§ til 10 fra bunden](/forslag?nr=10)")

def charts():
    st.title("§ Diagrammer")
    frame = pd.DataFrame({"§ a": [1, 2]})
    st.markdown("§ **tekst** og $x^2$ :material/home:")
    st.table(frame)
    st.dataframe(frame)
    st.graphviz_chart("digraph{a->b}")
    st.download_button("§ Hent", b"x", "x.txt")

def widgets():
    st.title("§ Felter", help="§ hjælp")
    st.selectbox("§ Vælg", ["§ a", "§ b"], index=None, key="choice")
    st.multiselect("§ Flere", ["§ a", "§ b"])
    st.multiselect("§ Fyldt", ["§ a", "§ b"], default="§ a", accept_new_options=True)
    st.text_input("§ Tekst", key="text", required=True)
    st.text_input("§ Søg", type="search")
    st.text_input("§ Kode", type="password")
    st.text_area("§ Langt", key="area")
    st.number_input("§ Tal", 0, 100, 5)
    st.date_input("§ Dato", dt.date(2022, 4, 4), format="DD.MM.YYYY", max_value=dt.date(2022, 5, 1))
    st.date_input("§ Tom dato", None, format="DD.MM.YYYY")
    st.date_input("§ Periode", (dt.date(2022, 4, 4), dt.date(2022, 4, 8)), format="DD.MM.YYYY")
    st.slider("§ Skyder", 0, 10, 3)
    st.radio("§ En", ["§ a", "§ b"], help="§ hjælp")
    st.pills("§ Piller", ["§ a", "§ b"])
    st.checkbox("§ Ja")
    with st.popover("§ Filtre"):
        st.text("§ inde")
    with st.expander("§ Fold"):
        st.text("§ inde")
    with st.form("f"):
        st.text_input("§ I formular", key="inform")
        st.form_submit_button("§ Gem")
    frame = pd.DataFrame({"§ a": ["§ x", "§ y"]})
    st.dataframe(frame, on_select="rerun", alt="§ Tabel")
    st.data_editor(frame, num_rows="dynamic")
    st.file_uploader("§ Fil", type=["docx"])
    st.pagination(20)
    st.tabs(["§ En", "§ To"])
    st.progress(0.4, "§ Frem")
    st.feedback("stars")
    st.menu_button("§ Menu", ["§ a"])
    st.badge("§ Mærke")
    @st.dialog("§ Dialog")
    def ask(): st.text("§ inde")
    if st.button("§ Spørg"): ask()
    st.button("§ Tast", shortcut="F")
    if st.button("§ Sig"): st.toast("§ Sagt")
    if st.button("§ Fejl"): raise ValueError("§")

st.set_page_config(page_title="§ Titel")
charts = st.Page(charts, title="§ Diagrammer", url_path="diagrammer")
chosen = st.navigation([
    st.Page(front, title="§ Forside", url_path="forside", default=True),
    st.Page(proposal, title="§ Forslag", url_path="forslag"), charts,
    st.Page(widgets, title="§ Felter", url_path="felter"),
], position="top")
st.segmented_control("§ Sprog", ["da", "en"], default="da", key="lang", bind="query-params")
chosen.run()
"""

#: What every person sees or hears, of every element: [text or attribute, …].
READ = """() => {
  const heard = ["aria-label", "title", "placeholder", "data-title", "aria-valuetext"];
  const silent = "script, style, noscript, svg, [data-testid=stIconMaterial]";
  const said = [];
  for (const element of document.querySelectorAll("body, body *")) {
    for (const name of heard) said.push(element.getAttribute(name));
    if (element.closest(silent)) continue;
    for (const node of element.childNodes) if (node.nodeType === 3) said.push(node.data.trim());
  }
  return [...new Set(said.filter((words) => words && /[a-zæøå]{2}/i.test(words)))];
}"""

DANISH_ALREADY = re.compile(
    # The browser's own language: calendar days and months, and react-aria's sentences.
    r"(I dag, )?(man|tirs|ons|tors|fre|lør|søn)dag .*|.*Valgt (dato|interval|tidspunkt): .*"
    r"|(januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december).*"
    r"|Klik for at starte valg af datoområde|Næste|Luk|måned|år|(ma|ti|on|to|fr|lø|sø)n?\.?"
    # The same in both languages.
    r"|da|en|dd|mm|Zoom|Format|Sum|Median|Dollar|Euro|Yen|• DOCX|[\d.]+KB|test_client_js\.py(, .*)?"
)


#: One sentence of every state that is to be read.
EVERY_STATE = {
    "No results",
    "Choose an option",
    "Press Enter to submit form",
    "Hide password",
    "(required)",
    "Choose date range",
    "Sort ascending",
    "Clear selection: § Tabel",
    "Next page",
    "Close",
    "3 out of 5 stars",
    "Add row",
    "1 result",
    "Help for § En",
    "Error: Number is outside the allowed range. Please enter a value between 0 and 100.",
}


@pytest.fixture(scope="module")
def server(new_server):
    server = new_server()
    server.write_app(SCRIPT)
    server.start_streamlit()
    server.wait_until_up()
    return server


@pytest.fixture
def go(visitor, server):
    """Opens an address of the app and waits for its title."""

    def go_to(address, title="§"):
        visitor.goto(server.url + address)
        visitor.locator("h1", has_text=title).wait_for()
        return visitor

    return go_to


def title_is(tab, title):
    tab.locator("h1", has_text=re.compile(f"^{title}$")).wait_for()


def address(tab, server):
    return tab.url.removeprefix(server.url)


LINKS = [
    ("§ til 5", "/forslag?nr=5", "§ Forslag 5"),
    ("§ relativ", "/forslag?nr=6", "§ Forslag 6"),
    ("§ samme side", "/forslag?nr=7", "§ Forslag 7"),
    ("§ et langt forslag om lokale fællesskaber", "/forslag?nr=8", "§ Forslag 8"),
    ("§ knap", "/forslag?nr=9", "§ Forslag 9"),
    ("§ hjem", "/", "§ Forside"),
]


@pytest.mark.parametrize(("name", "leads_to", "title"), LINKS)
def test_a_link_keeps_the_session_and_sets_the_address(go, server, name, leads_to, title):
    tab = go("/forslag?nr=1")
    tab.get_by_label("§ Note").fill("husk")
    tab.keyboard.press("Tab")
    tab.get_by_text("§ kørsel 2").wait_for()
    tab.evaluate("window.sameDocument = true")
    tab.get_by_role("link", name=name, exact=True).click()
    title_is(tab, title)
    assert address(tab, server) == leads_to
    assert tab.evaluate("window.sameDocument")
    assert tab.evaluate("document.activeElement.id") == "stMain"
    tab.go_back()
    title_is(tab, "§ Forslag 1")
    assert tab.get_by_label("§ Note").input_value() == "husk"
    tab.go_forward()
    title_is(tab, title)
    assert address(tab, server) == leads_to
    assert len(tab.context.pages) == 1


def test_a_link_from_another_page(go, server):
    tab = go("/")
    tab.get_by_role("link", name="§ til 4").click()
    title_is(tab, "§ Forslag 4")
    tab.get_by_text("§ kørsel 2").wait_for()
    assert address(tab, server) == "/forslag?nr=4"


def test_a_link_far_down_leads_to_the_top(go):
    tab = go("/forslag?nr=1")
    tab.get_by_role("link", name="§ til 10 fra bunden").click()
    title_is(tab, "§ Forslag 10")
    assert tab.evaluate("document.getElementById('stMain').scrollTop") == 0


def test_the_address_works_for_whoever_gets_it(go):
    tab = go("/forslag?nr=1")
    tab.get_by_role("link", name="§ til 5").click()
    title_is(tab, "§ Forslag 5")
    tab.reload()
    title_is(tab, "§ Forslag 5")


def test_an_anchor_stays_on_the_page(go, server):
    tab = go("/forslag?nr=1")
    tab.get_by_role("link", name="§ bund", exact=True).click()
    tab.wait_for_timeout(500)
    assert tab.evaluate("document.getElementById('stMain').scrollTop") > 500
    assert address(tab, server) == "/forslag?nr=1#bund"
    assert tab.get_by_text("§ kørsel 1").count() == 1


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("§ til 5", {"modifiers": ["Control"]}),
        ("§ til 5", {"button": "middle"}),
        ("§ ude", {}),
        ("§ tilstand", {}),
        ("§ fil", {}),
    ],
)
def test_other_clicks_and_other_links_are_the_browsers(go, server, name, how):
    tab = go("/forslag?nr=1")
    with tab.context.expect_page():
        tab.get_by_role("link", name=name).click(**how)
    assert address(tab, server) == "/forslag?nr=1"


def test_only_links_that_leave_announce_a_new_window(go):
    tab = go("/forslag?nr=1")
    announced = tab.locator("main a[target]").all_inner_texts()
    assert announced == ["§ ude", "§ tilstand", "§ fil"]


def test_streamlits_own_page_link_still_works(go, server):
    tab = go("/forslag?nr=1")
    tab.get_by_role("link", name="§ sidelink").click()
    title_is(tab, "§ Diagrammer")
    assert address(tab, server) == "/diagrammer"


def test_a_link_works_when_the_connection_is_lost(visitor, go):
    """Streamlit alone would change the address and leave the old page standing under it."""
    lines = []
    visitor.route_web_socket(
        "**/_stcore/stream", lambda line: (line.connect_to_server(), lines.append(line))
    )
    tab = go("/forslag?nr=1")
    tab.evaluate("window.sameDocument = true")
    tab.route("**/_stcore/health", lambda ask: ask.abort())
    lines[0].close()
    tab.locator("[data-test-connection-state=CONNECTED]").wait_for(state="detached")
    with tab.expect_event("load"):
        tab.get_by_role("link", name="§ til 5").dispatch_event("click")
    tab.unroute("**/_stcore/health")
    title_is(tab, "§ Forslag 5")
    assert not tab.evaluate("window.sameDocument")


def test_the_language_of_the_page_follows_the_address(go, server):
    tab = go("/forslag?nr=1")
    skip = tab.get_by_test_id("stSkipToContent")
    assert (tab.evaluate("document.documentElement.lang"), skip.inner_text()) == (
        "da",
        "Gå til indholdet",
    )
    tab.get_by_role("radio", name="en").click()
    tab.locator("html[lang=en]").wait_for(state="attached")
    assert skip.inner_text() == "Skip to main content"
    tab.get_by_role("link", name="§ til 5").click()
    title_is(tab, "§ Forslag 5")
    assert address(tab, server) == "/forslag?nr=5&lang=en"
    tab.get_by_role("radio", name="da").click()
    tab.locator("html[lang=da]").wait_for(state="attached")
    assert skip.inner_text() == "Gå til indholdet"
    assert address(tab, server) == "/forslag?nr=5"


def every_state(tab):
    """What Streamlit says on the page with all fields, opened, filled in wrongly, and used."""
    said = set()

    def listen():
        tab.wait_for_timeout(250)
        said.update(tab.evaluate(READ))

    def use(action):
        action()
        listen()
        tab.keyboard.press("Escape")

    def click(test_id, number=0):
        use(lambda: tab.get_by_test_id(test_id).nth(number).click())

    def write(label, words, then="Shift"):
        field = tab.get_by_label(label, exact=True).locator("visible=true").first
        use(lambda: (field.fill(words), field.press(then)))

    tab.get_by_text("§ Mærke").wait_for()
    tab.wait_for_timeout(1000)
    listen()
    write("§ Vælg", "zzz")
    write("§ Flere", "zzz")
    write("§ Flere", "")
    write("§ Fyldt", "ny")
    write("§ Tekst", "x")
    write("§ Tekst", "", "Enter")
    write("§ Søg", "x", "Enter")
    write("§ Langt", "x")
    write("§ I formular", "x")
    write("§ Tal", "200", "Enter")
    use(lambda: tab.locator(".stTextInput button").last.click())
    for number in range(3):
        click("stDateInputCalendarButton", number)
    year = tab.get_by_test_id("stDateInputFieldsScroller").first.locator("[role=spinbutton]").last
    use(lambda: (year.click(), tab.keyboard.type("2030"), tab.keyboard.press("Enter")))
    table = tab.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    for point in ((15, 52), (box["width"] - 18, 17)):
        use(
            lambda p=point: (
                tab.mouse.move(box["x"] + p[0], box["y"] + p[1]),
                tab.mouse.click(box["x"] + p[0], box["y"] + p[1]),
            )
        )
    search = tab.get_by_test_id("stElementToolbarButton").nth(2)
    use(lambda: (table.hover(), search.click(), tab.keyboard.type("§ x")))
    use(lambda: tab.locator("input[type=file]").first.set_input_files(__file__))
    click("stPaginationNext")
    # On a busy machine the dialog is slower than the pause: Escape before it is there closes
    # nothing, and everything behind it would be out of reach from then on.
    dialog = tab.get_by_role("dialog")
    use(lambda: (tab.get_by_role("button", name="§ Spørg").click(), dialog.wait_for()))
    dialog.wait_for(state="hidden")
    use(lambda: tab.get_by_role("button", name="§ Sig").click())
    use(lambda: tab.get_by_role("button", name="§ Fejl").click())
    return said


def test_no_english_is_left_on_a_page_with_every_field(go):
    danish = every_state(go("/felter"))
    english = every_state(go("/felter?lang=en"))
    assert english >= EVERY_STATE
    left_over = {
        words
        for words in danish & english
        if "§" not in words and not DANISH_ALREADY.fullmatch(words)
    }
    # Streamlit's own menu is not on a page of ours: the frame hides it.
    assert left_over == {"App pages"}


def test_danish_words_are_never_taken_for_english(go):
    """Else a word of ours would be replaced again each time it is looked at."""
    source = (ROOT / "portfolio/web/danish.js").read_text(encoding="utf-8")
    words = re.findall(r'"([^"]+)":\s*"([^"]+)"', source)
    assert len(words) > 150
    said = go("/").evaluate("(words) => words.map((each) => each.map(portfolioDanish))", words)
    assert said == [[danish, danish] for _english, danish in words]


def test_what_the_pages_write_is_left_alone(go):
    tab = go("/forslag?nr=Search")
    assert tab.locator("h1").inner_text() == "§ Forslag Search"
    tab.evaluate("""document.querySelector('.stMarkdown p').append(
        document.createTextNode('Search'))""")
    assert tab.locator(".stMarkdown p").first.inner_text().endswith("Search")


def test_an_address_without_a_page_says_so_in_danish(go):
    tab = go("/findes-ikke", "§ Forside")
    assert "Siden findes ikke" in tab.get_by_role("dialog").inner_text()
    assert "does not" not in tab.get_by_role("dialog").inner_text()


def test_letters_outside_fields_do_nothing_and_in_fields_are_typed(go):
    tab = go("/forslag?nr=1")
    tab.locator("h1").click()
    for key in ("r", "c", "Shift+R", "a"):
        tab.keyboard.press(key)
    tab.wait_for_timeout(600)
    assert tab.get_by_text("§ kørsel 1").count() == 1
    assert tab.get_by_role("dialog").count() == 0
    tab.get_by_label("§ Note").click()
    tab.keyboard.type("rcaRCA")
    assert tab.get_by_label("§ Note").input_value() == "rcaRCA"


def test_the_policy_holds_on_a_page_with_every_kind_of_chart(visitor, go):
    visitor.add_init_script("""window.refused = [];
        addEventListener("securitypolicyviolation", (e) => refused.push(e.blockedURI));""")
    tab = go("/diagrammer")
    tab.locator("[data-testid=stGraphVizChart] svg").wait_for()
    tab.locator("[data-testid=stDataFrame] canvas").first.wait_for()
    with tab.expect_download() as download:
        tab.get_by_role("button", name="§ Hent").click()
    assert download.value.suggested_filename == "x.txt"
    assert tab.evaluate("window.refused") == []
    assert tab.complaints == []


def test_a_page_is_not_asked_for_under_its_own_name(go):
    """A deep link finds the server at once, without two answers 404."""
    tab = go("/forslag?nr=4")
    assert tab.complaints == []


@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_page_is_white_from_the_first_moment(browser, server, system):
    context = browser.new_context(color_scheme=system)
    tab = context.new_page()
    # The server keeps quiet, so what Streamlit paints before our theme arrives stays.
    tab.route_web_socket("**/_stcore/stream", lambda _socket: None)
    tab.goto(server.url)
    app = tab.get_by_test_id("stApp")
    app.wait_for(state="attached")
    assert app.evaluate("(e) => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"
    context.close()


def test_fonts_are_ours_and_come_once(go):
    tab = go("/forslag?nr=1")
    fetched = tab.evaluate("performance.getEntriesByType('resource').map((e) => e.name)")
    assert not [name for name in fetched if "SourceSans" in name]
    regular = [name for name in fetched if name.endswith("latin-400-normal.woff2")]
    assert len(regular) == 1
    assert "IBM Plex Sans" in tab.locator("h1").evaluate("(e) => getComputedStyle(e).fontFamily")


def test_a_file_beside_the_app_is_not_a_page(new_server, visitor):
    """Finding C: Streamlit would run pages/ without app.py until st.navigation has run."""
    server = new_server()
    (server.folder / "pages").mkdir()
    (server.folder / "pages/hemmelig.py").write_text("import streamlit as st; st.title('Hemmelig')")
    server.write_app("""
        st.navigation([st.Page(lambda: st.title("Forside"), title="Forside", url_path="x")]).run()
    """)
    server.start_streamlit()
    server.wait_until_up()
    visitor.goto(f"{server.url}/hemmelig")
    visitor.locator("h1").wait_for()
    assert visitor.locator("h1").inner_text() == "Forside"


def test_behind_a_prefix(new_server, visitor):
    """server.baseUrlPath: Streamlit's addresses get it, and so must ours."""
    server = new_server()
    server.write_app("""
        from portfolio.ui import links

        def front():
            st.title("Forside")
            st.markdown(links.link("til 4", "forslag", nr=4))

        st.navigation([
            st.Page(front, title="Forside", url_path="forside", default=True),
            st.Page(lambda: st.title("Forslag " + st.query_params["nr"]), url_path="forslag"),
        ]).run()
    """)
    server.start_streamlit("--server.baseUrlPath=portfolio")
    server.url += "/portfolio"
    server.wait_until_up()
    visitor.goto(f"{server.url}/forslag?nr=9")
    title_is(visitor, "Forslag 9")
    assert visitor.evaluate("document.documentElement.lang") == "da"
    visitor.goto(server.url)
    visitor.evaluate("window.sameDocument = true")
    visitor.get_by_role("link", name="til 4").click()
    title_is(visitor, "Forslag 4")
    assert address(visitor, server) == "/forslag?nr=4"
    visitor.go_back()
    title_is(visitor, "Forside")
    assert visitor.evaluate("window.sameDocument")
    assert visitor.complaints == []
    health = visitor.request.get(f"{server.url}/healthz")
    assert health.json()["status"] == "ok"
