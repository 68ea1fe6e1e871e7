"""Who gets a mail that is meant for a party: fallback, and who is written to no more."""

import builders
import sqlalchemy as sa

from portfolio.queries.mails import recipients
from portfolio.queries.mails.recipients import Capacity
from portfolio.store.schema import parties


def test_a_party_out_of_use_has_a_name_and_no_contact(ask, seeded_db):
    builders.a_user(seeded_db, "secretary", email="sekretaer@kommune.test")
    mine = parties.c.code == "byc"
    builders.set_on(seeded_db, parties, mine, contact_email="byc@kommune.test")
    key = ask(_key)
    (before,) = ask(recipients.directory).routes([key])
    builders.set_on(seeded_db, parties, mine, withdrawn_at="2022-04-30")
    (after,) = ask(recipients.directory).routes([key])
    assert (before.why, before.to.email) == (Capacity.CONTACT, "byc@kommune.test")
    assert (after.why, after.to.email) == (Capacity.SECRETARY, "sekretaer@kommune.test")
    assert after.meant_for == before.meant_for


def _key(connection):
    return connection.execute(sa.select(parties.c.id).where(parties.c.code == "byc")).scalar_one()
