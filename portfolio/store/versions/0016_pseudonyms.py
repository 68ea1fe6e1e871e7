"""Answers of a workshop without their givers: pseudonyms, results that stand still, no times.

What is there is moved over, and what pointed to a person is not: names, times, answers that were
not counted, who gave what in a workshop that is over. A workshop that is under way goes on, but
its phones do not find their answers again: end it before the upgrade.

Frozen: a table here never changes again; the next migration alters it.
"""

from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

Row = dict[str, Any]
_ANSWERS = ("scores", "dots", "notes")


def upgrade() -> None:
    kept = {name: _rows(name) for name in ("participants", *_ANSWERS)}
    states = {row["id"]: row["state"] for row in _rows("workshops")}
    for name in ("rejected_answers", "note_supports", *_ANSWERS, "participants"):
        op.drop_table(name)
    _widen_workshops()
    _add_people()
    _add_votes()
    _add_notes()
    _move(kept, states)
    op.execute("DELETE FROM sign_in_attempts WHERE address LIKE 'workshop %'")


def _widen_workshops() -> None:
    for column in (
        sa.Column("door", sa.Text(), server_default="open", nullable=False),
        sa.Column("second_code", sa.Text(), nullable=True),
        sa.Column("attendance", sa.Text(), nullable=True),
    ):
        op.add_column("workshops", column)
    op.create_table(
        "workshop_roster",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("workshop_id", sa.Text(), nullable=False),
        sa.Column("party_id", sa.Text(), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.Column("group_title", sa.Text(), nullable=True),
        *_keys("workshop_roster", workshop_id="workshops", party_id="parties"),
        sa.UniqueConstraint(
            "workshop_id", "party_id", name=op.f("uq_workshop_roster_workshop_id_party_id")
        ),
        sa.CheckConstraint("expected BETWEEN 0 AND 1000", name=op.f("ck_workshop_roster_expected")),
    )
    _index("workshop_roster", "workshop_id", "party_id")


def _add_people() -> None:
    op.create_table(
        "participants",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("workshop_id", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("party_id", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), server_default="da", nullable=False),
        sa.Column("number", sa.Integer(), server_default="0", nullable=False),
        sa.Column("device_hash", sa.Text(), nullable=True),
        sa.Column("at_once", sa.Integer(), server_default="0", nullable=False),
        sa.Column("removed_at", sa.Text(), nullable=True),
        sa.Column("removed_reason", sa.Text(), nullable=True),
        sa.Column("ballot", sa.Integer(), nullable=True),
        *_keys("participants", workshop_id="workshops", party_id="parties"),
        sa.UniqueConstraint("token_hash", name=op.f("uq_participants_token_hash")),
    )
    op.create_table(
        "pseudonyms",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("participant_id", sa.Text(), nullable=True),
        sa.Column("step_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        *_keys("pseudonyms", participant_id="participants", step_id="workshop_steps"),
    )
    _index("participants", "workshop_id", "party_id")
    _index("pseudonyms", "participant_id", "step_id")


def _add_votes() -> None:
    op.create_table(
        "scores",
        *_of_a_pseudonym(),
        sa.Column("proposal_id", sa.Text(), nullable=False),
        sa.Column("criterion_id", sa.Text(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=True),
        *_keys("scores", **_GIVEN, proposal_id="proposals", criterion_id="criteria"),
        sa.UniqueConstraint(
            "pseudonym_id",
            "proposal_id",
            "criterion_id",
            name=op.f("uq_scores_pseudonym_id_proposal_id_criterion_id"),
        ),
        sa.CheckConstraint("value BETWEEN 1 AND 5", name=op.f("ck_scores_value")),
    )
    op.create_table(
        "dots",
        *_of_a_pseudonym(),
        sa.Column("proposal_id", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=True),
        *_keys("dots", **_GIVEN, proposal_id="proposals"),
        sa.UniqueConstraint(
            "pseudonym_id", "proposal_id", name=op.f("uq_dots_pseudonym_id_proposal_id")
        ),
        sa.CheckConstraint("count BETWEEN 0 AND 20", name=op.f("ck_dots_count")),
    )
    op.create_table(
        "step_results",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("step_id", sa.Text(), nullable=False),
        sa.Column("tally", sa.Text(), nullable=False),
        sa.Column("gone", sa.Text(), nullable=False),
        sa.Column("renewed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("held_back", sa.Integer(), server_default="0", nullable=False),
        *_keys("step_results", step_id="workshop_steps"),
        sa.UniqueConstraint("step_id", name=op.f("uq_step_results_step_id")),
    )
    _index("scores", *_GIVEN, "proposal_id", "criterion_id")
    _index("dots", *_GIVEN, "proposal_id")
    _index("step_results", "step_id")


def _add_notes() -> None:
    op.create_table(
        "notes",
        *_of_a_pseudonym(),
        sa.Column("proposal_id", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("party_id", sa.Text(), nullable=True),
        sa.Column("cluster_id", sa.Text(), nullable=True),
        sa.Column("rejected_at", sa.Text(), nullable=True),
        sa.Column("rejected_reason", sa.Text(), nullable=True),
        sa.Column("chosen_at", sa.Text(), nullable=True),
        sa.Column("merged_into", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        *_keys("notes", **_GIVEN, **_ABOUT),
        sa.CheckConstraint(
            "kind IN ('question', 'missing', 'contribute', 'concern')", name=op.f("ck_notes_kind")
        ),
    )
    op.create_table(
        "note_supports",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("note_id", sa.Text(), nullable=False),
        sa.Column("pseudonym_id", sa.Text(), nullable=False),
        *_keys("note_supports", note_id="notes", pseudonym_id="pseudonyms"),
        sa.UniqueConstraint(
            "note_id", "pseudonym_id", name=op.f("uq_note_supports_note_id_pseudonym_id")
        ),
    )
    _index("notes", *_GIVEN, *_ABOUT)
    _index("note_supports", "note_id", "pseudonym_id")


_GIVEN = {"pseudonym_id": "pseudonyms", "step_id": "workshop_steps"}
_ABOUT = {"proposal_id": "proposals", "party_id": "parties", "cluster_id": "note_clusters"}


def _of_a_pseudonym() -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in ("id", *_GIVEN)]


def _keys(table: str, **targets: str) -> list[sa.Constraint]:
    foreign = [
        sa.ForeignKeyConstraint(
            [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}")
        )
        for column, target in targets.items()
    ]
    return [*foreign, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))]


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


# --- what is there --------------------------------------------------------------------------------


def _rows(table: str) -> list[Row]:
    found = op.get_bind().execute(sa.text(f"SELECT * FROM {table} ORDER BY id"))
    return [dict(row) for row in found.mappings()]


def _move(kept: dict[str, list[Row]], states: dict[str, str]) -> None:
    """Everything under new keys, which tell no time, and in the order of those."""
    people, numbers = dict[str, Row](), dict[str, int]()
    for old in kept["participants"]:
        if old["removed_at"] is None:
            running = states[old["workshop_id"]] != "ended"
            numbers[old["workshop_id"]] = numbers.get(old["workshop_id"], 0) + 1
            people[old["id"]] = {
                "id": str(uuid4()),
                **{name: old[name] for name in ("workshop_id", "token_hash", "language")},
                "party_id": old["party_id"] if running else None,
                "number": numbers[old["workshop_id"]] if running else 0,
            }
    came_from = {old["id"]: old["party_id"] for old in kept["participants"]}
    givers, given = dict[tuple[str, str, str], Row](), {name: list[Row]() for name in _ANSWERS}
    for table, rows in given.items():
        for old in kept[table]:
            if old["participant_id"] in people and not old.get("taken_back_at"):
                kind = old["kind"] if table == "notes" else table
                giver = _giver(givers, people[old["participant_id"]], old["step_id"], kind, states)
                rows.append(_answer(table, old, giver, came_from))
    _put("participants", people.values())
    _put("pseudonyms", givers.values())
    for table, rows in given.items():
        _put(table, rows)


def _giver(
    givers: dict[tuple[str, str, str], Row], one: Row, step: str, kind: str, states: dict[str, str]
) -> str:
    known = None if states[one["workshop_id"]] == "ended" else one["id"]
    row = {"id": str(uuid4()), "participant_id": known, "step_id": step, "kind": kind}
    return str(givers.setdefault((one["id"], step, kind), row)["id"])


_COPIED = {
    "scores": ("step_id", "proposal_id", "criterion_id", "value"),
    "dots": ("step_id", "proposal_id", "count"),
    "notes": (
        *("id", "step_id", "proposal_id", "kind", "words", "cluster_id"),
        *("rejected_at", "rejected_reason", "chosen_at", "merged_into", "version"),
    ),
}


def _answer(table: str, old: Row, giver: str, came_from: dict[str, str | None]) -> Row:
    copied = {name: old[name] for name in _COPIED[table]}
    offered = table == "notes" and old["kind"] == "contribute"
    party = {"party_id": came_from[old["participant_id"]] if offered else None}
    return {
        "id": str(uuid4()),
        **copied,
        "pseudonym_id": giver,
        **(party if table == "notes" else {}),
    }


def _put(table: str, rows: Any) -> None:  # noqa: ANN401 - any rows
    mixed = sorted(rows, key=lambda row: str(row["id"]))
    if mixed:
        target = sa.table(table, *(sa.column(name) for name in mixed[0]))
        op.get_bind().execute(sa.insert(target), mixed)
