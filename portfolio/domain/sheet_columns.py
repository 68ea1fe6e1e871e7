"""The shape of the answer sheet: the columns that go out to Excel and come back. Pure.

:mod:`portfolio.reports.rounds.answer_sheet` writes it,
:mod:`portfolio.importers.rounds.answer_sheet` reads it. A column is known by its key in the hidden
first row, never by its place or its heading.
"""

import re
from dataclasses import dataclass

from portfolio import signs
from portfolio.domain.model import Rag, Stage

#: One more when an older file could be misread; files of another format are refused.
FORMAT = "1"
#: The hidden sheet: what the file is of, and the words of the drop-downs.
DATA_SHEET = "portfolio_data"
KEY_ROW, HEADING_ROW, FIRST_ROW = 1, 2, 3
#: Excel keeps no more characters than this in a cell.
LONGEST = 32_767

PROPOSAL, VERSION, UNCHANGED = "proposal_id", "status_seq", "unchanged"


@dataclass(frozen=True)
class Column:
    """One column; ``kind`` is key (hidden), shown (locked), yes, code, percent, date or text."""

    key: str
    kind: str
    width: int = 12  # characters


#: Those that stay in sight, and any one beside them, fit the screen of a phone. What is asked of
#: everybody comes first.
COLUMNS = (
    Column(PROPOSAL, "key"),
    Column(VERSION, "key"),
    Column("number", "shown", 5),
    Column("title", "shown", 19),
    Column("stands", "shown", 18),
    Column(UNCHANGED, "yes", 13),
    Column("rag", "code", 14),
    Column("reason", "text", 24),
    Column("happened", "text", 24),
    Column("next_step", "text", 24),
    Column("next_step_date_text", "date", 15),
    Column("stage", "code", 17),
    Column("percent", "percent", 10),
    Column("risks", "text", 24),
    Column("decision_needed", "text", 24),
    Column("economy", "text", 24),
    Column("stage_reason", "text", 24),
)
KEYS = tuple(column.key for column in COLUMNS)
#: What can be answered: the fields of ``usecases.answers.Answer``.
FIELDS = tuple(column.key for column in COLUMNS if column.kind not in ("key", "shown", "yes"))
#: What is chosen from, in order. A proposal is set aside on its own page, not by a status.
CHOICES = {
    "stage": tuple(str(stage) for stage in Stage if stage is not Stage.NOT_PURSUED),
    "rag": tuple(str(rag) for rag in Rag),
    UNCHANGED: ("yes",),
}
KINDS = {column.key: column.kind for column in COLUMNS}

# To a spreadsheet "_x0041_" in a text is an A; "_x005F_" before it says that it is not.
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def escaped(text: str) -> str:
    """The text as the file must hold it to show exactly that text."""
    return _LOOKS_ESCAPED.sub("_x005F_", text)


def kept(text: object) -> str | None:
    """What of a text survives the way out and in: two texts with the same are no change.

    None where nothing is said. Lost on the way are blanks at the ends, what nobody sees and how a
    line break is written; such a difference is never somebody's edit.
    """
    if text is None:
        return None
    said, before = signs.normalised(str(text)), None
    while said != before:  # an escape may appear where another was taken out
        # Of escapes openpyxl undoes half, and that in some parts only: leave none on either side.
        before, said = said, said.replace("x005F_", "").replace("_x000D_", "")
    return said.strip() or None
