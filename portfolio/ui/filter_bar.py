"""A page's filters, folded away beside its title, and the line that says which are set."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import streamlit as st

from portfolio.language import _
from portfolio.queries import filter_choices
from portfolio.queries.meetings import decisions
from portfolio.ui import choices, components, links, session


class Picker:
    """Asks for filters one by one; knows their names in the address, and the words of those set.

    With ``drawn=False`` nothing is drawn (a closed popover), and what was chosen before stands.
    """

    def __init__(self, *, drawn: bool) -> None:
        self._drawn = drawn
        self.names: list[str] = []
        self.words: list[str] = []

    def __call__(
        self, name: str, label: str, everything: str, options: Callable[[], Mapping[str, str]]
    ) -> str | None:
        """The code chosen; ``everything`` is what is shown for no choice."""
        code = choices.choose(name, label, options, everything=everything, drawn=self._drawn)
        self.names.append(name)
        if code:
            self.words.append(options().get(code, code))
        return code

    def search(self, name: str, label: str) -> str:
        """The words typed; they are shown as they are."""
        words = choices.search(name, label, drawn=self._drawn)
        self.names.append(name)
        if words:
            self.words.append(_("“{words}”", words=words))
        return words

    def proposal(self, portfolio: str) -> int | None:
        """One of the portfolio's proposals, or None for all of them."""
        number = self(
            "forslag",
            _("Proposal"),
            _("All proposals"),
            lambda: choices.numbered(session.read(decisions.proposal_choices, portfolio=portfolio)),
        )
        return None if number is None else int(number)

    def purpose(self, portfolio: str) -> int | None:
        """One of the portfolio's purposes, by whatever word it has for them; None for all."""
        number = self(
            "formaal",
            _("Purpose"),
            _("All purposes"),
            lambda: choices.numbered(
                session.read(filter_choices.purpose_choices, portfolio=portfolio)
            ),
        )
        return None if number is None else int(number)


@contextmanager
def folded(key: str) -> Iterator[Picker]:
    """The filters, folded away until they are wanted."""
    # A closed popover draws nothing: select boxes are what takes a page its time.
    popover = st.popover(_("Filter"), key=key, on_change="rerun")
    with popover:
        yield Picker(drawn=bool(popover.open))


def offer_to_clear(key: str, *names: str) -> None:
    """The way to set filters back."""
    st.button(_("Clear filters"), key=key, type="tertiary", on_click=choices.clear, args=names)


def say(pick: Picker, key: str) -> None:
    """What is shown of all there is, and the way back to all of it; nothing where all is shown."""
    if not pick.words:
        return
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        shown = _("Shown: {filters}", filters=links.plain(components.joined(pick.words)))
        st.markdown(shown, width="content")
        offer_to_clear(key, *pick.names)
