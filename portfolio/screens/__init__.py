"""What is read on a screen, as HTML: answers in, one fragment out, escaped by Jinja.

A noun folder has what its screens say (``Facts`` → values of a template), ``templates/`` how they
are written, ``screen.css`` how they look. Nothing here knows Streamlit: the same fragment is drawn
in the page by ``st.html`` (:mod:`portfolio.ui.drawing`), in the index page before Streamlit is
there (:mod:`portfolio.web.first_paint`), and in what is printed.
"""
