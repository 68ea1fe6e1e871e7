"""Minutes that carry their own truth: ``⟨kind what¦words⟩`` marks the words a find is to stand on.

Kinds: ``d`` the decision (its outcomes), ``f`` what is asked for (who;last day in time), ``m`` a
milestone (last day), ``a`` an amount (kroner), ``x`` words of a closed item. A line ``@@ item
number|title|case|closed`` begins an item, ``@@ prop number|title`` is a proposal of it,
``@@ head``, ``@@ present`` and ``@@ absent`` tell of the meeting, ``@@ kind`` of the file.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import Any

import typst
from docx import Document

from minutes.reading_aloud import quotes_not_in_their_lines, read


@dataclass
class Truth:
    """What is to be read of an item; the meeting has one too."""

    values: list[str]
    marks: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def said(self, kind: str) -> list[tuple[str, str]]:
        return self.marks.get(kind, [])


def unmarked(text: str) -> tuple[str, dict[str, str], list[Truth], list[str]]:
    """The text as it is read, what the head says, the items, and the words of closed ones."""
    head: dict[str, str] = {}
    items: list[Truth] = []
    secrets: list[str] = []
    plain: list[str] = []
    open_marks: list[tuple[str, int]] = []
    for line in text.splitlines():
        if line.startswith("@@ "):
            name, _, value = line[3:].partition(" ")
            if name == "item":
                items.append(Truth([part.strip() for part in value.split("|")]))
            elif name == "prop":
                items[-1].marks.setdefault(name, []).append((value, ""))
            else:
                head[name] = value
            continue
        for piece in re.split(r"(⟨[^¦⟨⟩]*¦|⟩)", f"{line}\n"):
            if piece.startswith("⟨"):
                open_marks.append((piece[1:-1], len(plain)))
            elif piece == "⟩":
                mark, begin = open_marks.pop()
                kind, _, what = mark.partition(" ")
                words = "".join(plain[begin:])
                if kind == "x":
                    secrets.append(words)
                else:
                    items[-1].marks.setdefault(kind, []).append((what, words))
            else:
                plain.append(piece)
    return "".join(plain), head, items, secrets


def made(kind: str, text: str) -> bytes:
    """The file of that kind; in a document "# " begins a heading and "|" a row of a table."""
    if kind == "pdf":
        return bytes(typst.compile(text.encode()))
    if kind == "docx":
        return _document(text)
    if kind == "mac":
        return text.replace("\n", "\r").encode("mac_roman")
    return text.encode("latin-1" if kind == "latin" else "utf-8")


def _document(text: str) -> bytes:
    document = Document()
    for line in text.splitlines():
        if line.startswith("|"):
            cells = line.strip("|").split("|")
            row = document.add_table(1, len(cells)).rows[0]
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
        elif line.startswith("#"):
            marks, _, words = line.partition(" ")
            document.add_heading(words, len(marks))
        elif line.strip():
            document.add_paragraph(line)
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def faults(text: str) -> list[str]:
    """Where a reading differs from the marks."""
    plain, head, items, secrets = unmarked(text)
    answer = read(made(head.get("kind", "txt"), plain))
    found = list(_in_head(head, answer["meeting"]))
    titles = [(one["number"], _words(one["title"]), one["case_number"]) for one in answer["items"]]
    wanted = [(one.values[0], _words(one.values[1]), one.values[2] or None) for one in items]
    found += _differ("items", wanted, titles)
    for truth, item in zip(items, answer["items"], strict=False):
        if not item["closed"]:
            found += _in_item(truth, item, answer)
    told = str({name: value for name, value in answer.items() if name != "messages"})
    found += [
        f"told: {word}" for one in secrets for word in re.findall(r"\w{4,}", one) if word in told
    ]
    return found + [f"quote: {one}" for one in quotes_not_in_their_lines(answer)]


def _in_head(head: dict[str, str], meeting: dict[str, Any]) -> list[str]:
    found = []
    for pair in filter(None, head.get("head", "").split(";")):
        name, _, value = pair.strip().partition("=")
        found += _differ(name, [value], [meeting[name]])
    for name in ("present", "absent"):
        wanted = [one.strip() for one in head.get(name, "").split(",") if one.strip()]
        found += _differ(name, wanted, meeting[name])
    return found


def _in_item(truth: Truth, item: dict[str, Any], answer: dict[str, Any]) -> list[str]:
    decided = item["decision"] or {"text": "", "outcomes": []}
    outcomes = [one for what, _ in truth.said("d") for one in what.split(",") if one]
    words = " ".join(words for _, words in truth.said("d"))
    asked = [_ask(what, words) for what, words in truth.said("f")]
    told = [
        (_ask_words(ask["text"]), ask["responsible"], ask["due"]["end"] if ask["due"] else None)
        for ask in item["follow_ups"]
    ]
    finds = [find for find in answer["finds"] if find["item"] == item["number"]]

    def values(kind: str) -> list[dict[str, Any]]:
        return [find["value"] for find in finds if find["kind"] == kind]

    proposals = [f"{one['number']}|{one['title']}" for one in values("proposal")]
    every = (
        ("decision", [_words(words)], [_words(decided["text"])]),
        ("outcomes", outcomes, decided["outcomes"]),
        ("follow-ups", asked, told),
        (
            "days",
            [what for what, _ in truth.said("m")],
            [v["when"]["end"] for v in values("milestone")],
        ),
        (
            "money",
            [what for what, _ in truth.said("a")],
            [str(v["amount"]) for v in values("amount")],
        ),
        ("proposals", [what for what, _ in truth.said("prop")], proposals),
    )
    return [
        f"{item['number']} {fault}"
        for name, wanted, got in every
        for fault in _differ(name, wanted, got)
    ]


def _ask(what: str, words: str) -> tuple[str, str | None, str | None]:
    who, _, due = what.partition(";")
    return _ask_words(words), who or None, due or None


def _ask_words(text: str) -> str:
    return _words(text).removeprefix("at ")


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", re.sub(r"<[^>]+>", " ", text).lower()))


def _differ(name: str, wanted: list[Any], found: list[Any]) -> list[str]:
    if sorted(set(wanted), key=str) == sorted(set(found), key=str):
        return []
    return [f"{name}: {wanted} became {found}"]
