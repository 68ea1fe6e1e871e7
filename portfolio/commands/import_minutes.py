"""``import-minutes``: read minutes and tell what was found in them.

0: the file was read. 2: it was not, or something has to be done first.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portfolio import store
from portfolio.commands.parser import Parser
from portfolio.domain.finds import SAID_KINDS, DocumentKind
from portfolio.errors import PortfolioError
from portfolio.language import _
from portfolio.store import files

# The rest is imported when it is used: no other command waits for it at its start.
if TYPE_CHECKING:
    from portfolio.importers.minutes.known import Known
    from portfolio.importers.minutes.reading.source import Trouble


def add(parser: Parser) -> None:
    """Give the parser this command."""
    command = parser.add("import-minutes", _("read minutes and tell what is found in them"), run)
    command.add_argument("file", metavar=_("FILE"), type=Path)
    command.add_argument(
        "--json", action="store_true", help=_("print all that was read as one JSON object")
    )
    command.add_argument(
        "--dry-run", action="store_true", help=_("only tell what is found; store nothing")
    )
    command.add_argument(
        "--kind",
        choices=[kind.value for kind in SAID_KINDS],
        help=_("say what the file is, where the program does not see it"),
    )
    command.add_argument(
        "--portfolio", metavar=_("CODE"), help=_("the portfolio it is for; the first unless given")
    )


def run(chosen: argparse.Namespace) -> int:
    """Read the file; the exit code."""
    answer = _read(chosen.file, chosen.kind)
    is_read = answer["readable"] != "no"
    is_kept = is_read and answer["document"] != DocumentKind.OTHER and not chosen.dry_run
    laid_up = _lay_up(answer, chosen) if is_kept else ""
    if chosen.json:
        text = json.dumps(answer, ensure_ascii=False, indent=1)
        sys.stdout.flush()
        sys.stdout.buffer.write(f"{text}\n".encode())
    else:
        _show(answer)
        if laid_up:
            print(
                _("The finds wait to be judged: {address}", address=f"/referater?referat={laid_up}")
            )
    return 0 if is_read else 2


def _lay_up(answer: dict[str, Any], chosen: argparse.Namespace) -> str:
    """Keep what was found for review in the program; the reading's id."""
    from portfolio.queries import filter_choices
    from portfolio.usecases.minutes import laying_up
    from portfolio.usecases.use_case import COMMAND

    with store.reading() as connection:
        every = filter_choices.portfolio_rows(connection)
    asked = [row for row in every if chosen.portfolio in (None, row["code"])]
    if not asked:
        raise PortfolioError(
            "There is no such portfolio to lay the finds up in. Make one first, or add --dry-run to"
            " see what is found."
        )
    return laying_up.lay_up(COMMAND, str(asked[0]["id"]), answer, name=chosen.file.name)


def _read(path: Path, kind: str | None) -> dict[str, Any]:
    from portfolio.importers.minutes import apart

    trouble = _unopened(path, apart.LARGEST)
    if trouble is not None:
        return apart.refused(trouble)
    reader = apart.Reader()
    try:
        return reader.read(path.read_bytes(), _known(), kind)
    except BaseException:
        reader.stop()
        raise


def _unopened(path: Path, largest: int) -> Trouble | None:
    """Why a file is not even opened; None when it is."""
    from portfolio.importers.minutes.reading.source import Trouble

    try:
        size = path.stat().st_size
        with path.open("rb"):
            return Trouble.TOO_LARGE if size > largest else None
    except OSError:
        return Trouble.NOT_THERE


def _known() -> Known:
    """What the portfolio knows; before there is one, what it will be made with."""
    from portfolio.importers.minutes import known
    from portfolio.importers.seeding.files import read_seed
    from portfolio.queries.documents import told_by_minutes
    from portfolio.usecases.seeding import setup

    path = files.path_of(store.url())
    if path is not None and not path.exists():
        return known.of_seed(read_seed(setup.SEED_FOLDER))
    with store.reading() as connection:
        return known.known_of(told_by_minutes.rows(connection))


def _show(answer: dict[str, Any]) -> None:
    """What was read, for people: the meeting, its items, and how many finds of each kind."""
    for message in answer["messages"]:
        print(message["text"])
    if answer["document"] in (DocumentKind.UNSURE, DocumentKind.OTHER):
        print(_("If it is minutes or an agenda, say so by --kind minutes or --kind agenda."))
    meeting = answer["meeting"]
    head = [meeting["body"], meeting["date"], meeting["starts_at"], meeting["place"]]
    print(" · ".join(word for word in head if word))
    for item in answer["items"]:
        print(f"{item['number'] or '–'}. {item['title']}")
        if item["decision"]:
            print(f"   {item['decision']['text']}")
    counts: dict[str, int] = {}
    for find in answer["finds"]:
        counts[find["kind"]] = counts.get(find["kind"], 0) + 1
    for kind, count in counts.items():
        print(f"{kind}: {count}")
