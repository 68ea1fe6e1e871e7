"""Strategy and pools: what hangs on what, one pool or process in full, and the calculator."""

import json

import builders
import pytest
import screen

from portfolio import language
from portfolio.errors import PortfolioError
from portfolio.store.schema import funding_pools
from portfolio.ui.strategy import calculator

FINE = {"dato": "2022-04-04"}


def plain(opened) -> str:
    """All that stands on the page, without escapes and with ordinary blanks."""
    return screen.words(opened).replace("\\", "").replace("\u00a0", " ")


def table(opened, column: str):
    """The table that has a column of this name."""
    (found,) = (t.value for t in opened.table if column in t.value.columns)
    return found


def figure(opened) -> list[str]:
    (drawn,) = opened.get("plotly_chart")
    return [note["text"] for note in json.loads(drawn.proto.spec)["layout"]["annotations"]]


def result(opened) -> dict[str, str]:
    """What the calculator answers, in ordinary blanks."""
    rows = table(opened, "Hvad").to_numpy()
    return {words: kroner.strip("*").replace("\u00a0", " ") for words, kroner in rows}


def calculate(opened, amount: str, known: str = "cost", base: str = "cost", counted: bool = False):
    opened.radio(key="calculator:known").set_value(known)
    opened.radio(key="calculator:base").set_value(base)
    opened.checkbox(key="calculator:counted").set_value(counted)
    opened.text_input(key="calculator:amount").set_value(amount)
    opened.run()
    assert not opened.exception
    return opened


# --- what hangs on what -------------------------------------------------------------------------


def test_what_hangs_on_nothing_is_said(app, seeded_db):
    said = [text.value for text in app("strategy", **FINE).markdown]
    (common,) = (text for text in said if text.startswith("**Alle 9 forslag**"))
    assert "Udviklingsstrategien" in common
    assert "besluttet af Direktionen" in common
    assert "punkt\u00a07,\u00a0l.\u00a0248,\u00a0udledt" in common
    (poolless,) = (text for text in said if text.startswith("**Forslag uden pulje**"))
    assert [n for n in "123456789" if f"[{n}](" in poolless] == list("1235789")
    (alone,) = (text for text in said if text.startswith("**Forslag uden egen strategiproces"))
    assert [n for n in "123456789" if f"[{n}](" in alone] == list("459")
    assert any(
        "Direktionens udviklingspulje" in text
        for text in said
        if text.startswith("**Puljer uden forslag**")
    )


def test_the_drawing_has_every_title_and_what_is_common_only_once(app, seeded_db):
    opened = app("strategy", **FINE)
    said = [text.replace("<br>", " ") for text in figure(opened)]
    assert "Medborgerskab / Fællesskab kræver en fælles indsats" in said
    assert sum("Udviklingsstrategien" in text for text in said) == 1
    assert sum("intet særskilt" in text for text in said) == 2  # 5 and 9
    (pool,) = (text for text in said if text.startswith("Frie Bymidter"))
    assert "pulje · ansøgning" in pool
    (drawn,) = opened.get("plotly_chart")
    assert "Matrixen nedenfor" in drawn.proto.alt


def test_the_matrix_holds_the_same(app, seeded_db):
    matrix = table(app("strategy", **FINE), "Forslag 9")
    assert list(matrix) == ["Knyttet til", "Type", *(f"Forslag {n}" for n in range(1, 10))]
    assert len(matrix) == 13
    row = matrix[[cell.startswith("[Frie Bymidter]") for cell in matrix["Knyttet til"]]].iloc[0]
    assert {name: words for name, words in row[2:].items() if words} == {
        "Forslag 4": "ansøgning udarbejdet"
    }
    last = matrix.iloc[-1]  # what all hang on comes last
    assert set(last[2:]) == {"besluttet af Direktionen, udledt"}


def test_pools_with_their_figures_and_no_sum_of_total_and_earmark(app, seeded_db):
    said = plain(app("strategy", **FINE))
    assert "130 mio. kr." in said
    assert "heraf 30 mio. kr. øremærket" in said
    assert "kommunen betaler 40 %" in said
    assert "ingen bevilling registreret" in said
    assert "160 mio" not in said


def test_a_grant_is_worded_from_the_data(app, seeded_db):
    where = funding_pools.c.code == "frie-bymidter"
    builders.set_on(seeded_db, funding_pools, where, granted_amount=9_000_000)
    assert "9 mio. kr. bevilget" in plain(app("strategy", **FINE))
    said = plain(app("strategy", pulje="frie-bymidter"))
    assert "9.000.000 kr." in said
    assert "Intet er bevilget endnu" not in said


def test_processes_with_proposals_come_first(app, seeded_db):
    processes = table(app("strategy", **FINE), "Strategiproces")
    assert len(processes) == 8
    assert processes["Strategiproces"].iloc[0].startswith("[Udviklingsstrategien]")
    assert processes["Forslag"].iloc[7] != ""


