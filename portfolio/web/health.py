"""GET /healthz: open this to change what monitoring is told about the service."""

import logging
import tomllib
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from portfolio import store

_PROJECT = Path(__file__).parents[2] / "pyproject.toml"
VERSION: str = tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["project"]["version"]


async def healthz(_request: Request) -> JSONResponse:
    """200 while the database answers, else 503."""
    reachable = await run_in_threadpool(_database_answers)
    answer = {
        "status": "ok" if reachable else "error",
        "database": "ok" if reachable else "unreachable",
        "version": VERSION,
    }
    headers = {"cache-control": "no-store"}
    return JSONResponse(answer, status_code=200 if reachable else 503, headers=headers)


def _database_answers() -> bool:
    try:
        store.ping()
    except Exception as error:  # whatever it is, the caller gets one word and the log the kind
        logging.getLogger(__name__).warning("No answer from the database: %r", error)
        return False
    return True


route = Route("/healthz", healthz)
