"""What a decision puts off: a proposal until a window opens, by the rules of parking, and the day
on which an earlier decision is looked at again.
"""

from dataclasses import dataclass
from datetime import date

from portfolio.domain.permissions import Action
from portfolio.errors import PortfolioError
from portfolio.store import schema
from portfolio.usecases.proposals import parking
from portfolio.usecases.proposals.parking import Waiting
from portfolio.usecases.reviews.journal import Journal, Kind, lock, proposal_of, report
from portfolio.usecases.rounds import answers
from portfolio.usecases.use_case import Deed


@dataclass(frozen=True)
class ReviewDay:
    """An earlier decision is looked at again on another day than it was to be; None: on none."""

    decision_id: str
    on: date | None


def park(journal: Journal, waiting: Waiting) -> None:
    """Park the proposal by the rules of parking, from the day of the decision."""
    proposal_id, said = proposal_of(journal), parking.columns(waiting)
    made, connection = journal.made, journal.connection
    stands = parking.free_to_park(connection, proposal_id, waiting, made.today)
    given = parking.resting(stands, said["reason"])
    seq = report(journal, proposal_id, stands, given)
    row = {
        "proposal_id": proposal_id,
        "parked_on": made.values["decided_on"],
        "parked_by": journal.person.name,
        "stage_before": parking.stage_before(connection, proposal_id).value,
        **said,
    }
    _deed, added = journal.rows.add(connection, "parkings", made.id, row)
    deed = journal.rows.deed(
        "park",
        lambda: Deed(
            Action.DECIDE, "proposal.parked", "parkings", added.subject_id, reason=said["reason"]
        ),
    )
    journal.lines.append((deed, added))
    was = answers.as_it_stands(stands)
    before = {"stage": was.stage.value, "reason": was.reason}
    journal.note(Kind.PARK, "parkings", str(added.answer), before, {"status_seq": seq})


def set_review_day(journal: Journal, review_day: ReviewDay) -> None:
    """Have an earlier decision looked at again on another day, or on none.

    Raises PortfolioError for a day that has come, and where there is none to lift.
    """
    row, on = lock(journal.connection, schema.decisions, review_day.decision_id), review_day.on
    if row["id"] == journal.made.id or row["decided_on"] > journal.made.values["decided_on"]:
        raise PortfolioError("Choose a decision that was made before this one.")
    if on is None and row["review_on"] is None:
        raise PortfolioError(
            "Decision {number} has no day for looking at it again. Choose a day, or leave it be.",
            number=row["number"],
        )
    if on is not None:
        require_ahead(on, journal.made.today)
    journal.change(Kind.REVIEW, schema.decisions, row, {"review_on": on and on.isoformat()})


def require_ahead(review_on: date, today: date) -> None:
    """Raise PortfolioError for a day for looking at a decision again that has come already."""
    if review_on <= today:
        raise PortfolioError(
            "{day} has come already. Choose a later day for looking at it again, or none.",
            day=review_on,
        )
