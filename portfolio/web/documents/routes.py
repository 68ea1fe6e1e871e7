"""GET /bilag/<id>: an attached file, for those who may read. Open this to change how it is sent."""

import logging
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from portfolio import language
from portfolio.errors import NotAllowedError
from portfolio.language import _
from portfolio.store.bilag import BytesLostError
from portfolio.usecases.documents import documents
from portfolio.web import addresses, spoken
from portfolio.web.caller import caller

_UNQUOTABLE = str.maketrans('?"\\', "___")
_log = logging.getLogger(__name__)
# A file is taken home, never shown here: it could hold a page that acts in the reader's name.
_GUARDED = {
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
}


async def fetch(request: Request) -> Response:
    """200 with the file; 303 to sign-in for nobody; 404 for none; 500 when its bytes are lost."""
    await spoken.begin(request)
    document_id = request.path_params["id"]
    try:
        found = await run_in_threadpool(documents.fetch, await caller(request), document_id)
    except NotAllowedError:
        way = addresses.sign_in_address("/", "", language.current())
        return RedirectResponse(way, 303, headers=_GUARDED)
    except BytesLostError as error:
        _log.error("bilag %s: %s", document_id, error)
        return _answer(
            500,
            _(
                "The file is on record, but its bytes are gone or damaged, so it is not sent. Tell"
                " whoever runs the program; it can be put back from the backup."
            ),
        )
    if found is None:
        return _answer(404, _("There is no such file, or it has been taken off."))
    return Response(
        found.content,
        headers=_GUARDED
        | {"content-type": found.media_type, "content-disposition": attachment(found.name)},
    )


def attachment(name: str) -> str:
    """The name twice: in ASCII for old programs, and as RFC 5987 writes æ, ø and å."""
    plain = name.encode("ascii", "replace").decode().translate(_UNQUOTABLE)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _answer(status: int, sentence: str) -> Response:
    return PlainTextResponse(sentence, status, headers=_GUARDED)


route = Route("/bilag/{id}", fetch)
