"""A fragment of portfolio/screens on the page: one element, whatever stands in it."""

import streamlit as st
from markupsafe import Markup


def show(fragment: Markup) -> None:
    """Put HTML that Jinja has escaped on the page; client.js follows its links in the session."""
    st.html(str(fragment))
