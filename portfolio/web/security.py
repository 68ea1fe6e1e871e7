"""Headers that keep a page from being misused. Open this to change the content security policy."""

import base64
import hashlib
import re
from functools import cache

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from portfolio.web.static import streamlit_index


class SecurityHeaders:
    """ASGI middleware: adds the headers to every answer that does not set them itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                _guard(MutableHeaders(scope=message))
            await send(message)

        await self.app(scope, receive, send_guarded)


def _guard(headers: MutableHeaders) -> None:
    headers.setdefault("x-content-type-options", "nosniff")
    if headers.get("content-type", "").startswith("text/html"):
        headers.setdefault("content-security-policy", content_security_policy())
        headers.setdefault("referrer-policy", "same-origin")
        headers.setdefault("x-frame-options", "DENY")


@cache
def content_security_policy() -> str:
    """Only our own files, and the inline scripts of Streamlit's index.html by their hash.

    Streamlit needs inline styles everywhere, WebAssembly for st.graphviz_chart, blob: for
    Mermaid pictures and data: for icons. Nothing needs eval.
    """
    inline = re.findall(r"<script>(.*?)</script>", streamlit_index(), flags=re.DOTALL)
    hashes = "".join(f" 'sha256-{_sha256(script)}'" for script in inline)
    return (
        f"default-src 'self'; script-src 'self'{hashes} 'wasm-unsafe-eval'; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        "connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
        "form-action 'self'; frame-ancestors 'none'"
    )


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
