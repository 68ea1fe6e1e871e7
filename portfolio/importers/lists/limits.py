"""How large a list may be, and what is said of a file that cannot be read as one."""

from portfolio.importers.archives import Wanted
from portfolio.language import N_

MOST_ROWS = 10_000
MOST_COLUMNS = 200
#: Cells that a file fills with what stands in others: merged, or told of once for many.
MOST_COPIES = 200_000
LISTS = Wanted(
    too_large=N_(
        "The file is larger than {limit} MB. Take pictures and old sheets out of it, save it anew,"
        " and choose that one."
    ),
    too_much=N_(
        "The file holds far more than a list does and was not opened. Copy the list into a new"
        " sheet, save that, and choose it."
    ),
    not_one=N_(
        "The file is not a spreadsheet that can be read, whatever its name says. Save it as .xlsx,"
        " .ods or .csv without a password, and choose that one."
    ),
    max_tags=4_000_000,
    # A list of 5,000 alike rows packs very well.
    max_ratio=400,
)
