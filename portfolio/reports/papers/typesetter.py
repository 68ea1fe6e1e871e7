"""Typst in a process of its own, which gives all its memory back when the pdf is made.

Open this when a pdf costs too much memory or time. In the server's own process Typst kept 2 MB a
sheet for good: 1.1 GB after 500 of them.
"""

import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from portfolio.errors import PortfolioError
from portfolio.reports.papers import letters
from portfolio.reports.pictures import fitted

_HERE = Path(__file__).parent
_LONGEST = 120  # s; 500 sheets take three
_LOGO = (60, 8)  # mm, at most
#: Not all that press the button at once: each takes up to 2 MB a sheet while it is made.
_AT_ONCE = threading.BoundedSemaphore(2)


def typeset(template: str, facts: Mapping[str, Any], logo: bytes | None = None) -> bytes:
    """The pdf of a template in ``templates/`` filled with facts, tagged for reading aloud.

    ``logo``: a PNG for the head of each page.

    Raises PortfolioError when there is not memory or time enough for it.
    """
    said = letters.all_printable(facts)
    # Typst reads no base64: a picture is a list of its bytes.
    drawn = {"logo": list(logo or b""), "logo_width": fitted(logo, *_LOGO)["width"] if logo else 0}
    whole = {"template": template, "facts": {**said, **drawn}}
    order = json.dumps(whole, ensure_ascii=False).encode()
    # -P: the modules of this folder are not on its path.
    command = [sys.executable, "-P", str(_HERE / "typst_process.py")]
    with _AT_ONCE:
        try:
            done = subprocess.run(command, input=order, capture_output=True, timeout=_LONGEST)
        except subprocess.TimeoutExpired as error:
            raise _too_large() from error
    if done.returncode < 0:  # killed: no memory was left
        raise _too_large()
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace"))
    return done.stdout


def _too_large() -> PortfolioError:
    return PortfolioError(
        "The document became too large for this server. Choose fewer proposals and try again."
    )