def test_more_proposals_than_a_drawing_holds(app, seeded_db):
    for number in range(10, 45):
        builders.a_proposal(seeded_db, number, f"Forslag nummer {number}")
    opened = app("strategy", **FINE)
    said = plain(opened)
    assert "Tegningen viser de første 30 forslag" in said
    assert not any("Forslag 44" in t.value.columns for t in opened.table)  # no 44 columns either
    (poolless,) = (t.value for t in opened.markdown if t.value.startswith("**Forslag uden pulje**"))
    assert poolless.endswith("og 30 til")


def test_a_day_before_the_proposals(app, seeded_db):
    opened = app("strategy", dato="2022-04-03")
    (said,) = opened.info
    assert said.value == "Der var ingen forslag 3. april 2022. Vælg en senere dag."
    assert not opened.get("plotly_chart")


# --- one pool, one process ----------------------------------------------------------------------


def test_a_pool_in_full(app, seeded_db):
    opened = app("strategy", **FINE, pulje="frie-bymidter")
    assert screen.title(opened) == "Frie Bymidter"
    facts = {name: cell.replace("\u00a0", " ") for name, cell in table(opened, "Oplyst").to_numpy()}
    assert facts["Beløb"].startswith("130 mio. kr. :small[[punkt 8, l. 337](")
    assert facts["Heraf øremærket"].startswith(
        "30 mio. kr. til medfinansiering af kommunale velfærdstilbud :small[[punkt 8, l. 337]("
    )
    assert facts["Kommunens andel"].startswith("40 % :small[[punkt 8, l. 365](")
    assert facts["Andelen beregnes af"] == ":gray[Ikke angivet i referatet]"
    assert facts["Byens størrelse"].startswith("4.000 til 20.000 indbyggere")
    assert facts["Bevilget"].startswith("Ingen bevilling registreret.")
    assert set(table(opened, "Opfyldt?")["Opfyldt?"]) == {"ikke afklaret"}
    stages = table(opened, "Forpligter til")
    assert len(stages) == 10
    assert "Byrådet kan først tiltræde den" in "".join(stages["Forpligter til"])
    said = plain(opened)
    assert "4 Velfærdsfunktioner eller andre lokale mødesteder" in said
    assert "Hvad beregnes de 40 % kommunal medfinansiering af?" in said  # gap A18


def test_a_pool_the_minutes_say_little_of(app, seeded_db):
    opened = app("strategy", **FINE, pulje="direktionens-udviklingspulje")
    facts = dict(table(opened, "Oplyst").to_numpy())
    assert facts["Beløb"].strip() == ":gray[Ikke angivet i referatet]"
    assert "Heraf øremærket" not in facts
    assert "Ingen forslag er knyttet til puljen." in plain(opened)
    assert not opened.radio  # no share, nothing to calculate


def test_a_process_in_full(app, seeded_db):
    opened = app("strategy", **FINE, proces="udviklingsstrategien")
    assert screen.title(opened) == "Udviklingsstrategien"
    said = plain(opened)
    assert "også kaldet Opdateringen af udviklingsstrategien" in said
    assert "Der er ikke oplyst perioder i referatet." in said
    assert "9 Positive fællesskaber for udsatte børn og unge" in said
    assert dict(table(opened, "Oplyst").to_numpy())["Ansvarlig"].strip() == (
        ":gray[Ikke angivet i referatet]"
    )


def test_a_process_with_windows_and_an_owner(app, seeded_db):
    said = plain(app("strategy", **FINE, proces="digitaliseringsstrategien"))
    assert "**maj (2022)** Første workshop" in said
    assert "Ingen forslag er knyttet til strategiprocessen." in said
    owned = plain(app("strategy", **FINE, proces="velkomstpakken"))
    assert "Kommunikation :small[[punkt 7, l. 273]" in owned


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"pulje": "x[y](z)"}, "Der er ingen pulje »x\\[y\\](z)«. Vælg en nedenfor."),
        (
            {"proces": "frie-bymidter"},
            "Der er ingen strategiproces »frie-bymidter«. Vælg en nedenfor.",
        ),
    ],
)
def test_an_unknown_code_is_a_sentence_and_the_overview(app, seeded_db, asked, sentence):
    opened = app("strategy", **FINE, **asked)
    assert screen.warnings(opened) == [sentence]
    assert screen.title(opened) == "Strategier og puljer"
    assert opened.get("plotly_chart")


def test_the_way_in_and_out_of_a_pool(app, seeded_db):
    way = f"dato={FINE['dato']}"
    inward = screen.links(app("strategy", **FINE))
    assert inward["Frie Bymidter"] == f"/strategi?{way}&pulje=frie-bymidter"
    outward = screen.links(app("strategy", **FINE, pulje="frie-bymidter"))
    assert outward["← Alle puljer og strategiprocesser"] == f"/strategi?{way}"


