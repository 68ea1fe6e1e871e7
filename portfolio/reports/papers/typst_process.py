"""The process that typesets: an order as JSON on stdin, the pdf on stdout. Knows Typst only.

:mod:`portfolio.reports.papers.typesetter` starts it; it imports nothing of the program, so that
it is there at once.
"""

import json
import sys
from pathlib import Path
from typing import Literal

import typst

_HERE = Path(__file__).parent
_UA: Literal["ua-1"] = "ua-1"


def main() -> None:
    """Typeset what stdin asks for."""
    order = json.load(sys.stdin.buffer)
    facts = json.dumps(order["facts"], ensure_ascii=False)
    try:
        pdf = _compiled(order["template"], facts, _UA)
    except typst.TypstError:
        # PDF/UA refuses what cannot be read aloud. Better a pdf that is only tagged than none.
        pdf = _compiled(order["template"], facts, None)
    sys.stdout.buffer.write(pdf)


def _compiled(template: str, facts: str, standard: Literal["ua-1"] | None) -> bytes:
    # The same letters on every machine; Typst's own stand in where Plex has no such sign.
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(_HERE / "fonts")])
    return typst.compile(
        str(_HERE / "templates" / template),
        root=str(_HERE / "templates"),
        font_paths=fonts,
        sys_inputs={"facts": facts},
        pdf_standards=standard,
    )


if __name__ == "__main__":
    main()
