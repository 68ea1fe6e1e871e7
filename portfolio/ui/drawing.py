"""A fragment of portfolio/screens on the page: one element, whatever stands in it."""

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator


def show(fragment: Markup, place: DeltaGenerator | None = None) -> DeltaGenerator:
    """Put HTML that Jinja has escaped on the page; client.js follows its links in the session.

    With a ``place`` that this gave before, in place of what stands there.
    """
    return (st if place is None else place).html(str(fragment))
