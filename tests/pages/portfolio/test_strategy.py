"""Strategy and pools: what hangs on what, one pool or process in full, and the calculator."""

import re

import builders
import pytest
import screen
import sqlalchemy as sa

from portfolio import language
from portfolio.errors import PortfolioError
from portfolio.store.schema import citations, funding_pools, strategy_processes
from portfolio.ui.strategy import calculator

FINE = {"dato": "2022-04-04"}


def plain(opened) -> str:
    """All that stands on the page, without escapes and with ordinary blanks."""
    return screen.words(opened).replace("\\", "").replace("\u00a0", " ")


def result(opened) -> dict[str, str]:
    """What the calculator answers; nothing where it cannot: then its assumptions come first."""
    answer = screen.tables(opened)[0]
    return {} if answer[0][0] == "Forudsætning" else dict(answer)


def calculate(opened, amount: str, known: str = "cost", base: str = "cost", counted: bool = False):
    opened.radio(key="calculator:known").set_value(known)
    opened.radio(key="calculator:base").set_value(base)
    opened.checkbox(key="calculator:counted").set_value(counted)
    opened.text_input(key="calculator:amount").set_value(amount)
    opened.run()
    assert not opened.exception
    return opened


# --- what hangs on what -------------------------------------------------------------------------


def test_what_hangs_on_nothing_is_said_first(app, seeded_db):
    said = plain(app("strategy", **FINE))
    assert said.index("**7 af 9 forslag** har ingen pulje") < said.index("Frie Bymidter")
    assert "**3 af 9 forslag** har ingen egen strategiproces" in said
    assert re.search(
        r"\*\*Alle 9 forslag\*\* · \[Udviklingsstrategien\]\(\S+\) besluttet af Direktionen, udl",
        said,
    )
    assert re.search(r"udledt \[punkt 7, l. 248, udledt\]\(/strategi\?\S*kilde=", said)


def test_every_tie_is_a_number_where_its_row_and_column_meet(app, seeded_db):
    opened = app("strategy", **FINE)
    rows = screen.grid(opened)
    numbers = {
        name: [c.split(" ")[0].strip("[") for c in cells[:9]] for name, cells in rows.items()
    }
    assert numbers["Frie Bymidter"] == ["", "", "", "4", "", "", "", "", ""]
    assert "[4 (ansøgning udarbejdet)](/forslag?dato=2022-04-04&nr=4)" in rows["Frie Bymidter"][3]
    assert numbers["Udviklingsstrategien"] == list("123456789")
    assert numbers["Direktionens udviklingspulje"] == [""] * 9
    assert [n for n in numbers["Ingen pulje"] if n] == list("1235789")
    assert [n for n in numbers["Ingen egen strategiproces"] if n] == list("459")
    assert len(rows) == 16


def test_what_is_not_said_by_the_source_looks_and_reads_otherwise(app, seeded_db):
    html = "".join(screen.fragments(app("strategy", **FINE)))
    assert re.search(
        r'class="chip full unsure"[^>]*>4<span class="unseen"> \(bygger på, antaget\)', html
    )
    assert re.search(
        r'class="chip full"[^>]*>4<span class="unseen"> \(ansøgning udarbejdet\)', html
    )


def test_pools_with_their_figures_and_no_sum_of_total_and_earmark(app, seeded_db):
    rows = screen.grid(app("strategy", **FINE))
    money = rows["Frie Bymidter"][9].replace("\u00a0", " ")
    assert "130 mio. kr." in money
    assert "heraf 30 mio. kr. øremærket" in money
    assert "kommunen betaler 40 %" in money
    assert "ingen bevilling registreret" in money
    assert "160" not in money
    assert "intet beløb angivet" in rows["Direktionens udviklingspulje"][9]


def test_an_amount_nobody_stated_is_said_to_be_taken_for_granted(app, seeded_db):
    c = citations.c
    its = sa.and_(c.subject_table == "funding_pools", c.field == "total_amount")
    builders.set_on(seeded_db, citations, its, certainty="assumed")
    assert "130 mio. kr., antaget" in plain(app("strategy", **FINE))


