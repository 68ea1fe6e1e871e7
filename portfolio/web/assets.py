"""The files the browser gets from us, fonts apart. Open this to add one."""

import hashlib
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

FOREVER = "public, max-age=31536000, immutable"
_FOLDER = Path(__file__).parent
_TYPES = {
    "answer.css": "text/css",
    "answer.js": "text/javascript",
    "client.js": "text/javascript",
    "danish.js": "text/javascript",
    "favicon.svg": "image/svg+xml",
    "forms.css": "text/css",
    "notes.css": "text/css",
    "notes.js": "text/javascript",
    "phone.js": "text/javascript",
    "reach.js": "text/javascript",
    "wall.css": "text/css",
    "wall.js": "text/javascript",
    "workshop.css": "text/css",
}
#: Said once here and sent in one file: a phone that comes in asks for no second one.
_TYPE = (_FOLDER / "type.css").read_bytes()


def _body(name: str) -> bytes:
    own = (_FOLDER / name).read_bytes()
    return _TYPE + own if name.endswith(".css") else own


_BODIES = {name: _body(name) for name in _TYPES}


def url(name: str) -> str:
    """Where the file lies. A changed file has another address, so no browser keeps the old one."""
    digest = hashlib.sha256(_BODIES[name]).hexdigest()[:12]
    return f"app-static/{digest}/{name}"


_BY_PATH = {f"/{url(name)}": name for name in _TYPES}


async def _serve(request: Request) -> Response:
    name = _BY_PATH.get(request.url.path)
    if name is None:
        return Response(status_code=404)
    headers = {"cache-control": FOREVER}
    return Response(_BODIES[name], media_type=_TYPES[name], headers=headers)


route = Route("/app-static/{path:path}", _serve)
