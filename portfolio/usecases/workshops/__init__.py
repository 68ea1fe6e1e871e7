"""A workshop: prepared, taken part in, run and recorded.

Whoever takes part has no account: they are known by a token in their phone's cookie, and what they
give is checked here against the step that is open. It is no change of the portfolio: no line in the
change log, no raised revision. What facilitators do is, and goes through ``use_case.perform``.
"""