def test_a_grant_is_worded_from_the_data(app, seeded_db):
    where = funding_pools.c.code == "frie-bymidter"
    builders.set_on(seeded_db, funding_pools, where, granted_amount=9_000_000)
    assert "9 mio. kr. bevilget" in plain(app("strategy", **FINE))
    said = plain(app("strategy", pulje="frie-bymidter"))
    assert "9.000.000 kr." in said
    assert "Intet er bevilget endnu" not in said


def test_what_is_next_begins_with_what_nobody_has_said_the_outcome_of(app, seeded_db):
    before = screen.grid(app("strategy", **FINE))["Frie Bymidter"][10]
    assert "25. april 2022 · [Frist for interessetilkendegivelsen til Frie Bymidter](" in before
    after = screen.grid(app("strategy"))["Frie Bymidter"][10]
    assert "**25. april 2022: udfald ikke registreret** · [Frist for" in after
    assert "ingen dato" in screen.grid(app("strategy"))["Kulturstrøget"][10]


def test_processes_with_proposals_come_first(app, seeded_db):
    names = list(screen.grid(app("strategy", **FINE)))
    assert names[7] == "Udviklingsstrategien"
    assert names[-1] == "Ingen egen strategiproces"


def test_more_proposals_than_there_is_a_column_for(app, seeded_db):
    for number in range(10, 45):
        builders.a_proposal(seeded_db, number, f"Forslag nummer {number}")
    rows = screen.grid(app("strategy", **FINE))
    assert len(rows["Frie Bymidter"]) == 3
    assert rows["Frie Bymidter"][0].startswith("[4 (")
    assert rows["Ingen pulje"][0].endswith("og 30 til")


def test_a_day_before_the_proposals(app, seeded_db):
    opened = app("strategy", dato="2022-04-03")
    said = screen.words(opened)
    assert [len(cells) for cells in screen.grid(opened).values()] == [3] * 14
    assert "intet beløb angivet" in screen.grid(opened)["Direktionens udviklingspulje"][1]
    assert "Der var ingen forslag 3. april 2022. Vælg en senere dag." in said
    assert "har ingen pulje" not in said


def test_what_is_taken_along(app, seeded_db):
    opened = app("strategy", **FINE)
    files = {str(one.proto.id).split("xlsx:")[-1] for one in opened.get("download_button")}
    assert {"puljer", "strategiprocesser", "sammenhaenge"} <= files


def test_hostile_words_are_words(app, seeded_db):
    evil = "</table><script>x</script><img src=x onerror='x'>"
    pool, process = (
        funding_pools.c.code == "frie-bymidter",
        strategy_processes.c.code == "kulturstroeget",
    )
    builders.set_on(seeded_db, funding_pools, pool, title=evil, summary=evil, earmarked_for=evil)
    builders.set_on(seeded_db, strategy_processes, process, title=evil)
    builders.renamed(seeded_db, 4, evil)
    for asked in ({}, {"pulje": "frie-bymidter"}, {"proces": "kulturstroeget"}):
        html = "".join(screen.fragments(app("strategy", **FINE, **asked)))
        assert "<script" not in html
        assert "<img" not in html
        assert "&lt;script&gt;x" in html


# --- one pool, one process ----------------------------------------------------------------------


def fact(opened, heading: str) -> str:
    """What stands behind a heading of the box."""
    said = plain(opened)
    (found,) = re.findall(rf"(?m)^{heading}: (.*)$", said)
    return found


