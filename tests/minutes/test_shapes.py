"""Shapes of minutes that hold a trap each; all of them invented."""

from minutes.reading_aloud import finds, read
from portfolio.importers.minutes.known import Known

TWO_MEETINGS = """\
REFERAT
Socialudvalget
Onsdag den 5. juni 2024 kl. 14.30 i Mødelokale D, Rådhuset

Mødedeltagere: Lis Ang, formand, Poul Bro, Rita Dal (forlod mødet kl. 15.10)
Afbud: Sonja Elm

Punkt 1: Plejehjemsstrategi
24/1177

Indstilling
Det indstilles at Socialudvalget
1. godkender strategien
2. drøfter tidsplanen

Beslutning Socialudvalget den 05-06-2024
Punkt 1.
Godkendt.
Punkt 2.
Drøftet. Socialudvalget ønsker en opfølgning i efteråret.

Kommunen har 14 plejehjem. Strategien har været undervejs siden 2022 og blev godkendt af \
Ældrerådet den 3. maj 2024. Der er afsat 12,5 mio. kr. i budget 2025, hvoraf 2,5 mio. kr. er \
til inventar.

Punkt 2: Orientering
24/1178

Beslutning Socialudvalget den 05-06-2024
Afbud: Sonja Elm

Tilsynet har besøgt tre plejehjem i foråret. Administrationen har godkendt handleplanerne.

Punkt 3: Ny takst
24/1179

Sagens forløb
Socialudvalget den 08-05-2024
Socialudvalget udsatte sagen.
Socialudvalget den 05-06-2024
Socialudvalget godkendte taksten på 1.250 kr. pr. måned.

Punkt 4: Beslutning om opfølgning på tilsyn
24/1180

Baggrund
Beslutning om budgettet træffes i juni.

Beslutning Socialudvalget den 05-06-2024
Udvalget besluttede, at der følges op inden sommerferien. Administrationen bedes orientere \
udvalget hurtigst muligt.

REFERAT
Socialudvalget
Onsdag den 7. august 2024 kl. 14.30 i Mødelokale D, Rådhuset

Punkt 1: Budget
24/1277

Beslutning Socialudvalget den 07-08-2024
Godkendt.

Punkt 2: Lukket: Opsigelse af Karla Munk
24/1278
"""

PARISH = """\
Referat af menighedsrådsmøde
torsdag den 9. februar 2023 kl. 19.00 i konfirmandstuen

Til stede: Grethe Lind, Svend Aage Ross, Bodil Prip. Fraværende: Hans Friis

Ad 1: Godkendelse af dagsorden
Dagsordenen blev godkendt.

Ad 2: Kirkegården
Graveren orienterede om hækkene. Menighedsrådet besluttede, at der indhentes tilbud på ny hæk \
inden 1. maj. Svend Aage Ross kontakter gartneren.

Ad 3: Lukket punkt - ansættelse af organist
Vi valgte Peder Korsgaard.

Ad 4: Næste møde
Næste møde er den 16. marts 2023.
"""

COMMITTEE = """\
Hjerteby Kommune

Teknik- og Miljøudvalget
Referat

Dato: 12-10-2023
Tid: 16:00 - 18:30
Sted: Rådhuset, lokale 204

Til stede: Anna Bo (A), Ole Lund (V), Per Vang (C)
Fraværende: Kim Ask (F)

Punkter på dagsordenen

1 (Åben) Godkendelse af dagsorden
2 (Åben) Budgetopfølgning 3. kvartal 2023
3 (Lukket) Køb af Strandvejen 12
4 (Åben) Trafikplan 2024-2028
5 (Lukket) Klage over entreprenør

1 (Åben) Godkendelse af dagsorden
Sagsnr: 23/100

Beslutning i Teknik- og Miljøudvalget den 12-10-2023
Dagsordenen godkendt.

Kim Ask var fraværende.

2 (Åben) Budgetopfølgning 3. kvartal 2023
Sagsnr: 23/2211

Resumé
Der forventes et merforbrug på 2,4 mio. kr. i 2023 og 1,1 mio. i 2024.

Indstilling
Administrationen indstiller til Teknik- og Miljøudvalget,
1. at orienteringen tages til efterretning
2. at merforbruget på 2,4 mio. kr. finansieres af kassen
3. at sagen sendes til Økonomiudvalget

Sagsfremstilling
Tabel 1. Forbrug i 1.000 kr.
Område	Budget	Forbrug
Veje	12.400	13.100
Parker	3.200	3.050
Antal medarbejdere	40	42

1. Vejene har fået ekstra asfalt.
2. Parkerne er uændrede.

Historik
Beslutning i Økonomiudvalget den 01-09-2023:
Økonomiudvalget godkendte indstillingen den 1. september 2023 og bad om en ny sag inden 1. \
december 2023.

Beslutning i Teknik- og Miljøudvalget den 12-10-2023
1.-2. Godkendt.
3. Anbefales over for Økonomiudvalget.

Ole Lund (V) stemte imod punkt 2, idet han ønsker en anden finansiering.

Afbud:
Kim Ask

Bilag
1. Budgetopfølgning.pdf (234 KB)
2. Notat om Strandvejen 12

3 (Lukket) Køb af Strandvejen 12
Sagsnr: 23/9981
Godkendt til 4.100.000 kr. Sælger er familien Munkebo.

4 (Åben) Trafikplan 2024-2028
Sagsnr: 23/3311, dok.nr. 23/99887

Beslutning i Teknik- og Miljøudvalget den 12-10-2023
Udvalget drøftede planen. Udvalget ønsker, at administrationen fremlægger en ny tidsplan på \
mødet den 7. december 2023, og at skolerne inddrages. Se også punkt 3 om køb af Strandvejen 12.

5 (Lukket) Klage over entreprenør
"""


