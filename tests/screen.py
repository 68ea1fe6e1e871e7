"""What a reader finds on a page that AppTest has drawn."""

import re

from streamlit.testing.v1 import AppTest

_KINDS = ("title", "header", "subheader", "markdown", "caption", "info", "warning", "error")


def words(page: AppTest) -> str:
    """All that stands on the page, tables and dialog too, as the Markdown it is written in."""
    said = [str(element.value) for kind in _KINDS for element in page.get(kind)]
    for table in page.table:
        said += [str(cell) for cell in [*table.value.columns, *table.value.to_numpy().ravel()]]
    return "\n".join(said)


def title(page: AppTest) -> str:
    """The page's one heading."""
    (found,) = page.title
    return found.value


def warnings(page: AppTest) -> list[str]:
    return [warning.value for warning in page.warning]


def links(page: AppTest) -> dict[str, str]:
    """The words of every link with where it leads."""
    return dict(re.findall(r"(?<!\\)\[((?:[^\[\]\\]|\\.)+)\]\((/[^)]*)\)", words(page)))


def key_line(page: AppTest) -> str:
    """The overview's one line of figures."""
    (found,) = (
        text.value for text in page.markdown if re.match(r"\*\*\d+\*\* forslag", text.value)
    )
    return found


def proposals(page: AppTest) -> list[int]:
    """The proposals on the cards, in the order of the columns."""
    cards = [text.value for text in page.markdown if text.value.startswith("**[")]
    return [int(re.search(r"nr=(\d+)", card)[1]) for card in cards]


def card(page: AppTest, number: int) -> str:
    """The text of a proposal's card."""
    (found,) = (text.value for text in page.markdown if text.value.startswith(f"**[{number} "))
    return found


def address(page: AppTest) -> dict[str, str]:
    """What the address asks for now."""
    return {
        name: value if isinstance(value, str) else value[-1]
        for name, value in page.query_params.items()
    }


def dialog(page: AppTest) -> list[str]:
    """What the open dialog says; nothing when none is open."""
    return [text.value for box in page.get("dialog") for text in box.markdown]
