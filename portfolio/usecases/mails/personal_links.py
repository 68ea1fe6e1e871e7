"""The personal links that a run of mails gives out: each is kept just before its mail goes.

Where the mail server is down no link is made, and one whose mail would not go is nobody's.
"""

from collections import defaultdict
from collections.abc import Mapping

import sqlalchemy as sa

from portfolio import store
from portfolio.queries.mails.letters import Letter
from portfolio.queries.rounds.answer_links import are_allowed
from portfolio.store import ids
from portfolio.store.schema import answer_links
from portfolio.usecases import secret_tokens
from portfolio.usecases.mails.sending import Effect


class PersonalLinks:
    """The links of one run, by address and round."""

    def __init__(self) -> None:
        self._tokens: dict[str, dict[str, str]] = defaultdict(dict)
        self.effect = Effect(self._keep, self._take_back)

    def of(self, letter: Letter) -> Mapping[str, str]:
        """The tokens of a letter's rounds, by round; none where the reader's were closed."""
        rounds = {matter.round_id for matter in letter.matters if matter.round_id}
        a, mine = answer_links.c, self._tokens[letter.to.email]
        with store.reading() as connection:
            if not rounds or not letter.to.user_id or not are_allowed(connection):
                return {}
            shut = sa.select(a.round_id).where(
                a.user_id == letter.to.user_id, a.revoked_by.is_not(None)
            )
            for round_id in rounds - set(connection.execute(shut).scalars()):
                mine.setdefault(round_id, secret_tokens.new())
        return mine

    def _keep(self, letter: Letter) -> None:
        now = ids.now()
        rows = [
            {
                "id": ids.new_id(),
                "user_id": letter.to.user_id,
                "round_id": round_id,
                "token_hash": secret_tokens.hashed(token),
                "created_at": now,
            }
            for round_id, token in self._tokens[letter.to.email].items()
        ]
        if rows:
            kept = sa.insert(answer_links)
            store.in_transaction(lambda connection: connection.execute(kept, rows))

    def _take_back(self, letter: Letter) -> None:
        hashes = [secret_tokens.hashed(one) for one in self._tokens[letter.to.email].values()]
        gone = sa.delete(answer_links).where(answer_links.c.token_hash.in_(hashes))
        store.in_transaction(lambda connection: connection.execute(gone))
