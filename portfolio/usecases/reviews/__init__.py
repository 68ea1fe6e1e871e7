"""The directors' review: planned, arranged, and, once it is held, decided and closed.

``planning``: the meeting, with ``slot``, what it can be, and ``building``, the agenda that builds
itself; ``arranging``: the secretary's hand on it; ``decisions`` and ``closing``: the meeting
itself, with ``decision_input``, what is said of an item, ``minutes_rows``, what is written of it,
and ``open_review``, the review while something is recorded in it; ``lock``: what then stands.
"""