def test_in_english(app, seeded_db):
    opened = app("strategy", lang="en", **FINE, pulje="frie-bymidter")
    said = plain(opened)
    assert "DKK 130 m" in said
    assert "No grant is recorded." in said
    assert "Ikke angivet" not in said
    assert {"Conditions", "Stages and commitments", "Calculate on the pool"} <= {
        head.value for head in opened.header
    }


# --- the calculator -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "base", "amount", "cost", "grant", "own"),
    [
        ("cost", "cost", "10 mio. kr.", "10.000.000 kr.", "6.000.000 kr.", "4.000.000 kr."),
        ("grant", "cost", "6.000.000", "10.000.000 kr.", "6.000.000 kr.", "4.000.000 kr."),
        ("own", "cost", "6 mio.", "15.000.000 kr.", "9.000.000 kr.", "6.000.000 kr."),
        ("own", "grant", "4.000.000 kr", "14.000.000 kr.", "10.000.000 kr.", "4.000.000 kr."),
    ],
)
def test_any_one_amount_gives_the_others(app, seeded_db, known, base, amount, cost, grant, own):
    opened = calculate(app("strategy", **FINE), amount, known, base)
    assert result(opened) == {
        "Hele projektets udgift": cost,
        "Tilskuddet": grant,
        "Kommunens andel": own,
    }


def test_money_set_aside_counts_only_when_the_user_says_so(app, seeded_db):
    opened = calculate(app("strategy", **FINE, pulje="frie-bymidter"), "20 mio. kr.")
    assert "– heraf nye penge" not in result(opened)
    counted = result(calculate(opened, "20 mio. kr.", counted=True))
    assert counted["– heraf afsat i forvejen"] == "6.000.000 kr."
    assert counted["– heraf nye penge"] == "2.000.000 kr."


def test_every_assumption_is_named(app, seeded_db):
    opened = calculate(app("strategy", **FINE), "20 mio. kr.", base="grant", counted=True)
    rows = {
        row[0].replace("\u00a0", " ").replace("\\", ""): row[1:]
        for row in table(opened, "Forudsætning").to_numpy().tolist()
    }
    assert rows["Kommunen betaler"][1].startswith(":small[[punkt\u00a08,\u00a0l.\u00a0365](")
    assert rows["Andelen beregnes af"][0] == "tilskuddet"
    assert rows["Andelen beregnes af"][1].startswith("antaget")
    ours = rows[
        "6 mio. kr. fra Byrumsprojekter i den gule by (budget 23) tæller med i kommunens andel"
    ]
    assert ours[0] == "ja"
    assert "antaget" in ours[1]
    average = rows["Gennemsnit pr. modtager"]
    assert average[0].replace("\u00a0", " ").endswith("er 13 mio. kr.")
    assert average[1] == "et regnestykke, ikke et tilsagn"
    assert "Intet af det, du skriver her, bliver gemt." in plain(opened)


@pytest.mark.parametrize(
    ("amount", "sentence"),
    [
        ("seks", "»seks«"),
        ("2-3 mio. kr.", "»2-3 mio. kr.« er mere end ét beløb. Skriv ét."),
        ("0", "Skriv et beløb over 0 kr."),
        ("-5 mio. kr.", "Skriv et beløb over 0 kr."),
    ],
)
def test_what_cannot_be_calculated_is_a_sentence(app, seeded_db, amount, sentence):
    opened = calculate(app("strategy", **FINE), amount)
    (said,) = screen.warnings(opened)
    assert sentence in said
    assert not any("Hvad" in t.value.columns for t in opened.table)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("13 mio. kr.", None),
        ("14 mio. kr.", "større end gennemsnittet på 13 mio. kr."),
        ("131 mio. kr.", "større end hele puljen på 130 mio. kr."),
    ],
)
def test_a_grant_beside_what_there_is_to_share_out(app, seeded_db, amount, words):
    said = plain(calculate(app("strategy", **FINE), amount, known="grant"))
    assert ("Tilskuddet er større" in said) is (words is not None)
    assert words is None or words in said


def test_nothing_typed_is_stored(app, seeded_db):
    with_amount = calculate(app("strategy", **FINE), "20 mio. kr.")
    assert screen.address(with_amount) == FINE
    assert app("strategy", **FINE).text_input(key="calculator:amount").value == ""


@pytest.mark.parametrize(
    ("text", "amount"),
    [("6.000.000", 6_000_000), (" 6 mio. kr. ", 6_000_000), ("1,5 mio", 1_500_000), ("750", 750)],
)
def test_amounts_as_danes_write_them(text, amount):
    assert calculator.kroner(text) == amount


def test_an_amount_nobody_understands_says_how_to_write_it():
    with pytest.raises(PortfolioError) as caught:
        calculator.kroner("mange penge")
    language.use("da")
    assert "mange penge" in language.explain(caught.value)
