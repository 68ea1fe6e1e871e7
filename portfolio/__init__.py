"""The map: which module may import which. ``tests/test_architecture.py`` reads it from here.

    app.py
      pages · ui            web · commands      what people meet
      queries · reports     usecases            what they can ask, take along and do
                            importers           what they bring
      store                                     where it is kept
      model · health · finance · fuzzy          the rules
      permissions                               who may what
      language · labels · errors                the words

Arrows point down this picture, and only these are there:

    errors     →
    model      →
    finance    → errors
    fuzzy      → errors
    health     → model
    permissions → model
    language   → errors
    labels     → language
    store      → errors, language, model
    importers  → errors, fuzzy, language, model, store.schema
    usecases   → errors, fuzzy, health, importers, language, model, permissions, queries, store
    queries    → errors, finance, health, language.fold, language.sort_key, model, store
    reports    → labels, language
    web        → errors, language, store, usecases
    commands   → errors, importers, language, model, store, usecases, web.startup
    __main__   → commands
    ui         → errors, finance, fuzzy, health, labels, language, model, queries, reports, usecases
    ui.session → store
    ui.visitor → permissions, store
    ui.menu    → permissions
    pages      → health, labels, language, model, queries, reports, ui, usecases

Only app.py, pages and ui know Streamlit (web asks it a thing or two when the server starts),
and of ui the charts do not; only web knows Starlette; SQL stays in store and those that ask it.
"""
