"""The map: which module may import which. ``tests/test_architecture.py`` reads it from here.

    app.py
      pages · ui            web · commands      what people meet
      queries · reports     usecases            what they can ask, take along and do
                            importers           what they bring
      store                 mailing             where it is kept, where mail goes out
      model · health · rules · finance · agenda the rules
      involvement · fuzzy · workdays · answer_shape
      permissions                               who may what
      language · labels · log_words · errors    the words

Arrows point down this picture, and only these are there:

    errors     →
    model      →
    finance    → errors
    fuzzy      → errors
    health     → model
    agenda     → health, model
    involvement → model
    rules      → errors, fuzzy, model
    workdays   →
    voting     →
    answer_shape → model
    permissions → model
    language   → errors
    log_words  → language
    labels     → language, log_words
    store      → errors, language, model
    importers  → errors, fuzzy, language, model, store.schema
    importers.answer_sheet → answer_shape, labels
    usecases   → errors, fuzzy, health, importers, language, model, permissions, queries, store
    usecases.answers → rules
    usecases.sending → mailing
    usecases.digesting → mailing
    usecases.workshops → voting
    queries.workshop_results → voting
    queries.workshop_facts → voting
    usecases.drafts → rules
    usecases.answer_sheet_finds → answer_shape
    usecases.parking → rules
    usecases.standings → rules
    usecases.templates → reports
    usecases.rounds → workdays
    usecases.reviews → agenda
    queries    → errors, finance, health, language.fold, language.sort_key, model, store
    queries.involvement → involvement
    queries.agenda → agenda
    mailing    → errors
    reports    → labels, language
    reports.changes → model, queries
    reports.digest → queries
    reports.mail_digest → queries
    reports.mail → model, queries
    reports.mail_words → model, queries
    reports.ics → model, queries
    reports.answer_sheet → answer_shape
    reports.public_file → queries
    reports.papers → errors, model, queries
    reports.workshop → model, queries
    web        → errors, language, store, usecases
    web.calendar → reports
    web.workshops → model, queries, voting
    web.api    → health, model, queries
    web.sheet  → labels
    web.statusark → model, queries, reports
    commands.publish → queries, reports
    commands.digest → mailing, queries, reports
    commands.remind → mailing, queries, reports
    commands.sending → mailing, queries
    commands   → errors, importers, language, model, store, usecases, web.startup
    __main__   → commands
    ui         → errors, finance, fuzzy, health, labels, language, model, queries, reports, usecases
    ui.reviews_one → agenda
    ui.reviews_items → agenda
    ui.reviews_words → agenda
    ui.involvement → involvement
    ui.involvement_acts → involvement
    ui.answer_form → rules
    ui.answer_fields → rules
    ui.session → store
    ui.visitor → permissions, store
    ui.menu    → permissions
    pages      → health, labels, language, model, queries, reports, ui, usecases

Only app.py, pages and ui know Streamlit (web asks it a thing or two when the server starts),
and of ui the charts do not; only web knows Starlette; SQL stays in store and those that ask it.
"""
