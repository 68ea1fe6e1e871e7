"""What is remembered of a list while it is taken in: its file, where it goes, what is chosen."""

from dataclasses import replace
from typing import Any

import streamlit as st

from portfolio.domain.lists.choice import Choice
from portfolio.domain.lists.entry import Reading
from portfolio.language import _
from portfolio.ui.draft import Draft
from portfolio.usecases.lists import reading
from portfolio.usecases.lists.previewing import Target
from portfolio.usecases.lists.taking import File

STEP = "step"


class State:
    """The draft of a list."""

    def __init__(self, form: Draft) -> None:
        self.form = form

    @property
    def step(self) -> int:
        return int(self.form[STEP] or 0)

    @property
    def file(self) -> File | None:
        found: File | None = self.form["file"]
        return found

    @property
    def target(self) -> Target:
        return self.form["target"] or Target()

    @property
    def choice(self) -> Choice:
        return self.form["choice"] or Choice()

    def choose(self, **chosen: Any) -> None:  # noqa: ANN401 - of a Choice
        """Remember something that somebody has said of how the list is to be read."""
        self.form.set("choice", replace(self.choice, **chosen))

    def read(self) -> Reading:
        """The list as it is understood now. Raises PortfolioError when it cannot be read."""
        assert self.file is not None
        return reading.read(self.file.name, self.file.content, self.target.portfolio, self.choice)

    def ways(self, on: str, *, may_go_on: bool = True) -> None:
        """The buttons below a step: back, and on to the next."""
        with st.container(horizontal=True, gap="small"):
            if st.button(on, type="primary", key=f"list:on:{self.step}", disabled=not may_go_on):
                self.go(self.step + 1)
            if st.button(_("Back"), key=f"list:back:{self.step}"):
                self.go(self.step - 1)

    def go(self, step: int) -> None:
        """Show another step."""
        self.form.set(STEP, step)
        st.rerun()