def decisions(answer):
    return {
        item["number"]: item["decision"] and item["decision"]["text"] for item in answer["items"]
    }


def test_case_text_without_a_heading_is_no_decision_and_absence_is_none():
    told = decisions(read(TWO_MEETINGS, Known()))
    assert told["1"].startswith("Punkt 1.\nGodkendt.")
    assert "plejehjem" not in told["1"]
    assert told["2"] is None
    assert told["3"] == "Socialudvalget godkendte taksten på 1.250 kr. pr. måned."


def test_a_second_meeting_is_told_of_and_its_closed_item_is_not():
    answer = read(TWO_MEETINGS, Known())
    assert "several_meetings" in [message["code"] for message in answer["messages"]]
    assert answer["meeting"]["date"] == "2024-06-05"
    assert [item["number"] for item in answer["items"]] == ["1", "2", "3", "4"]
    assert "Karla" not in str(answer)


def test_short_minutes_say_who_was_there_what_was_decided_and_who_does_what():
    answer = read(PARISH, Known())
    assert answer["meeting"]["body"] == "Menighedsrådet"
    assert answer["meeting"]["absent"] == ["Hans Friis"]
    assert answer["meeting"]["present"] == ["Grethe Lind", "Svend Aage Ross", "Bodil Prip"]
    asked = {ask["text"]: ask["responsible"] for ask in answer["items"][1]["follow_ups"]}
    assert asked["Svend Aage Ross kontakter gartneren"] == "Svend Aage Ross"
    assert "Korsgaard" not in str(answer)


def test_what_other_lines_say_of_a_closed_item_is_gone_too():
    answer = read(COMMITTEE, Known())
    assert [item["closed"] for item in answer["items"]] == [False, False, True, False, True]
    assert not [word for word in ("Strandvejen", "Munkebo", "entreprenør") if word in str(answer)]
    assert answer["items"][1]["attachments"] == ["Budgetopfølgning"]


def test_a_member_who_votes_against_asks_for_nothing():
    answer = read(COMMITTEE, Known())
    assert answer["items"][1]["decision"]["outcomes"] == ["approved", "recommended"]
    assert answer["items"][1]["follow_ups"] == []


def test_figures_of_a_table_are_money_where_its_caption_says_so():
    amounts = {find["value"]["amount"] for find in finds(read(COMMITTEE, Known()), "amount")}
    assert amounts == {2_400_000, 1_100_000, 12_400_000, 13_100_000, 3_200_000, 3_050_000}


def test_where_no_items_are_found_nothing_after_a_closed_one_is_kept():
    answer = read(
        "Referat\nChefforum\nDato: 2. maj 2023\n\nVi talte om budgettet.\n\nLukket punkt\n"
        "Fyring af Tom Dyrlund blev drøftet i udvalget.\n",
        Known(),
    )
    assert answer["items"] == [] or answer["items"][0]["closed"]
    assert "Dyrlund" not in str(answer)


def test_items_without_numbers_are_known_by_their_cases():
    answer = read(
        "Chefforum\nReferat\nDato: 2. maj 2023\n\nSiden sidst\n\nSagsnr. 23/1\n\nOrientering givet."
        "\n\nLukket punkt\n\nSagsnr. 23/2\n\nFyring af Tom Dyrlund.\n\nBudgetprocessen\n\n"
        "Sagsnr. 23/3\n\nBeslutning\nChefforum godkendte processen.\n",
        Known(),
    )
    assert [(item["title"], item["case_number"]) for item in answer["items"]] == [
        ("Siden sidst", "23/1"),
        ("Lukket", "23/2"),
        ("Budgetprocessen", "23/3"),
    ]
    assert "Dyrlund" not in str(answer)


def test_one_known_proposal_may_stand_alone():
    text = (
        "Referat\nDirektionen\nDato: 5. juni 2024\n\n1. Status\nSagsnr. 24/100\n\n"
        "Sagsfremstilling\nForslag 4: {}\nDer er fundet et sted.\n\nBeslutning\nGodkendt.\n"
    )
    known = "Velfærdsfunktioner eller andre lokale mødesteder"
    (find,) = finds(read(text.format(known)), "proposal")
    assert (find["value"]["number"], find["action"]) == (4, "known")
    assert find["subject"].startswith("proposals/")
    assert finds(read(text.format("Noget helt andet")), "proposal") == []
