"""How long minutes take to be read, in the process of their own: short ones, and 300 pages."""

import statistics
import time

import typst

from bench.measurements import Row
from portfolio.importers.minutes.apart import Reader
from portfolio.importers.minutes.known import Known

_TIMES = 3
_SHORT, _LONG = 12, 300  # pages
_AIM = 1.0  # s, of short minutes
_PAGE = """
== Punkt {n}: Ny sti ved skole {n}
22/{n}000

*Beslutning*

Godkendt. Udvalget bad om, at der fremlægges en status i maj 2024.

*Sagsfremstilling*

Der er afsat {n}.500.000 kr. til stien, som skal stå færdig den 1. juni 2025.

#lorem(250)
#pagebreak()
"""


def rows() -> list[Row]:
    """Seconds of short minutes against long ones, and how many pages of long ones in a second."""
    short, long = (_seconds(_minutes(pages)) for pages in (_SHORT, _LONG))
    what = f"Minutes read: {_SHORT} pages, against {_LONG}"
    a_second = Row("Minutes read: pages a second", _LONG / long, None, "", "", True)
    return [Row(what, short, long, "s", f"≤ {_AIM:g} s", short <= _AIM), a_second]


def _minutes(pages: int) -> bytes:
    head = "= Referat Byrådet den 12-01-2023\nMødested: Salen\n"
    text = head + "".join(_PAGE.format(n=number) for number in range(1, pages + 1))
    return bytes(typst.compile(text.encode()))


def _seconds(data: bytes) -> float:
    taken = []
    for _turn in range(_TIMES):
        begun = time.perf_counter()
        Reader().read(data, Known())
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)
