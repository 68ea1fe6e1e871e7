"""A workshop on the phones: pages without Streamlit, a few kB each, that follow the facilitator.

``routes`` are the addresses, ``pages`` what is drawn, ``following`` how a phone hears of a move.
"""

from portfolio.web.workshops.routes import routes

__all__ = ["routes"]
