"""The HTML of the few pages outside Streamlit. Open this to change how sign-in looks.

Plain forms that work before any script has run, in the colours of .streamlit/config.toml
(forms.css). Everything that is not ours is escaped here.
"""

from dataclasses import dataclass
from html import escape

from portfolio import language
from portfolio.language import _
from portfolio.web import addresses, assets


@dataclass(frozen=True, kw_only=True)
class Field:
    """One line to fill in. ``fill`` tells the browser what it may fill in by itself."""

    name: str
    label: str
    kind: str = "text"
    value: str = ""
    fill: str = "off"
    hint: str = ""
    fixed: bool = False


def page(heading: str, *parts: str, other_language: str) -> str:
    """A whole page. ``other_language`` is the address of the same page in the other one."""
    spoken, word = language.current(), "English" if language.current() == "da" else "Dansk"
    other = "en" if spoken == "da" else "da"
    files = addresses.base()
    program = escape(_("Portfolio tracker"))
    return (
        f'<!doctype html>\n<html lang="{spoken}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(heading)} · {program}</title>\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
        f'<link rel="icon" type="image/svg+xml" href="{files}/{assets.url("favicon.svg")}">\n'
        f'<link rel="stylesheet" href="{files}/{assets.url("forms.css")}">\n'
        f"</head>\n<body>\n<header><p>{program}</p>"
        f'<a href="{escape(other_language)}" lang="{other}">{word}</a></header>\n'
        f"<main>\n<h1>{escape(heading)}</h1>\n{''.join(parts)}</main>\n</body>\n</html>\n"
    )


def sentence(words: str) -> str:
    """A paragraph; nothing where there are no words."""
    return f"<p>{escape(words)}</p>\n" if words else ""


def quiet(words: str) -> str:
    """A paragraph in small print."""
    return f'<p class="quiet">{escape(words)}</p>\n'


def good_news(words: str) -> str:
    """What has just been done."""
    return f'<p class="done" role="status">{escape(words)}</p>\n' if words else ""


def trouble(words: str) -> str:
    """What could not be done, read aloud at once; nothing where nothing is wrong."""
    return f'<p class="wrong" role="alert">{escape(words)}</p>\n' if words else ""


def link(words: str, way: str) -> str:
    """A paragraph that leads on."""
    return f'<p><a href="{escape(way)}">{escape(words)}</a></p>\n'


def button(words: str, way: str) -> str:
    """The one thing to do on a page without a form."""
    return f'<p><a class="button" href="{escape(way)}">{escape(words)}</a></p>\n'


def form(action: str, button: str, fields: list[Field], hidden: dict[str, str]) -> str:
    """A form that posts. The cursor stands in the first field that is still empty."""
    first = next((field.name for field in fields if not field.value), "")
    lines = "".join(_line(field, focus=field.name == first) for field in fields)
    carried = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">\n'
        for name, value in hidden.items()
    )
    return (
        f'<form method="post" action="{escape(action)}">\n{carried}{lines}'
        f'<button type="submit">{escape(button)}</button>\n</form>\n'
    )


def _line(field: Field, *, focus: bool) -> str:
    hint = f'<small id="hint-{field.name}">{escape(field.hint)}</small>\n' if field.hint else ""
    more = f' aria-describedby="hint-{field.name}"' if field.hint else ""
    more += " readonly" if field.fixed else " required"
    more += " autofocus" if focus else ""
    more += ' autocapitalize="none" spellcheck="false"' if field.kind != "text" else ""
    return (
        f'<label for="{field.name}">{escape(field.label)}</label>\n{hint}'
        f'<input id="{field.name}" name="{field.name}" type="{field.kind}" maxlength="500"'
        f' value="{escape(field.value)}" autocomplete="{field.fill}"{more}>\n'
    )
