"""The server around the script. Open this to see which routes and middleware ``st.App`` gets."""

from __future__ import annotations

from starlette.middleware import Middleware

from portfolio.web import (
    api,
    assets,
    calendar,
    documents,
    doorway,
    gate,
    health,
    index,
    oidc,
    security,
    sign_in,
    static,
    statusark,
    workshops,
)
from portfolio.web.startup import lifespan

__all__ = ["lifespan", "middleware", "routes"]

routes = [
    health.route,
    calendar.route,
    documents.route,
    statusark.route,
    assets.route,
    *api.routes,
    *sign_in.routes,
    *workshops.routes,
]
middleware = [
    Middleware(doorway.Doorway),
    Middleware(security.Guarded),
    Middleware(gate.Gate),
    Middleware(oidc.BackFromLogin),
    Middleware(index.Pages),
    Middleware(static.Compressed),
]
