"""The organisation's logo: its bytes lie beside the database by their hash."""

from portfolio import store
from portfolio.domain.permissions import Action
from portfolio.queries.organisations import organisations as queries
from portfolio.reports import pictures
from portfolio.store import bilag
from portfolio.usecases import use_case
from portfolio.usecases.organisations import organisations
from portfolio.usecases.use_case import Who


def keep(who: Who, portfolio: str, content: bytes, *, version: int) -> None:
    """Show this picture wherever the organisation's name stands.

    Raises PortfolioError when it is no sound PNG or JPEG or too large, ConflictError when somebody
    has changed the organisation meanwhile.
    """
    with store.reading() as connection:  # nobody without the right fills the disk
        use_case.allowed(connection, who, Action.EDIT_CONTENT)
    sha256 = bilag.keep(store.url(), pictures.logo(content))
    values = {"logo_sha256": sha256, "logo_type": "image/png"}
    organisations.save(who, portfolio, values, "organisation.logo", version)


def take_away(who: Who, portfolio: str, *, version: int) -> None:
    """Show no logo. Its bytes stay where files are kept."""
    values = {"logo_sha256": None, "logo_type": None}
    organisations.save(who, portfolio, values, "organisation.logo_gone", version)


def content(portfolio: str | None) -> bytes | None:
    """As ``queries.logo``, for everybody."""
    with store.reading() as connection:
        return queries.logo(connection, portfolio=portfolio)


def bytes_of(sha256: str) -> bytes | None:
    """A logo that is in use now, by its hash; None for every other file that is kept."""
    with store.reading() as connection:
        is_logo = queries.is_logo(connection, sha256=sha256)
    try:
        return bilag.read(store.url(), sha256) if is_logo else None
    except bilag.BytesLostError:
        return None
