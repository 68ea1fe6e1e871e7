"""The directors' review: planned, arranged, and, once it is held, decided and closed.

``planning``: the meeting, with ``slot``, what it can be, and ``building``, the agenda that builds
itself; ``arranging``: the secretary's hand on it; ``deciding`` and ``closing``: the meeting
itself, with ``decided``, what was said, and ``minuting``, what is written of it.
"""