def test_a_pool_in_full(app, seeded_db):
    opened = app("strategy", **FINE, pulje="frie-bymidter")
    assert screen.title(opened) == "Frie Bymidter"
    assert fact(opened, "Beløb").startswith("130 mio. kr. [punkt 8, l. 337](/strategi?")
    assert fact(opened, "Heraf øremærket").startswith(
        "30 mio. kr. til medfinansiering af kommunale velfærdstilbud [punkt 8, l. 337]("
    )
    assert fact(opened, "Kommunens andel").startswith("40 % [punkt 8, l. 365](")
    assert fact(opened, "Andelen beregnes af") == "Ikke angivet i referatet"
    assert fact(opened, "Byens størrelse").startswith("4.000 til 20.000 indbyggere")
    assert fact(opened, "Bevilget") == "Ingen bevilling registreret."
    assert fact(opened, "Hører under").startswith("Indenrigs- og boligministeriet, udledt")
    said = plain(opened)
    assert said.count("ikke afklaret") == 11  # conditions
    assert len(re.findall(r"tidslinje\?\S*milepael=", said)) == 10
    assert "Byrådet kan først tiltræde den" in said
    assert "4 Velfærdsfunktioner eller andre lokale mødesteder" in said
    assert "Hvad beregnes de 40 % kommunal medfinansiering af?" in said  # gap A18


def test_a_pool_the_minutes_say_little_of(app, seeded_db):
    opened = app("strategy", **FINE, pulje="direktionens-udviklingspulje")
    assert fact(opened, "Beløb") == "Ikke angivet i referatet"
    said = plain(opened)
    assert "Heraf øremærket" not in said
    assert "Ingen forslag er knyttet til puljen." in said
    assert "Regn på puljen" not in said  # no share, nothing to calculate


def test_a_process_in_full(app, seeded_db):
    opened = app("strategy", **FINE, proces="udviklingsstrategien")
    assert screen.title(opened) == "Udviklingsstrategien"
    said = plain(opened)
    assert "også kaldet Opdateringen af udviklingsstrategien" in said
    assert "Der er ikke oplyst perioder i referatet." in said
    assert "9 Positive fællesskaber for udsatte børn og unge" in said
    assert fact(opened, "Ansvarlig") == "Ikke angivet i referatet"


def test_a_process_with_windows_and_an_owner(app, seeded_db):
    said = plain(app("strategy", **FINE, proces="digitaliseringsstrategien"))
    assert re.search(
        r"\*\*maj \(2022\)\*\* \[Første workshop\]\(/indhold\?\S*slags=process_windows", said
    )
    assert "Ingen forslag er knyttet til strategiprocessen." in said
    owned = app("strategy", **FINE, proces="velkomstpakken")
    assert fact(owned, "Ansvarlig").startswith("Kommunikation [punkt 7, l. 273](")


def test_whoever_may_not_edit_gets_no_way_to_it(app, seeded_db, signed_in):
    signed_in(builders.a_user(seeded_db, "reader"))
    for asked in ({"proces": "digitaliseringsstrategien"}, {"pulje": "frie-bymidter"}):
        assert "/indhold" not in plain(app("strategy", **FINE, **asked))


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
    assert "Frie Bymidter" in screen.grid(opened)


def test_the_way_in_and_out_of_a_pool(app, seeded_db):
    way = f"dato={FINE['dato']}"
    inward = screen.links(app("strategy", **FINE))
    assert inward["Frie Bymidter"] == f"/strategi?{way}&pulje=frie-bymidter"
    assert inward["Regn på en pulje"] == f"/beregner?{way}"
    outward = screen.links(app("strategy", **FINE, pulje="frie-bymidter"))
    assert outward["← Alle puljer og strategiprocesser"] == f"/strategi?{way}"
    assert outward["Regn på puljen"] == f"/beregner?{way}&pulje=frie-bymidter"


def test_all_sources_are_shown_when_asked_for_and_hidden_again(app, seeded_db):
    for asked in ({}, {"pulje": "frie-bymidter"}):
        quiet, shown = (app("strategy", **asked, **more) for more in ({}, {"kilder": "ja"}))
        assert "with-sources" not in "".join(screen.fragments(quiet))
        assert "with-sources" in "".join(screen.fragments(shown))
        assert screen.links(quiet)["Vis kilder"].endswith("kilder=ja")
        assert "kilder" not in screen.links(shown)["Skjul kilder"]


