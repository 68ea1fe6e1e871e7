"""The words of the demo: what could have happened. Every text says that it is made up."""

from dataclasses import dataclass

from portfolio.domain.model import DecisionOutcome, Rag, Responsibility, Stage

S, R = Stage, Rag


@dataclass(frozen=True)
class Plot:
    """How one proposal fares: its stages with their share of the time, and its last light."""

    stages: tuple[tuple[Stage, int], ...]
    light: Rag
    #: Months at the end in which nobody reports.
    silent: int = 0
    #: The stage the demo's review moves it to.
    decided: Stage | None = None


@dataclass(frozen=True)
class Move:
    """A follow-up's day is moved: on which day and to which, counted from the meeting, and why."""

    on: int
    to: int
    reason: str


@dataclass(frozen=True)
class Task:
    """A follow-up: who (a code), so many days after the meeting, and what became of it."""

    title: str
    party: str
    after: int
    done: tuple[int, str] | None = None  # days after the meeting, and what came of it
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """What the review decided of a proposal, and what it did."""

    number: int
    outcome: DecisionOutcome
    decision: str
    answers: bool = False  # what its status asks
    stage: Stage | None = None
    stage_reason: str | None = None
    appoints: str | None = None  # a party's code
    tasks: tuple[Task, ...] = ()
    again_after: int | None = None  # days until it is looked at again


_BEGINNING = ((S.PROPOSED, 1), (S.QUALIFICATION, 4))
_READY = (*_BEGINNING, (S.READY, 2))

#: By proposal number, from 1; more proposals begin again from the first.
PLOTS = (
    Plot((*_READY, (S.RUNNING, 8), (S.ANCHORED, 3)), R.GREEN),
    Plot((*_READY, (S.RUNNING, 11)), R.GREEN),
    Plot((*_READY, (S.RUNNING, 9)), R.AMBER),
    Plot((*_BEGINNING, (S.QUALIFICATION, 6)), R.AMBER),
    Plot((*_READY, (S.ON_HOLD, 5)), R.NONE),
    Plot((*_BEGINNING, (S.READY, 3)), R.GREEN, decided=S.RUNNING),
    Plot((*_READY, (S.RUNNING, 7)), R.RED),
    Plot((*_BEGINNING, (S.NOT_PURSUED, 1)), R.NONE),
    Plot((*_READY, (S.RUNNING, 6)), R.GREEN, silent=4),
)

#: How far a proposal is when a stage begins and when it ends; None: it stays where it was.
PROGRESS: dict[Stage, tuple[int, int] | None] = {
    S.PROPOSED: (0, 5),
    S.QUALIFICATION: (5, 25),
    S.READY: (25, 30),
    S.RUNNING: (30, 85),
    S.ANCHORED: (100, 100),
    S.CLOSED: (100, 100),
    S.ON_HOLD: None,
    S.NOT_PURSUED: None,
}

HAPPENED: dict[Stage, tuple[str, ...]] = {
    S.PROPOSED: ("Demo: Forslaget er lagt frem og drøftet første gang.",),
    S.QUALIFICATION: (
        "Demo: Parterne har mødtes om, hvad forslaget kræver.",
        "Demo: Behovet er undersøgt sammen med to lokale foreninger.",
        "Demo: Et første udkast til indhold er skrevet.",
        "Demo: Erfaringer fra andre kommuner er samlet.",
    ),
    S.READY: (
        "Demo: Beslutningsoplægget er skrevet færdigt.",
        "Demo: Økonomien er gennemgået, og oplægget er klar.",
    ),
    S.RUNNING: (
        "Demo: De første aktiviteter er holdt, og flere er meldt til.",
        "Demo: Der er fundet lokaler og aftalt faste tider.",
        "Demo: Frivillige er kommet til, og opgaverne er fordelt.",
        "Demo: Halvdelen af månedens aktiviteter er gennemført.",
        "Demo: Deltagerne er spurgt, og svarene er samlet op.",
    ),
    S.ANCHORED: (
        "Demo: Opgaven er lagt over i den daglige drift.",
        "Demo: Driften kører uden projektgruppen.",
    ),
    S.CLOSED: ("Demo: Forslaget er gjort færdigt.",),
    S.ON_HOLD: ("Demo: Arbejdet ligger stille.",),
    S.NOT_PURSUED: ("Demo: Arbejdet er standset.",),
}

