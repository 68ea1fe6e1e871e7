"""The table of roles and actions. Open this to change who may do what.

A use case asks it inside its transaction (:mod:`portfolio.usecases.use_case`); a page asks it to
leave out what the reader cannot do anyway.
"""

from enum import StrEnum


class Role(StrEnum):
    """What a user may do."""

    READER = "reader"
    LEAD = "lead"  # of a centre: answers for its proposals
    SECRETARY = "secretary"  # of the portfolio: keeps all its content
    DIRECTOR = "director"  # reads all, decides
    ADMINISTRATOR = "administrator"


class Action(StrEnum):
    """What somebody wants to do."""

    READ = "read"
    KEEP_OWN_ACCOUNT = "keep_own_account"  # password, sessions, calendar link
    COMMENT = "comment"
    WITHDRAW_COMMENT = "withdraw_comment"
    ANSWER_STATUS = "answer_status"
    ANSWER_RESPONSIBILITY = "answer_responsibility"
    ASK_RESPONSIBILITY = "ask_responsibility"
    EDIT_CONTENT = "edit_content"
    RUN_ROUNDS = "run_rounds"
    SEE_LOG = "see_log"
    RESTORE = "restore"
    MANAGE_USERS = "manage_users"
    PLAN_REVIEWS = "plan_reviews"
    ASK_BODY = "ask_body"  # put a question to the directorate, or to another body
    DECIDE = "decide"
    FOLLOW_UP = "follow_up"
    MANAGE_TOKENS = "manage_tokens"
    RUN_WORKSHOPS = "run_workshops"
    FACILITATE = "facilitate"


class Matter(StrEnum):
    """What there is to see. Every page, sheet, file and feed shows one."""

    PORTFOLIO = "portfolio"  # proposals: where they stand, their money, dates, ties and gaps
    DECIDED = "decided"  # what was decided, and what follows from it
    PREPARED = "prepared"  # meetings, rounds and workshops while they are worked on
    OWN = "own"  # one's own work and account


#: Who sees what. A role that sees less than all is named here, and in nothing else that shows.
_SEEN: dict[Role, frozenset[Matter]] = dict.fromkeys(Role, frozenset(Matter))

_SECRETARIES = {Role.SECRETARY, Role.ADMINISTRATOR}
_EVERYBODY = set(Role)
_ALLOWED: dict[Action, set[Role]] = {
    Action.READ: _EVERYBODY,
    Action.KEEP_OWN_ACCOUNT: _EVERYBODY,
    Action.COMMENT: _EVERYBODY - {Role.READER},
    Action.WITHDRAW_COMMENT: _SECRETARIES,
    Action.ANSWER_STATUS: _SECRETARIES,
    Action.ANSWER_RESPONSIBILITY: _SECRETARIES,
    Action.ASK_RESPONSIBILITY: _SECRETARIES,
    Action.EDIT_CONTENT: _SECRETARIES,
    Action.RUN_ROUNDS: _SECRETARIES,
    Action.SEE_LOG: _EVERYBODY - {Role.READER},
    Action.RESTORE: _SECRETARIES,
    Action.MANAGE_USERS: {Role.ADMINISTRATOR},
    Action.PLAN_REVIEWS: _SECRETARIES,
    Action.ASK_BODY: _SECRETARIES | {Role.DIRECTOR},
    Action.DECIDE: _SECRETARIES | {Role.DIRECTOR},
    Action.FOLLOW_UP: _SECRETARIES,
    Action.MANAGE_TOKENS: {Role.ADMINISTRATOR},
    Action.RUN_WORKSHOPS: _SECRETARIES,
    Action.FACILITATE: _SECRETARIES,
}
#: Who may besides, on what is their own: the proposals, answers and follow-ups of a lead's parties,
#: a comment one has written, a workshop one is a facilitator of.
_ALLOWED_OWN: dict[Action, set[Role]] = {
    Action.WITHDRAW_COMMENT: _ALLOWED[Action.COMMENT],
    Action.ANSWER_STATUS: {Role.LEAD},
    Action.ANSWER_RESPONSIBILITY: {Role.LEAD},
    Action.FOLLOW_UP: {Role.LEAD},
    Action.FACILITATE: _EVERYBODY,
}


def may(role: Role, action: Action, *, own: bool = False) -> bool:
    """Whether the role allows the action; ``own``: on what is the user's own."""
    return role in _ALLOWED[action] or (own and role in _ALLOWED_OWN.get(action, ()))


def sees(role: Role, matter: Matter) -> bool:
    """Whether the role may see it."""
    return matter in _SEEN[role]
