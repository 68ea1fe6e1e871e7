"""The frame: the server's app when imported, the script of every page when Streamlit runs it."""

import streamlit as st

if __name__ != "__main__":
    from portfolio import web

    app = st.App(__file__, routes=web.routes, middleware=web.middleware, lifespan=web.lifespan)
else:
    from portfolio.ui import frame

    frame.run()
