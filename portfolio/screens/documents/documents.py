"""What hangs on something: its title, where it is read, and who added it."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlsplit

from portfolio import labels, language
from portfolio.language import _
from portfolio.screens import timestamps
from portfolio.screens.drawing import To

Row = Mapping[Any, Any]


def listed(found: Sequence[Row], to: To) -> tuple[tuple[str, str, str], ...]:
    """Title, address and what is said of each; no address where it has been taken off since."""
    return tuple((title(row), address(row, to), noted(row)) for row in found)


def title(row: Row) -> str:
    """What it is called, and that it has been taken off since."""
    if row["withdrawn_at"]:
        return _("{title} (taken off since)", title=row["title"])
    return str(row["title"])


def address(row: Row, to: To) -> str:
    """Where it is read; none of one that has been taken off since. Nothing in it ends a link."""
    if row["withdrawn_at"]:
        return ""
    if row["url"]:
        return quote(row["url"], safe="%/:?#@!$&'*+,;=-._~")
    return to(f"bilag/{row['id']}")


def noted(row: Row) -> str:
    """Where it leads or how large it is, and who added it when."""
    added = _(
        "added by {name}, {moment}",
        name=labels.within("actor", row["added_by"]),
        moment=timestamps.moment(row["added_at"]),
    )
    if row["withdrawn_at"]:
        return added
    name = row["file_name"] if row["file_name"] != row["title"] else ""
    facts = (urlsplit(row["url"]).hostname,) if row["url"] else (name, size(row["size"]))
    return " · ".join(filter(None, (*facts, added)))


def size(count: int) -> str:
    """A file's bytes as people say them."""
    if count < 100_000:
        return _("{n} kB", n=language.number(max(count / 1000, 1)))
    return _("{n} MB", n=language.number(count / 1_000_000, 1))
