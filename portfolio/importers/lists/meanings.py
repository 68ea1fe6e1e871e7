"""What the words of a list's light and status mean here. Open this to know one more.

Only words that can mean but one thing are known; whoever brings the list is asked for the rest.
"""

from collections.abc import Mapping
from functools import cache

from portfolio import labels
from portfolio.domain.lists.fields import Field
from portfolio.domain.lists.table import Cell
from portfolio.domain.model import Rag, Stage
from portfolio.language import fold

_LIGHTS: Mapping[Rag, str] = {
    Rag.GREEN: "grøn|grønt|grønt lys|green|på sporet|på rette spor|on track|som planlagt|"
    "efter planen|følger planen|forløber planmæssigt|planmæssigt|planmæssig|going to plan|🟢|🟩|💚|"
    "#green",
    Rag.AMBER: "gul|gult|gult lys|yellow|amber|orange|forsinket|lettere forsinket|delayed|"
    "mindre forsinkelse|behind|at risk|i risiko|🟡|🟨|🟠|🟧|#amber",
    Rag.RED: "rød|rødt|rødt lys|red|kritisk|critical|off track|alvorligt forsinket|🔴|🟥|#red",
    Rag.NONE: "grå|gråt|grey|gray|ikke vurderet|not assessed|uvurderet|⚪|⚫|-|–|n/a|na|"
    "ikke angivet",
}
_STAGES: Mapping[Stage, str] = {
    Stage.PROPOSED: "forslag|idé|ide|proposed|proposal|idea|foreslået|ny idé",
    Stage.QUALIFICATION: "kvalificering|under kvalificering|afklaring|under afklaring|foranalyse|"
    "undersøges|qualification|afdækning",
    Stage.READY: "klar til beslutning|ready for decision|til beslutning|klar til godkendelse",
    Stage.RUNNING: "i gang|igang|i gangsat|igangsat|igangværende|kører|løbende|under udførelse|"
    "under gennemførelse|i proces|påbegyndt|startet|gennemføres|in progress|running|ongoing|"
    "started|active|aktiv|under way|underway|implementering|under implementering",
    Stage.ANCHORED: "forankret|anchored|overgået til drift|i drift|drift|in operation|embedded",
    Stage.CLOSED: "afsluttet|lukket|færdig|gennemført|udført|done|closed|completed|complete|"
    "finished|fuldført",
    Stage.ON_HOLD: "i bero|sat i bero|på pause|sat på pause|on hold|på hold|sat på hold|paused|"
    "stillet i bero|pause",
    Stage.NOT_PURSUED: "opgivet|droppet|annulleret|cancelled|canceled|dropped|bortfaldet|"
    "ikke videreført|lagt til side|not pursued|aflyst",
}


def _by_word(words: Mapping[Rag, str] | Mapping[Stage, str], kind: str) -> dict[str, str]:
    known = {fold(one): str(code) for code, some in words.items() for one in some.split("|")}
    return known | labels.codes(kind)


@cache
def _known() -> Mapping[Field, Mapping[str, str]]:
    lights, stages = _by_word(_LIGHTS, "rag"), _by_word(_STAGES, "stage")
    return {Field.LIGHT: lights, Field.STAGE: stages, Field.STATUS: stages | lights}


#: Whatever a word can mean.
CODES = (*map(str, Rag), *map(str, Stage))


def key(cell: Cell) -> str:
    """What a word is remembered by: folded; of a cell with nothing but a colour, ``#green``."""
    said = fold(cell.words).strip(" .:!")
    return said or fold(cell.words) or (f"#{cell.colour}" if cell.colour else "")


def code(field: Field, word: str) -> str | None:
    """The stage or light that a folded word means; None where nobody can know."""
    return _known()[field].get(word)
