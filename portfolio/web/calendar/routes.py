"""GET /calendar.ics?token=…: a user's calendar, for a program that cannot sign in.

Whatever is wrong with the token, the answer is that there is nothing here. The token is written
nowhere: not by us, and the server keeps no access log.
"""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from portfolio import language
from portfolio.reports.calendar import ics
from portfolio.usecases.calendar import links
from portfolio.web import addresses

_KEPT_BY_NOBODY = {"cache-control": "private, no-store", "x-robots-tag": "noindex"}
#: Longer than any token of ours; nobody makes us hash a megabyte.
_LONGEST = 200


async def calendar(request: Request) -> Response:
    """The calendar that the token opens, else 404."""
    token = request.query_params.get("token", "")
    asked_at = str(request.base_url).rstrip("/") + addresses.base()
    made = await run_in_threadpool(_made, token, asked_at)
    if made is None:
        return PlainTextResponse("Not Found", status_code=404, headers=_KEPT_BY_NOBODY)
    named = {"content-disposition": 'inline; filename="calendar.ics"'}
    return Response(
        made, media_type="text/calendar; charset=utf-8", headers=_KEPT_BY_NOBODY | named
    )


def _made(token: str, asked_at: str) -> bytes | None:
    if not token or len(token) > _LONGEST:
        return None
    feed = links.open_feed(token)
    if feed is None:
        return None
    language.use(feed.language)
    return ics.calendar(
        feed.entries, public=links.public_address(asked_at) or "", words=feed.vocabularies
    )


route = Route("/calendar.ics", calendar)
