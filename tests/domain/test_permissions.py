"""Who may do what, written out by hand: a change of portfolio/domain/permissions.py must be meant.

That every use case asks it is in tests/usecases/test_refusals.py.
"""

import pytest

from portfolio.domain.permissions import Action, Role, may

ROLES = ("reader", "lead", "secretary", "director", "administrator")
#: "x": may; "own": only on what is the user's own; "": may not.
TABLE = {
    #                         reader  lead   secretary director administrator
    "read": ("x", "x", "x", "x", "x"),
    "keep_own_account": ("x", "x", "x", "x", "x"),
    "comment": ("", "x", "x", "x", "x"),
    "withdraw_comment": ("", "own", "x", "own", "x"),
    "answer_status": ("", "own", "x", "", "x"),
    "answer_responsibility": ("", "own", "x", "", "x"),
    "ask_responsibility": ("", "", "x", "", "x"),
    "edit_content": ("", "", "x", "", "x"),
    "run_rounds": ("", "", "x", "", "x"),
    "see_log": ("", "x", "x", "x", "x"),
    "restore": ("", "", "x", "", "x"),
    "manage_users": ("", "", "", "", "x"),
    "plan_reviews": ("", "", "x", "", "x"),
    "ask_body": ("", "", "x", "x", "x"),
    "decide": ("", "", "x", "x", "x"),
    "follow_up": ("", "own", "x", "", "x"),
    "manage_tokens": ("", "", "", "", "x"),
    "run_workshops": ("", "", "x", "", "x"),
    "facilitate": ("own", "own", "x", "own", "x"),
}
CELLS = [
    (role, action, cells[place])
    for action, cells in TABLE.items()
    for place, role in enumerate(ROLES)
]


@pytest.mark.parametrize(("role", "action", "cell"), CELLS)
@pytest.mark.parametrize("own", [False, True])
def test_the_table(role, action, cell, own):
    allowed = cell == "x" or (cell == "own" and own)
    assert may(Role(role), Action(action), own=own) is allowed


def test_the_table_has_every_role_and_every_action():
    assert set(ROLES) == {role.value for role in Role}
    assert set(TABLE) == {action.value for action in Action}


def test_nothing_is_ones_own_unless_it_is_said():
    assert not may(Role.LEAD, Action.ANSWER_STATUS)
