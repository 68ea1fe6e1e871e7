"""The texts of a proposal beside its titles. A line here makes one more: it is then kept, edited,
searched, shown on the proposal's page, in the papers and the workbook, and published.

Its word is in :mod:`portfolio.labels.proposals`, its column needs a migration (docs/doors.md).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class ProposalText:
    """``name`` of its column; ``public``: it stands in the published file and the API."""

    name: str
    public: bool = True


TEXTS = (
    ProposalText("summary"),
    ProposalText("already_running"),
    ProposalText("suggested_next"),
)
NAMES = tuple(text.name for text in TEXTS)
PUBLIC = tuple(text.name for text in TEXTS if text.public)
WITHHELD = tuple(text.name for text in TEXTS if not text.public)