def test_in_english(app, seeded_db):
    opened = app("strategy", lang="en", **FINE, pulje="frie-bymidter")
    said = plain(opened)
    assert "DKK 130 m" in said
    assert "No grant is recorded." in said
    assert "Ikke angivet" not in said
    for words in ("Conditions", "Stages and commitments", "Calculate on the pool"):
        assert words in said
    assert "**7 of 9 proposals** have no pool" in plain(app("strategy", lang="en", **FINE))


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
    opened = calculate(app("calculator", **FINE), amount, known, base)
    assert result(opened) == {
        "Hele projektets udgift": cost,
        "Tilskuddet": grant,
        "Kommunens andel": own,
    }


def test_money_set_aside_counts_only_when_the_user_says_so(app, seeded_db):
    opened = calculate(app("calculator", pulje="frie-bymidter"), "20 mio. kr.")
    assert "– heraf nye penge" not in result(opened)
    counted = result(calculate(opened, "20 mio. kr.", counted=True))
    assert counted["– heraf afsat i forvejen"] == "6.000.000 kr."
    assert counted["– heraf nye penge"] == "2.000.000 kr."


def test_every_assumption_is_named(app, seeded_db):
    opened = calculate(app("calculator", **FINE), "20 mio. kr.", base="grant", counted=True)
    rows = {row[0]: row[1:] for row in screen.tables(opened)[-1]}
    assert rows["Kommunen betaler"][1].startswith("[punkt 8, l. 365](")
    assert rows["Andelen beregnes af"][0] == "tilskuddet"
    assert rows["Andelen beregnes af"][1].startswith("antaget")
    ours = rows[
        "6 mio. kr. fra Byrumsprojekter i den gule by (budget 23) tæller med i kommunens andel"
    ]
    assert ours[0] == "ja"
    assert "antaget" in ours[1]
    average = rows["Gennemsnit pr. modtager"]
    assert "er 13 mio. kr. [punkt" in average[0]
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
    opened = calculate(app("calculator", **FINE), amount)
    (said,) = screen.warnings(opened)
    assert sentence in said
    assert not result(opened)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("13 mio. kr.", None),
        ("14 mio. kr.", "større end gennemsnittet på 13 mio. kr."),
        ("131 mio. kr.", "større end hele puljen på 130 mio. kr."),
    ],
)
def test_a_grant_beside_what_there_is_to_share_out(app, seeded_db, amount, words):
    said = plain(calculate(app("calculator", **FINE), amount, known="grant"))
    assert ("Tilskuddet er større" in said) is (words is not None)
    assert words is None or words in said


def test_nothing_typed_is_stored(app, seeded_db):
    with_amount = calculate(app("calculator", **FINE), "20 mio. kr.")
    assert screen.address(with_amount) == FINE
    assert app("calculator", **FINE).text_input(key="calculator:amount").value == ""


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


def test_the_address_chooses_the_pool_and_what_has_no_share_is_said(app, seeded_db):
    where = funding_pools.c.code == "bydelsforeningernes-aktivitetspulje"
    builders.set_on(seeded_db, funding_pools, where, co_financing_share=0.25)
    opened = app("calculator", pulje="bydelsforeningernes-aktivitetspulje")
    assert "De 25 % beregnes af" in [one.label.replace("\u00a0", " ") for one in opened.radio]
    way = "/strategi?pulje=bydelsforeningernes-aktivitetspulje"
    assert screen.links(opened)["Hvad referatet siger om puljen"] == way
    wrong = app("calculator", pulje="<b>")
    (said,) = screen.warnings(wrong)
    assert said.startswith("»\\<b\\>« er ingen pulje, der siger, hvor stor en andel")
    assert wrong.text_input


def test_where_no_pool_has_a_share_it_says_so(app, seeded_db):
    builders.set_on(seeded_db, funding_pools, sa.true(), co_financing_share=None)
    opened = app("calculator")
    (said,) = opened.info
    assert said.value == "Ingen pulje her siger, hvor stor en andel kommunen skal betale."
    assert not opened.radio
    assert "Regn på en pulje" not in screen.links(app("strategy"))