NEXT_STEP: dict[Stage, tuple[str, ...]] = {
    S.PROPOSED: ("Demo: Spørge parterne, om de vil være med.",),
    S.QUALIFICATION: (
        "Demo: Holde møde med Chefforum.",
        "Demo: Gøre beskrivelsen færdig.",
        "Demo: Regne på, hvad det koster.",
    ),
    S.READY: ("Demo: Lægge oplægget frem for Direktionen.",),
    S.RUNNING: (
        "Demo: Holde den næste aktivitet.",
        "Demo: Samle op på deltagernes svar.",
        "Demo: Aftale næste halvår med parterne.",
    ),
    S.ANCHORED: ("Demo: Se, om gevinsten holder.",),
}

RISKS: dict[Rag, tuple[str, ...]] = {
    R.AMBER: (
        "Demo: Der mangler hænder til den næste aktivitet.",
        "Demo: Svaret fra en part er en måned forsinket.",
    ),
    R.RED: ("Demo: Lokalerne er sagt op, og der er ikke fundet andre.",),
}

DECISION_NEEDED: dict[Rag, str] = {
    R.RED: "Demo: Skal arbejdet vente, eller skal der findes penge til andre lokaler?"
}
READY_NEEDS = "Demo: Skal forslaget sættes i gang?"

#: Why a light is as it is: a red one without a reason asks a meeting to guess.
WHY: dict[Rag, str] = {
    R.AMBER: "Demo: Der mangler hænder, så planen skrider en måned.",
    R.RED: "Demo: Lokalerne er sagt op til sommer, og der er ikke penge til andre.",
}

SET_ASIDE: dict[Stage, str] = {
    S.ON_HOLD: "Demo: Venter på svar om penge.",
    S.NOT_PURSUED: "Demo: Behovet er dækket af et andet tilbud.",
}

#: What a party that was suggested answers, in turn, and why.
ANSWERS: tuple[tuple[Responsibility, str | None], ...] = (
    (Responsibility.ACCEPTED, None),
    (Responsibility.ACCEPTED, None),
    (Responsibility.DECLINED, "Demo: Opgaven ligger uden for vores område."),
)

MEETING = "Demo: Direktionens gennemgang"
CHEFFORUM = "Demo: Administrationen indkalder Chefforum og lægger forslagene frem samlet."
#: Days after the meeting: when Chefforum is involved, and when whoever was appointed says yes.
CHEFFORUM_AFTER, YES_AFTER = 80, 7

#: What the review decided, in its order. The red proposal was not reached, and leads the next.
RULINGS = (
    Ruling(
        number=6,
        outcome=DecisionOutcome.APPROVED,
        decision="Demo: Forslaget sættes i gang, og Kommunikation tager det videre.",
        answers=True,
        stage=S.RUNNING,
        stage_reason="Demo: Direktionen har sat det i gang.",
        appoints="kommunikation",
    ),
    Ruling(
        number=3,
        outcome=DecisionOutcome.DECIDED,
        decision="Demo: Der findes flere hænder, før der meldes nye datoer ud.",
        tasks=(
            Task(
                "Demo: Finde tre frivillige til den næste aktivitet",
                "kommunikation",
                14,
                done=(12, "Demo: Fire har meldt sig."),
            ),
            Task("Demo: Aftale nye datoer med foreningerne", "fritid-og-kultur", 21),
            Task(
                "Demo: Regne på, hvad en koordinator koster",
                "administrationen",
                14,
                moves=(
                    Move(13, 28, "Demo: Tallene fra regnskabet kom sent."),
                    Move(27, 75, "Demo: Budgettet forhandles færdigt først."),
                ),
            ),
        ),
        again_after=120,
    ),
    Ruling(
        number=9,
        outcome=DecisionOutcome.REQUESTED,
        decision="Demo: Direktionen vil vide, hvorfor der ikke kommer status.",
        tasks=(
            Task(
                "Demo: Ringe til Ungecenteret om status",
                "administrationen",
                10,
                done=(9, "Demo: De har skiftet leder og vender tilbage."),
            ),
        ),
    ),
)
