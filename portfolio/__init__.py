"""The map: which module may import which. ``tests/test_architecture.py`` reads it from here.

                  app.py
                 ╱      ╲
            pages        ╲
              │           ╲
             ui           web    commands
           ╱  │  ╲           ╲   ╱
    reports   │   usecases ◀──┴─╯
              │      │    ╲
          queries    │     importers
                ╲    │    ╱      ╲
                   store         fuzzy
                     │
                   model

Everybody may also ask for the words (``language``, ``labels``) as far as the lines below say.

    errors      →
    model       →
    finance     → errors
    fuzzy       → errors
    health      → model
    language    → errors
    labels      → language
    store       → errors, language, model
    importers   → errors, fuzzy, language, model, store.schema
    usecases    → errors, fuzzy, health, importers, language, model, queries, store
    queries     → errors, finance, health, language.fold, language.sort_key, model, store
    reports     → labels, language
    web         → errors, language, store, usecases
    commands    → errors, importers, language, model, store, usecases, web.startup
    __main__    → commands
    ui          → errors, finance, fuzzy, health, labels, language, model, queries, reports, usecases
    ui.session  → store
    pages       → health, labels, language, queries, reports, ui, usecases

Only app.py, pages and ui know Streamlit (web asks it a thing or two when the server starts);
only web knows Starlette; only store and those that ask it know SQL.
"""
