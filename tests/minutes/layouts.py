"""The same meeting as several programs and secretaries write it."""

from __future__ import annotations

import html
import io
import textwrap

from docx import Document

from minutes.invented import Meeting, Point, long_day, short_day


def _listed(points: tuple[str, ...], numbered: bool) -> list[str]:
    return [f"{n}. {text}" if numbered else f"- {text}" for n, text in enumerate(points, 1)]


def _sections(one: Point, lines: list[str], names: dict[str, str]) -> None:
    for name, words in (
        (names.get("presentation", "Sagsfremstilling"), one.presentation),
        (names.get("finances", "Økonomi"), one.finances),
    ):
        if words:
            lines += ["", name, "", *words]


def reference(made: Meeting) -> str:
    """As the minutes of 4 April 2022 are."""
    lines = ["", f"REFERAT {made.body} d. {short_day(made.day)}", ""]
    lines += [f"Mødedato {long_day(made.day)} kl. {made.clock}", "", f"Mødested {made.place}", ""]
    if made.municipality:
        lines.insert(1, made.municipality)
    people = [*made.present, *(f"{name} (Afbud)" for name in made.absent)]
    lines += [f"Mødedeltagere {', '.join(people)}", "", "Indholdsfortegnelse", ""]
    lines += [
        f"{one.title if not one.closed else 'Lukket'}.....\t{3 + n}"
        for n, one in enumerate(made.points)
    ]
    for one in made.points:
        title = "Lukket" if one.closed else one.title
        lines += ["", f"Punkt {one.number}: {title}", "", *([one.case, ""] if one.case else [])]
        if one.closed:
            lines += [one.secret, ""]
            continue
        lines += ["Baggrund", "", *one.background, ""]
        if one.recommended:
            lines += [
                "Indstilling",
                "",
                f"Det indstilles, at {made.body}",
                "",
                *one.recommended,
                "",
            ]
        if one.ruling:
            lines += [
                f"Beslutning {made.body} den {short_day(made.day)}",
                "",
                *one.ruling.text.split("\n"),
                "",
            ]
            if one.absent:
                lines += [f"Fraværende: {one.absent}", ""]
        _sections(one, lines, {})
        if one.attachments:
            lines += ["", "Bilag", "", *(f"- {name}" for name in one.attachments)]
    return "\n".join(lines)


def dotted(made: Meeting) -> str:
    """ "3. Titel", the list of contents with closed titles, the decision last."""
    lines = [made.municipality or "", f"Referat af møde i {made.body}", ""]
    lines += [
        f"Mødedato: {long_day(made.day)}",
        f"Tid: Kl. {made.clock.replace(':', '.')}",
        f"Mødested: {made.place}",
        "",
    ]
    lines += [
        "Til stede: " + ", ".join(made.present),
        "Afbud: " + " og ".join(made.absent),
        "",
        "Dagsorden",
    ]
    lines += [
        f"{one.number}. {'Lukket: ' if one.closed else ''}{one.title} {'.' * 20} {3 + n}"
        for n, one in enumerate(made.points)
    ]
    for one in made.points:
        lines += [
            "",
            f"{one.number}. {'Lukket: ' if one.closed else ''}{one.title}",
            f"Sagsnr.: {one.case or 'ingen'}  Dok.nr.: 1{one.number}/4411" if one.case else "",
        ]
        if one.closed:
            lines += ["Beslutning", "Godkendt efter indstillingen.", one.secret]
            continue
        lines += ["Resume", *one.background]
        _sections(
            one, lines, {"presentation": "Sagsbeskrivelse", "finances": "Økonomiske konsekvenser"}
        )
        if one.recommended:
            lines += [
                "",
                "Indstilling",
                "Administrationen indstiller,",
                *_listed(one.recommended, True),
            ]
        if one.history:
            body, day, text = one.history
            lines += ["", "Sagens forløb", f"Beslutning i {body} den {short_day(day)}", text]
        if one.ruling:
            lines += ["", "Beslutning", *one.ruling.text.split("\n")]
        if one.absent and one.ruling:
            lines += ["", f"Afbud fra {one.absent}."]
        if one.attachments:
            lines += ["", "Bilag:", *one.attachments]
    lines += [
        "",
        "Bilagsoversigt",
        *(f"Punkt {one.number}: {name}" for one in made.points for name in one.attachments),
    ]
    lines += [f"Punkt {one.number}: Bilag om {one.title}" for one in made.points if one.closed]
    return "\n".join(lines)


