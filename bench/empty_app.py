"""The least a Streamlit page can be, served with the same start-up cures as the tracker."""

import streamlit as st

if __name__ != "__main__":
    from portfolio import web

    app = st.App(__file__, routes=web.routes, middleware=web.middleware, lifespan=web.lifespan)
else:
    st.set_page_config(page_title="Tom", layout="wide")
    st.title("Tom side", anchor=False)
