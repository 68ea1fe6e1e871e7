"""A status answered without Streamlit: one page of a few kB, one proposal after the other.

``routes`` are the addresses, ``typed`` what a form says, ``page`` what is drawn.
"""

from portfolio.web.rounds.routes import routes

__all__ = ["routes"]