def running(made: Meeting) -> str:
    """Numbers that run over the year, decisions under the body's name, the day and the number."""
    lines = [
        "Protokol",
        f"{made.body}",
        f"{long_day(made.day)} kl. {made.clock.replace(':', '.')} i {made.place}",
        "",
    ]
    lines += ["Mødte:", *made.present, "", "Fraværende med afbud:", *made.absent, ""]
    closed = [one for one in made.points if one.closed]
    for one in [one for one in made.points if not one.closed]:
        lines += [
            f"Pkt. {one.number} {one.title}",
            "",
            *([f"Sag {one.case}", ""] if one.case else []),
        ]
        lines += ["SAGSFREMSTILLING:", *one.background, *one.presentation, *one.finances, ""]
        if one.recommended:
            lines += ["INDSTILLING:", *_listed(one.recommended, False), ""]
        if one.history:
            body, day, text = one.history
            lines += [f"{body}, {short_day(day)}, pkt. 7", text, ""]
        if one.ruling:
            lines += [
                f"{made.body}, {short_day(made.day)}, pkt. {one.number}",
                *one.ruling.text.split("\n"),
                "",
            ]
        if one.ruling and one.absent:
            lines += [f"{one.absent} deltog ikke i behandlingen.", ""]
    if closed:
        lines += ["LUKKET MØDE", ""]
        for one in closed:
            lines += [f"Pkt. {one.number} {one.title}", one.secret, "Godkendt.", ""]
    return "\n".join(lines)


def board(made: Meeting) -> str:
    """A board's: short, "Ad 1)", the decision on the line of its label."""
    lines = [
        f"Referat fra møde i {made.body} den {long_day(made.day)} kl."
        f" {made.clock.replace(':', '.')}",
        "",
    ]
    lines += [
        f"Sted: {made.place}",
        "Deltagere: " + ", ".join(made.present),
        "Afbud: " + ", ".join(made.absent),
        "",
    ]
    for one in made.points:
        mark = " (LUKKET PUNKT)" if one.closed else ""
        lines += [
            f"Ad {one.number}) {one.title}{mark}",
            *(one.background if not one.closed else [one.secret]),
        ]
        if not one.closed:
            lines += [*one.presentation, *one.finances]
            if one.ruling:
                first, *rest = one.ruling.text.split("\n")
                lines += [f"Beslutning: {first}", *rest]
        lines += [""]
    return "\n".join(lines)


def dashed(made: Meeting) -> str:
    """ "Punkt 3 - Titel" and a chain of decisions of several bodies, this one's last."""
    lines = [
        f"{made.body} - Referat",
        f"Dato: {short_day(made.day)}",
        f"Mødetidspunkt: {made.clock} - 18:00",
        f"Mødelokale: {made.place}",
        "",
    ]
    lines += [
        "Medlemmer",
        *(f"{name} (A)" for name in made.present),
        *(f"{name} (B) - Afbud" for name in made.absent),
        "",
    ]
    for one in made.points:
        title = "(Lukket) " + one.title if one.closed else "(Åben) " + one.title
        lines += [
            f"Punkt {one.number} - {title}",
            *([f"Sagsnr. {one.case}"] if one.case else []),
            "",
        ]
        if one.closed:
            lines += [one.secret, ""]
            continue
        lines += ["Fremstilling", *one.background, *one.presentation]
        if one.finances:
            lines += ["", "Økonomiske forhold", *one.finances]
        if one.recommended:
            lines += [
                "",
                "Forvaltningens indstilling",
                "Forvaltningen indstiller, at",
                *_listed(one.recommended, True),
            ]
        if one.history:
            body, day, text = one.history
            lines += ["", f"Beslutning i {body} den {short_day(day)}:", text]
        if one.ruling:
            lines += [
                "",
                f"Beslutning i {made.body} den {short_day(made.day)}:",
                *one.ruling.text.split("\n"),
            ]
            if one.absent:
                lines += ["", f"Ikke til stede: {one.absent}"]
        lines += [""]
    return "\n".join(lines)


def wrapped(made: Meeting) -> str:
    """As text taken out of a pdf: lines cut by width, words too, a head on every page."""
    wrap = textwrap.TextWrapper(72, break_on_hyphens=False)
    head = (
        f"{made.municipality or 'Fællessekretariatet'}   Referat {made.body} {short_day(made.day)}"
    )
    lines: list[str] = [
        head,
        "",
        f"Referat - {made.body}",
        "",
        f"Mødedato:   {long_day(made.day)}, kl. {made.clock}",
        f"Mødested:   {made.place}",
        "Deltagere:  " + ", ".join(made.present[:3]) + ",",
        "            " + ", ".join(made.present[3:]),
        "Afbud:      " + ", ".join(made.absent),
        "",
    ]
    body: list[str] = []
    for one in made.points:
        title = f"{one.number}. {'Lukket' if one.closed else one.title}"
        body += [*wrap.wrap(title), "", *([one.case, ""] if one.case else [])]
        if one.closed:
            continue
        body += ["Baggrund", *wrap.wrap(" ".join(one.background)), ""]
        if one.recommended:
            body += ["Indstilling", *_listed(one.recommended, True), ""]
        if one.ruling:
            body += [f"Beslutning {made.body} den {short_day(made.day)}"]
            for row in one.ruling.text.split("\n"):
                body += wrap.wrap(row)
            body += [""]
        if one.presentation or one.finances:
            body += ["Sagsfremstilling"]
            for row in [*one.presentation, *one.finances]:
                body += wrap.wrap(row) or [""]
            body += [""]
    for place, line in enumerate(body):
        if place and place % 38 == 0:
            lines += ["", f"Side {place // 38}", "", head, ""]
        lines.append(line)
    return "\n".join(lines)


