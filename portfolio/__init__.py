"""The map: what may import what, and what the folders do not say. tests/test_architecture.py
reads it from here.

Layers outside, the same nouns inside each: what is asked of workshops lies in queries/workshops,
what is done with them in usecases/workshops, how they look in ui/workshops. Flat in a layer lie
only its kernels, which every noun needs. Arrows point inwards, and only these are there:

    errors     →
    signs      →
    fuzzy      → errors, signs
    vocabulary →
    domain     → errors, fuzzy, signs
    language   → errors, signs, vocabulary
    labels     → language
    mailing    → errors
    store      → domain, errors, language.fold, signs
    queries    → domain, language.fold, language.shortened, language.sort_key, store, vocabulary
    importers  → domain, errors, fuzzy, labels, language, signs, store.schema
    reports    → domain, errors, labels, language, queries, signs
    reports.calendar → vocabulary
    reports.papers → vocabulary
    screens    → domain, fuzzy, labels, language, queries, reports, signs
    usecases   → domain, errors, fuzzy, importers, language, queries, signs, store, vocabulary
    usecases.content → labels
    usecases.mails  → mailing
    usecases.organisations → reports.pictures
    usecases.papers → reports
    usecases.reviews → reports.requests
    web        → domain, errors, labels, language, queries, reports, screens, signs, store, usecases
    web.spoken → vocabulary
    ui         → domain, errors, fuzzy, labels, language, queries, reports, screens, signs, usecases
    ui.organisations → vocabulary
    commands.words → vocabulary
    ui.session → store
    ui.visitor → store
    pages      → domain, language, queries, reports, ui, usecases
    commands   → domain, errors, importers, language, mailing, queries, reports, store, usecases
    __main__   → commands

The nouns: api, calendar, content, documents, gaps, lists, log, mails, meetings, minutes,
organisations, overview, own_fields, papers, people, places, proposals, public, requests, reviews,
rounds, search, seeding, strategy, workshops; and the screen's frame.

Only app.py, pages and ui know Streamlit (web asks it a thing or two when the server starts);
only web knows Starlette; SQL stays in store and those that ask it.
"""
