"""Which day it is for what is recorded; ``PORTFOLIO_TODAY`` sets another, as for the pages."""

import os
from datetime import date


def today() -> date:
    """The day it is; ``PORTFOLIO_TODAY`` (ISO) sets another, for tests and rehearsals."""
    fixed = os.environ.get("PORTFOLIO_TODAY")
    return date.fromisoformat(fixed) if fixed else date.today()
