"""Mail to a real server: settings from the environment, TLS, and what is certain when it fails.

Three ways it can fail. The server cannot be used at all: UnreachableError, and there is no point
in trying the next letter. This letter has certainly not been sent: NotSentError. The text was
handed over and no word came back: UncertainError, and only a human can find out.
"""

from portfolio.mailing.post import NotSentError, Post, UncertainError, UnreachableError
from portfolio.mailing.server import NAMES, Server, from_environment, missing

__all__ = [
    "NAMES",
    "NotSentError",
    "Post",
    "Server",
    "UncertainError",
    "UnreachableError",
    "from_environment",
    "missing",
]
