"""Where links lead: the page, and what every link takes along."""

from dataclasses import dataclass
from urllib.parse import urlencode

#: The address's name for the portfolio shown; bare is the first one.
PORTFOLIO = "portefolje"
FRONT = "overblik"  # Streamlit shows its first page at / and nowhere else
SOURCES = "kilder"  # "ja": every source is shown, on this page and those one goes to
#: Carried along so that a link shows the same portfolio and day in the same language.
CARRIED = (PORTFOLIO, "dato", "lang", SOURCES)

#: Where a page shows what a row is about, by table: the page and the name in its address.
SHOWN_ON = {
    "proposals": ("forslag", "nr"),
    "decisions": ("beslutninger", "beslutning"),
    "agenda_items": ("beslutninger", "punkt"),
    "purposes": (FRONT, "formaal"),
    "funding_pools": ("strategi", "pulje"),
    "strategy_processes": ("strategi", "proces"),
    "places": ("steder", "sted"),
    "milestones": ("tidslinje", "milepael"),
    "follow_ups": ("opfoelgninger", "opfoelgning"),
}


@dataclass(frozen=True)
class Here:
    """The address a screen is drawn for: ``base`` before every path, what is carried along, and
    the code of the portfolio shown."""

    base: str  # as /portfolio; empty where there is none
    carried: tuple[tuple[str, str], ...]
    shown: str | None

    def to(self, page: str, /, **query: object) -> str:
        """The address of a page: ``to("forslag", nr=4)`` is ``/forslag?nr=4``."""
        asked = {name: str(value) for name, value in query.items() if value is not None}
        if asked.get(PORTFOLIO) == self.shown:
            asked.pop(PORTFOLIO, None)  # the one shown is carried along, or the first
        # What is carried along is let go of by asking for nothing.
        words = urlencode({k: v for k, v in (dict(self.carried) | asked).items() if v})
        path = f"{self.base}/{'' if page == FRONT else page}"
        return f"{path}?{words}" if words else path
