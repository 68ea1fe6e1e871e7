"""Local mode: while there is no account, whoever sits at the machine is administrator.

The server's middleware (:mod:`portfolio.web.doorway`) sees where a request comes from and marks
one from this machine with a key that is made anew in each process; nobody outside knows it.
"""

import secrets

HEADER = "x-portfolio-local"
KEY = secrets.token_urlsafe(32)


def is_local(header: object) -> bool:
    """Whether the header is the mark of this process."""
    return isinstance(header, str) and secrets.compare_digest(header.encode(), KEY.encode())