def after_title(made: Meeting) -> str:
    """ "Titel - Sag nr. 130", labels in capitals above their values."""
    lines = [
        "MØDEREFERAT",
        "",
        "UDVALG",
        made.body,
        "",
        "DATO",
        long_day(made.day),
        "",
        "STED",
        made.place,
        "",
        "DELTAGERE",
        *made.present,
        "",
        "AFBUD",
        *made.absent,
        "",
        "DAGSORDEN",
        "",
    ]
    lines += [f"{one.title} - Sag nr. {one.number}" for one in made.points if not one.closed]
    lines += [""]
    for one in made.points:
        lines += [
            f"{'Lukket sag' if one.closed else one.title} - Sag nr. {one.number}",
            "",
            *([f"Sagsnummer: {one.case}", ""] if one.case else []),
        ]
        if one.closed:
            lines += [one.secret, ""]
            continue
        lines += ["Indledning", "", *one.background, ""]
        if one.recommended:
            lines += ["Indstilling til beslutning", "", *_listed(one.recommended, False), ""]
        if one.ruling:
            lines += [
                f"{made.body}s beslutning i mødet den {long_day(made.day)}",
                "",
                *one.ruling.text.split("\n"),
                "",
            ]
        _sections(one, lines, {"presentation": "Redegørelse"})
        lines += [""]
    return "\n".join(lines)


def _blocks(made: Meeting) -> list[tuple[int, str]]:
    """Headings (1-3) and paragraphs (0) for the formats that tell them apart."""
    blocks = [
        (1, f"Referat {made.body} den {long_day(made.day)}"),
        (0, f"Mødetid: kl. {made.clock}"),
        (0, f"Sted: {made.place}"),
        (0, "Til stede: " + ", ".join(made.present)),
        (0, "Fraværende: " + ", ".join(made.absent)),
    ]
    if made.municipality:
        blocks.insert(0, (0, made.municipality))
    for one in made.points:
        blocks.append((2, f"{one.number}. {'Lukket punkt' if one.closed else one.title}"))
        if one.case:
            blocks.append((0, f"Sagsnr. {one.case}"))
        if one.closed:
            blocks.append((0, one.secret))
            continue
        blocks += [(3, "Baggrund"), *((0, text) for text in one.background)]
        if one.recommended:
            blocks += [(3, "Indstilling"), *((0, text) for text in one.recommended)]
        if one.ruling:
            blocks += [(3, "Beslutning"), *((0, text) for text in one.ruling.text.split("\n"))]
        for name, words in (("Sagsfremstilling", one.presentation), ("Økonomi", one.finances)):
            if words:
                blocks += [(3, name), *((0, text) for text in words if text)]
        if one.attachments:
            blocks += [(3, "Bilag"), *((0, text) for text in one.attachments)]
    return blocks


def page(made: Meeting) -> bytes:
    """A web page with a menu, headings and a footer."""
    tags = {0: "p", 1: "h1", 2: "h2", 3: "h4"}
    rows = "".join(
        f"<{tags[level]}>{html.escape(text)}</{tags[level]}>" for level, text in _blocks(made)
    )
    return (
        f"<!doctype html><html><head><title>Referat</title><script>var x = '1."
        f" Nej';</script></head><body><nav><ul><li>Forside</li></ul></nav><main>"
        f"{rows}</main><footer>Til toppen</footer></body></html>".encode()
    )


def word(made: Meeting) -> bytes:
    """A Word document."""
    document = Document()
    for level, text in _blocks(made):
        if level:
            document.add_heading(text, level)
        else:
            document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def mac(made: Meeting) -> bytes:
    """The first form from an old Mac: its letters and its line ends."""
    return reference(made).replace("\n", "\r").encode("mac_roman", errors="replace")


def windows(made: Meeting) -> bytes:
    """The second form in Latin-1."""
    return dotted(made).replace("\n", "\r\n").encode("cp1252", errors="replace")


LAYOUTS = (
    reference,
    dotted,
    running,
    board,
    dashed,
    wrapped,
    after_title,
    page,
    word,
    mac,
    windows,
)
FIRST_NUMBERS = {"running": 42, "after_title": 130}
