"""Invented minutes with known truth: bodies, places and people that do not exist."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

BODIES = (
    ("Direktionen", "Egholm Kommune"),
    ("Økonomiudvalget", "Nordby-Strand Kommune"),
    ("Udvalget for Klima, Teknik og Miljø", "Sandager Kommune"),
    ("Kommunalbestyrelsen", "Lillehøj Kommune"),
    ("Bestyrelsen for Askildrup Fjernvarme", None),
    ("Sogneby Menighedsråd", None),
    ("Hovedudvalget", "Region Østmark"),
    ("Chefgruppen", "Brederup Kommune"),
    ("Social- og Sundhedsudvalget", "Vestervig-Holme Kommune"),
)
PEOPLE = (
    "Asta Bjerregaard",
    "Bo Qvist",
    "Camilla Ravn Thorup",
    "Dines Falk",
    "Ea Lund-Hansen",
    "Finn Skovgaard",
    "Gry Østergård",
    "Hakon Præst",
    "Ingeborg Aakjær",
    "Jens-Ole Dam",
)
MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)
SECRETS = (
    (
        "Salg af Rugvænget 17 til Murermester Tygesen",
        "Prisen er forhandlet med Tygesen ned til 4,35 mio. kr.",
    ),
    (
        "Afsked af skoleleder Valborg Krarup",
        "Krarup har fået en advarsel den 3. februar og er hørt.",
    ),
    ("Retssag mod Holmegaards Entreprise", "Kammeradvokaten vurderer chancen til under halvdelen."),
    ("Lånegaranti til Bakkelyst Plejehjem", "Bakkelyst mangler likviditet til december."),
)
TITLES = (
    "Budgetopfølgning pr. 31. marts",
    "Ny cykelsti langs Møllevej",
    "Helhedsplan for Havnekvarteret",
    "Ventelister i hjemmeplejen",
    "Evaluering af skolestrukturen",
    "Takster for renovation",
    "Godkendelse af dagsorden",
    "Orientering fra formanden",
    "Kvalitetsstandarder på ældreområdet",
    "Udbud af rengøring",
    "Beslutning om opfølgning på trivselsmålingen",
    "Eventuelt",
    "Lukket svømmehal genåbnes",
    "Lokalplan 214 for erhverv ved Ringvejen – forslag",
    "Forslag til politik for frivillighed",
    "Fælles indkøb af tablets og telefoner",
)
RECOMMENDED = (
    ("at {b} godkender forslaget",),
    ("at {b} tager orienteringen til efterretning",),
    ("at sagen drøftes", "at der afsættes midler i budgettet"),
    ("Budgettet godkendes.", "Der søges en tillægsbevilling.", "Sagen sendes i høring."),
)


@dataclass(frozen=True)
class Ruling:
    """A decision: its words, its outcomes, and what is asked for: words, who, last day in time."""

    text: str
    outcomes: tuple[str, ...]
    asked: tuple[tuple[str, str | None, str | None], ...] = ()


RULINGS = (
    Ruling("Godkendt.", ("approved",)),
    Ruling("Indstillingen blev godkendt.", ("approved",)),
    Ruling("{B} godkendte indstillingen.", ("approved",)),
    Ruling("Taget til efterretning.", ("noted",)),
    Ruling("Orienteringen blev taget til efterretning.", ("noted",)),
    Ruling("{B} drøftede sagen.", ("discussed",)),
    Ruling("Anbefales.", ("recommended",)),
    Ruling("{B} anbefaler, at indstillingen godkendes.", ("recommended",)),
    Ruling("Ikke godkendt.", ("not_approved",)),
    Ruling("{B} kunne ikke godkende forslaget.", ("not_approved",)),
    Ruling("Sagen blev udsat.", ("postponed",)),
    Ruling("Udsættes til næste møde.", ("postponed",)),
    Ruling("Punktet blev taget af dagsordenen.", ("taken_off",)),
    Ruling("Sagen udgår.", ("taken_off",)),
    Ruling(
        "Godkendt, idet {b} ønsker en sag om driften på et kommende møde.",
        ("approved", "requested"),
        (("en sag om driften på et kommende møde", None, None),),
    ),
    Ruling(
        "Godkendt med bemærkning om, at adgangen for cykler forbedres.",
        ("approved",),
        (("adgangen for cykler forbedres", None, None),),
    ),
    Ruling(
        "{B} godkendte indstillingen. {B} bad administrationen om at fremlægge"
        " et notat inden den 15. {next} {nextyear}.",
        ("approved", "requested"),
        (("fremlægge et notat", "administrationen", "15-next"),),
    ),
    Ruling(
        "{B} drøftede sagen og bad om, at den præciseres.",
        ("discussed", "requested"),
        (("den præciseres", None, None),),
    ),
    Ruling(
        "1. Godkendt.\n2. Ikke godkendt.\n3. Anbefales.",
        ("approved", "not_approved", "recommended"),
    ),
    Ruling("1.-2. godkendt.", ("approved",)),
    Ruling(
        "Et ændringsforslag blev forkastet. Indstillingen blev herefter"
        " vedtaget med stemmerne 5 for og 2 imod.",
        ("not_approved", "approved"),
    ),
    Ruling(
        "{B} besluttede, at\n- der indkaldes til et borgermøde\n- planen revideres efter høringen",
        ("decided",),
        (
            ("der indkaldes til et borgermøde", None, None),
            ("planen revideres efter høringen", None, None),
        ),
    ),
    Ruling("Gokendt.", ("approved",)),
    Ruling(
        "Tiltrådt under forudsætning af, at finansieringen findes inden for rammen.",
        ("approved",),
        (("finansieringen findes inden for rammen", None, None),),
    ),
    Ruling("Sagen sendes tilbage til administrationen.", ("postponed",)),
)


@dataclass
class Point:
    """What an item is and what is to be found in it."""

    number: int
    title: str
    case: str | None
    closed: bool = False
    secret: str = ""
    background: list[str] = field(default_factory=list)
    presentation: list[str] = field(default_factory=list)
    finances: list[str] = field(default_factory=list)
    recommended: tuple[str, ...] = ()
    ruling: Ruling | None = None
    attachments: list[str] = field(default_factory=list)
    history: tuple[str, date, str] | None = None
    absent: str | None = None
    ends: set[str] = field(default_factory=set)  # last days of milestones
    amounts: set[int] = field(default_factory=set)
    proposals: list[tuple[int, str]] = field(default_factory=list)


@dataclass
class Meeting:
    """A meeting and its items."""

    body: str
    municipality: str | None
    day: date
    clock: str
    place: str
    present: list[str]
    absent: list[str]
    points: list[Point]


def long_day(day: date) -> str:
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    return f"{day:%d-%m-%Y}"


def month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def meeting(seed: int, *, first: int = 1) -> Meeting:
    """The meeting of this seed; ``first`` is the number its items begin with."""
    chance = random.Random(seed)
    body, municipality = chance.choice(BODIES)
    day = date(chance.randint(2018, 2025), chance.randint(1, 12), chance.randint(1, 28))
    people = chance.sample(PEOPLE, 7)
    titles = chance.sample(TITLES, chance.randint(4, 9))
    points = [_point(first + place, title, body, day, chance) for place, title in enumerate(titles)]
    for secret in chance.sample(SECRETS, chance.randint(0, 2)):
        place = chance.randint(1, len(points))
        points.insert(place, Point(0, secret[0], _case(chance), closed=True, secret=secret[1]))
    for place, one in enumerate(points):
        one.number = first + place
    return Meeting(
        body,
        municipality,
        day,
        chance.choice(("09:00", "16:30", "13:15")),
        chance.choice(("Mødelokale 3", "Byrådssalen", "Sognegården, lokale 2")),
        people[:5],
        people[5:],
        points,
    )


def _case(chance: random.Random) -> str:
    return chance.choice(
        (
            f"{chance.randint(15, 25)}/{chance.randint(1000, 99999)}",
            f"{chance.randint(15, 25)}-{chance.randint(10000, 999999):06d}",
        )
    )


def _point(number: int, title: str, body: str, day: date, chance: random.Random) -> Point:
    one = Point(number, title, _case(chance) if chance.random() < 0.8 else None)
    after = month_end(day.year + (day.month >= 11), (day.month + 1) % 12 + 1)
    months = {"next": MONTHS[after.month - 1], "nextyear": str(after.year)}
    one.background = [
        "Sagen har været undervejs i nogen tid, og der er behov for en afklaring af rammerne."
    ]
    if chance.random() < 0.7:
        ruling = chance.choice(RULINGS)
        text = ruling.text.format(
            B=body,
            b=body[:1].lower() + body[1:] if body in ("Direktionen", "Chefgruppen") else body,
            **months,
        )
        asked = tuple(
            (words, who, f"{after.year}-{after.month:02d}-15" if due else None)
            for words, who, due in ruling.asked
        )
        one.ruling = Ruling(text, ruling.outcomes, asked)
        if any(due for *_, due in asked):
            one.ends.add(f"{after.year}-{after.month:02d}-15")
    if chance.random() < 0.6:
        one.recommended = tuple(words.format(b=body) for words in chance.choice(RECOMMENDED))
    for add in chance.sample(_TELLERS, chance.randint(1, 4)):
        add(one, day, chance)
    if chance.random() < 0.3:
        one.attachments = ["Notat om økonomien", f"Kort over området {chance.randint(1, 9)}"]
    if chance.random() < 0.25:
        one.history = ("Teknisk Udvalg", day - timedelta(days=21), "Anbefales til godkendelse.")
    if chance.random() < 0.2:
        one.absent = chance.choice(PEOPLE)
    return one


def _ahead(one: Point, day: date, chance: random.Random) -> None:
    when = day + timedelta(days=chance.randint(20, 300))
    one.presentation.append(
        f"Høringsfristen er den {long_day(when)}, og svarene samles i et notat."
    )
    one.ends.add(when.isoformat())


def _past(one: Point, day: date, chance: random.Random) -> None:
    when = day - timedelta(days=chance.randint(30, 300))
    one.presentation.append(
        f"Forslaget blev sendt i høring den {long_day(when)} og har været drøftet siden."
    )


def _quarter(one: Point, day: date, chance: random.Random) -> None:
    quarter = chance.randint(1, 4)
    one.presentation.append(f"Arbejdet forventes afsluttet i {quarter}. kvartal {day.year + 1}.")
    one.ends.add(month_end(day.year + 1, 3 * quarter).isoformat())


def _named(one: Point, day: date, chance: random.Random) -> None:
    one.presentation.append(
        f"Forslaget følger Udviklingsstrategi {day.year + 4} og budget"
        f" {day.year + 1}-{day.year + 4}. Der bygges 4.800 nye boliger i"
        f" området."
    )


def _plan(one: Point, day: date, chance: random.Random) -> None:
    first, second = day - timedelta(days=40), day + timedelta(days=chance.randint(40, 200))
    one.presentation += [
        "Tidsplan for arbejdet:",
        f"- {long_day(first)}: Opstart af projektet",
        f"- {long_day(second)}: Frist for ansøgning",
    ]
    one.ends.add(second.isoformat())


def _money(one: Point, day: date, chance: random.Random) -> None:
    total, part = chance.randint(5, 40), chance.randint(1, 4)
    one.finances.append(
        f"Der er afsat {total} mio. kr. til formålet, heraf er {part} mio. kr. øremærket til stier."
    )
    one.amounts |= {total * 1_000_000, part * 1_000_000}


def _cost(one: Point, day: date, chance: random.Random) -> None:
    cost = chance.randint(101, 990) * 1000
    one.finances.append(
        f"Udgiften er ca. {cost // 1000}.000 kr. om året, og den holdes inden for rammen."
    )
    one.amounts.add(cost)


def _proposals(one: Point, day: date, chance: random.Random) -> None:
    names = chance.sample(
        (
            "Flere grønne ruter",
            "Åbne gårde for alle",
            "Ny mødeplads ved stationen",
            "Lån en have",
            "Kunst i byrummet",
        ),
        3,
    )
    lead = chance.choice(("Forslag", "Initiativ", "Tiltag"))
    for number, name in enumerate(names, 1):
        one.presentation += [
            "",
            f"{lead} {number}: {name}",
            "",
            "Det handler om at give flere borgere adgang til fællesskabet i hverdagen.",
        ]
        one.proposals.append((number, name))


_TELLERS = (_ahead, _past, _quarter, _named, _plan, _money, _cost, _proposals)
