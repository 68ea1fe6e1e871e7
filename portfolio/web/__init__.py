"""The server around the script. Open this to see which routes and middleware ``st.App`` gets."""

from __future__ import annotations

from starlette.middleware import Middleware

from portfolio.web import assets, doorway, health, index, security, static
from portfolio.web.startup import lifespan

__all__ = ["lifespan", "middleware", "routes"]

routes = [health.route, assets.route]
middleware = [
    Middleware(doorway.Doorway),
    Middleware(security.Guarded),
    Middleware(index.Pages),
    Middleware(static.Compressed),
]
