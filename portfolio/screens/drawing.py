"""The one Jinja of everything that is read, and what every template may use.

Templates mark their words with ``_`` and ``ngettext``, as the code does; whatever they are given
is escaped. Open this to give all of them something more.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from portfolio import labels, language
from portfolio.language import _, ngettext
from portfolio.reports import dated
from portfolio.reports.meetings import sentences

#: ``to("forslag", nr=4)``: the address of a page, with the portfolio, day and language carried
#: along. Who draws knows them: the script from its session, the server from the request.
To = Callable[..., str]
#: Asks a question of ``portfolio.queries``, or reuses its answer.
Read = Callable[..., Any]


def reader(connection: Any) -> Read:  # noqa: ANN401 - the store's
    """Asks a connection, nothing twice: for what is drawn in one go or kept as one answer."""
    kept: dict[Any, Any] = {}

    def read(question: Callable[..., Any], **values: Any) -> Any:  # noqa: ANN401 - any question
        asked = (question, *sorted(values.items()))
        if asked not in kept:
            kept[asked] = question(connection, **values)
        return kept[asked]

    return read


def rows(found: Any) -> list[dict[Any, Any]]:  # noqa: ANN401 - a frame
    """The rows of a frame."""
    return list(found.to_dict("records"))


#: More than these share so many segments; of whatever there is any, there is one.
_SEGMENTS = 30


class Link(NamedTuple):
    """Words, and the address they lead to."""

    words: str
    way: str


class Sourced(NamedTuple):
    """Words, and what proves them."""

    words: str
    marks: tuple[Link, ...]


#: What stands in a table: words, where they lead, or several that do; None is nothing.
Cell = str | int | Link | Sourced | tuple[Link, ...] | None


def draw(template: str, **values: Any) -> Markup:  # noqa: ANN401 - what the template asks for
    """A fragment of templates/ in the reader's language."""
    return Markup(environment().get_template(template).render(**values))


def headed(title: str, facts: Sequence[str], back: Link | None = None, **how: bool) -> Markup:
    """A heading and the facts below it, ``quiet`` or not, where what is typed follows."""
    return draw("headed.html", title=title, facts=facts, back=back, **{"quiet": False, **how})


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Markup:
    """Rows under their headings, each called by its first cell; on a phone a card a row.

    Without ``heads`` each row says by its first cell what it is.
    """
    return draw("table.html", caption=caption, heads=heads, rows=rows)


def pages(page: int, total: int, a_page: int, way: Callable[[int], str]) -> tuple[Link, ...]:
    """The pages before and after ``page``, counted from 1, of a list of so many."""
    near = {page - 1: _("Previous page"), page + 1: _("Next page")}
    count = -(-total // a_page)
    return tuple(Link(words, way(other)) for other, words in near.items() if 1 <= other <= count)


@cache
def environment(package: str = "portfolio.screens") -> Environment:
    """Jinja over a package's templates/: escaping, strict about what is not given."""
    made = Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(strong=_strong, day=language.short_date, long_day=language.long_date)
    made.filters.update(share=language.share, ties=_ties, segments=_segments)
    made.globals.update(_=_, ngettext=ngettext, label=labels.label, outcome=labels.outcome)
    made.globals.update(shapes=labels.SHAPES, rule=labels.rule)
    made.filters["actor"] = partial(labels.within, "actor")
    made.globals.update(
        when=sentences.when,
        dated=dated.of,
        named=sentences.named,
        carried_out=sentences.carried_out,
    )
    return made


def _strong(words: str) -> Markup:
    """What stands between ** in bold; for our own sentences, whose numbers are all they quote."""
    return Markup(re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", str(escape(words))))


def _ties(rows: Iterable[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """By how unsure they are, the surest first; of those that are sure nothing is said."""
    order = ("", *labels.UNSURE)
    groups = {how: [row for row in rows if _unsure(row) == how] for how in order}
    return [(how, some) for how, some in groups.items() if some]


def _unsure(row: dict[str, Any]) -> str:
    return row["certainty"] if row["certainty"] in labels.UNSURE else ""


def _segments(counts: Iterable[tuple[str, int]]) -> list[str]:
    """A bar's segments, all as wide: one each while they are few, else each code's share of them.

    Widths would have to stand in style attributes, which no document without a script allows.
    """
    some = list(counts)
    total = max(sum(count for _code, count in some), _SEGMENTS)
    return [code for code, count in some for _each in range(-(-count * _SEGMENTS // total))]


@cache
def style(name: str = "screen") -> str:
    """The one style sheet of these fragments, which stands in the head of the index page; or what
    the projector has besides. Every first visit carries it, so without its remarks and blanks.
    """
    sheet = (Path(__file__).parent / f"{name}.css").read_text(encoding="utf-8")
    told = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    return re.sub(r" ?([{};,>]) ?", r"\1", " ".join(told.split()))
