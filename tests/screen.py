"""What a reader finds on a page that AppTest has drawn."""

import re
from html.parser import HTMLParser

from streamlit.testing.v1 import AppTest

_BAR = 'class="screen frame"'
_KINDS = ("title", "header", "subheader", "markdown", "caption", "info", "warning", "error")


def words(page: AppTest) -> str:
    """All that stands on the page, tables and dialog too, as the Markdown it is written in."""
    said = [str(element.value) for kind in _KINDS for element in page.get(kind)]
    said += map(text, fragments(page))
    return "\n".join(said)


class _Reader(HTMLParser):
    """Reads a fragment as its words: links and bold as in Markdown, a line a block."""

    _BLOCKS = frozenset(
        ("li", "p", "h1", "h2", "h3", "tr", "table", "section", "div", "summary", "dt")
    )

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._ways: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._ways.append(str(dict(attrs)["href"]))
        self.said.append(
            {"a": "[", "strong": "**", "td": " | ", "th": " | ", "dd": ": "}.get(tag, "")
        )
        if tag in self._BLOCKS:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.said.append(f"]({self._ways.pop()})")
        breaks = tag in self._BLOCKS and tag != "dt"
        self.said.append("**" if tag == "strong" else "\n" if breaks else "")

    def handle_data(self, data: str) -> None:
        self.said.append(re.sub(r"\s+", " ", data))


def text(fragment: str) -> str:
    """The words of HTML, links as ``[words](way)`` and bold as ``**words**``."""
    reader = _Reader()
    reader.feed(fragment)
    lines = (re.sub(" +", " ", line).strip() for line in "".join(reader.said).split("\n"))
    return "\n".join(line for line in lines if line)


def tables(page: AppTest) -> list[list[list[str]]]:
    """The words in the cells of every table, its headings first if it has any."""
    return [
        [
            [text(cell).strip(" |") for cell in re.findall(r"(?s)<t[hd][ >].*?</t[hd]>", row)]
            for row in re.findall(r"(?s)<tr.*?</tr>", table)
        ]
        for table in re.findall(r"(?s)<table.*?</table>", "".join(_html(page)))
    ]


def column(page: AppTest, heading: str) -> list[str]:
    """What stands under a heading of the one table that has it."""
    (rows,) = (rows for rows in tables(page) if heading in rows[0])
    return [row[rows[0].index(heading)] for row in rows[1:]]


def title(page: AppTest) -> str:
    """The page's one heading."""
    (found,) = page.title
    return found.value


def warnings(page: AppTest) -> list[str]:
    return [warning.value for warning in page.warning]


def links(page: AppTest) -> dict[str, str]:
    """The words of every link with where it leads."""
    return _ways(words(page))


def _ways(said: str) -> dict[str, str]:
    return dict(re.findall(r"(?<!\\)\[((?:[^\[\]\\]|\\.)+)\]\((/[^)]*)\)", said))


def fragments(page: AppTest) -> list[str]:
    """The HTML that stands on the page, a piece an element; not the bar."""
    return [html for html in _html(page) if _BAR not in html]


def bar(page: AppTest) -> str:
    """The words of the bar over the page: menu, search, portfolios, language, reader."""
    return text(bar_html(page))


def bar_html(page: AppTest) -> str:
    """The bar as it is sent."""
    (found,) = (html for html in _html(page) if _BAR in html)
    return found


def menu(page: AppTest) -> dict[str, str]:
    """The words of every link in the bar with where it leads."""
    return _ways(bar(page))


def _html(page: AppTest) -> list[str]:
    return [str(element.proto.body) for element in page.get("html")]


def card(page: AppTest, number: int) -> str:
    """The text of a proposal's card."""
    (found,) = (text.value for text in page.markdown if text.value.startswith(f"**[{number} "))
    return found


def figures(page: AppTest) -> str:
    """The overview's box of figures."""
    return re.search(r"(?s)<div class=\"figures\">.*?</section>", _overview(page))[0]


def asked(page: AppTest) -> str:
    """What the overview says is asked of the directorate."""
    return text(
        re.search(r'(?s)<div class="asked">.*?(?=<div class="figures">)', _overview(page))[0]
    )


def _overview(page: AppTest) -> str:
    (found,) = (body for body in fragments(page) if 'class="screen overview' in body)
    return found


def _rows(page: AppTest) -> dict[int, str]:
    found = "".join(fragments(page))
    rows = re.findall(r"(?s)<tr>\s*<td class=\"number\">(\d+)</td>(.*?)</tr>", found)
    return {int(number): text(row) for number, row in rows}


def proposals(page: AppTest) -> list[int]:
    """The proposals of the table, from the top."""
    return list(_rows(page))


def row(page: AppTest, number: int) -> str:
    """The words of a proposal's row."""
    return _rows(page)[number]


def listed(page: AppTest) -> dict[str, str]:
    """The rows of the lists, from the top: the words of each by those of its heading."""
    rows = re.findall(
        r"(?s)<tr[^>]*>\s*<th scope=\"row\"[^>]*>(.*?)</th>(.*?)</tr>", "".join(fragments(page))
    )
    return {re.sub(r"\[(.*?)\]\(.*\)", r"\1", text(head)): text(rest) for head, rest in rows}


def address(page: AppTest) -> dict[str, str]:
    """What the address asks for now."""
    return {
        name: value if isinstance(value, str) else value[-1]
        for name, value in page.query_params.items()
    }


def dialog(page: AppTest) -> list[str]:
    """What the open dialog says; nothing when none is open."""
    return [text.value for box in page.get("dialog") for text in box.markdown]


def acts(page: AppTest) -> list[str]:
    """What the button of a proposal's head offers."""
    for menu in page.get("menu_button"):
        return list(menu.options)
    return [one.label for one in page.button if str(one.key).startswith("menu:")]


def do(page: AppTest, words: str) -> AppTest:
    """Choose something to do in a proposal's head: its form opens."""
    for menu in page.get("menu_button"):
        return menu.click_index(menu.options.index(words)).run()
    (one,) = (one for one in page.button if one.label == words)
    return one.click().run()


def steps(page: AppTest) -> list[str]:
    """The cards of the chain, in order."""
    (chain,) = re.findall(r'(?s)<ol class="steps">(.*?)</ol>', "".join(fragments(page)))
    return [text(card) for card in chain.split("</li>")[:-1]]


def grid(page: AppTest) -> dict[str, list[str]]:
    """The cells of every grid, by the name of their row."""
    rows = re.findall(r'(?s)<th scope="row">(.*?)</th>(.*?)</tr>', "".join(fragments(page)))
    return {
        _name(head): [_cell(cell) for cell in re.split("<td", cells)[1:]] for head, cells in rows
    }


def _name(head: str) -> str:
    return text(head.split('<span class="quiet">')[0]).split("](")[0].lstrip("[")


def _cell(cell: str) -> str:
    return text(f"<td{cell}").removeprefix("|").strip()
