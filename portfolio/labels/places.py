"""Places, and the gaps in what is known."""

from portfolio.language import N_

WORDS = {
    "place_kind": {
        "municipality": N_("The whole municipality"),
        "town": N_("Town"),
        "district": N_("District"),
        "development_area": N_("Development area"),
        "housing_area": N_("Housing area"),
        "school_district": N_("School district"),
        "facility": N_("Building or facility"),
    },
    "place_role": {
        "focus": N_("the proposal applies here"),
        "example": N_("example to learn from"),
        "mentioned": N_("mentioned"),
    },
    "gap_kind": {
        "missing": N_("Information missing"),
        "contradiction": N_("Contradiction"),
        "unclear": N_("Unclear"),
    },
    "gap_status": {"open": N_("Open"), "answered": N_("Answered")},
}
