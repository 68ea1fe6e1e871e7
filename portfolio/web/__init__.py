"""The server around the script. Open this to see which routes and middleware ``st.App`` gets."""

from starlette.middleware import Middleware

from portfolio.web import (
    api,
    assets,
    doorway,
    gate,
    health,
    index,
    organisations,
    rounds,
    security,
    static,
    workshops,
)
from portfolio.web.calendar import routes as calendar_routes
from portfolio.web.documents import routes as document_routes
from portfolio.web.papers import statusark
from portfolio.web.people import oidc, sign_in
from portfolio.web.startup import lifespan

__all__ = ["lifespan", "middleware", "routes"]

routes = [
    health.route,
    calendar_routes.route,
    document_routes.route,
    statusark.route,
    assets.route,
    organisations.route,
    *api.routes,
    *rounds.routes,
    *sign_in.routes,
    *workshops.routes,
]
middleware = [
    Middleware(doorway.Doorway),
    Middleware(security.SecurityHeaders),
    Middleware(gate.Gate),
    Middleware(oidc.LoginReturn),
    Middleware(index.Pages),
    Middleware(static.BundleCompression),
]
