"""The line that sums a page up, with its filters folded away at the end of the same row."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from portfolio.language import _
from portfolio.ui import choices, components, links

#: name in the address, label, the words for no choice, the choices when they are wanted.
Pick = Callable[[str, str, str, Callable[[], Mapping[str, str]]], str | None]


class Bar:
    """A row: ``line`` to be filled with the key line, and the filters beside it."""

    def __init__(self, page: str) -> None:
        row = st.container(horizontal=True, vertical_alignment="top", gap="medium")
        self.line = row.container(width="stretch")
        self._tools = row.container(
            width="content", horizontal=True, vertical_alignment="center", gap="small"
        )
        self._below = st.container()
        self._page = page

    def choose(self, choose: Callable[[Pick], dict[str, Any]]) -> dict[str, Any]:
        """Ask for the filters. Those that are set are named below, with a way to clear them."""
        names: list[str] = []
        said: list[str] = []
        # A closed popover draws nothing: select boxes are what takes a page its time.
        popover = self._tools.popover(_("Filter"), key=f"{self._page}:filters", on_change="rerun")

        def pick(
            name: str, label: str, everything: str, options: Callable[[], Mapping[str, str]]
        ) -> str | None:
            is_open = bool(popover.open)
            code = choices.choose(name, label, options, everything=everything, drawn=is_open)
            names.append(name)
            said.extend([options().get(code, code)] if code else [])
            return code

        with popover:
            chosen = choose(pick)
        if said:
            self._name(said, names)
        return chosen

    def _name(self, said: list[str], names: list[str]) -> None:
        self._tools.button(
            _("Clear filters"),
            key=f"{self._page}:clear",
            type="tertiary",
            on_click=choices.clear,
            args=tuple(names),
        )
        words = links.plain(components.joined(said))
        self._below.markdown(_("Shown: {filters}", filters=words))
