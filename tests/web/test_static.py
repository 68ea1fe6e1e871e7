"""Streamlit's bundles reach the browser compressed, once compressed, and nothing else does."""

import asyncio
import gzip
import re
import threading
from pathlib import Path

import brotli
import pytest
from starlette.responses import PlainTextResponse

from portfolio.screens import drawing
from portfolio.web import addresses, static
from tests.web.serving import ROOT, ask

IMMUTABLE = "public, max-age=31536000, immutable"


async def streamlit(scope, receive, send):
    """Stands for everything behind the middleware."""
    await PlainTextResponse("streamlit answers")(scope, receive, send)


@pytest.fixture
def app(monkeypatch):
    monkeypatch.setattr(static, "_packed", {})
    return static.BundleCompression(streamlit)


def a_bundle(kind=".js"):
    """The path of a small bundle, and what is in it."""
    files = [(path, file) for path, file in static.bundles().items() if file.suffix == kind]
    path, file = min(files, key=lambda found: found[1].stat().st_size)
    return path, file.read_bytes()


@pytest.mark.parametrize(("kind", "mime"), [(".js", "text/javascript"), (".css", "text/css")])
def test_a_bundle_is_sent_in_brotli(app, kind, mime):
    path, content = a_bundle(kind)
    answer = ask(app, path, accept_encoding="gzip, deflate, br, zstd")
    assert answer.status == 200
    assert brotli.decompress(answer.body) == content
    assert answer.headers["content-encoding"] == "br"
    assert answer.headers["content-type"] == f"{mime}; charset=utf-8"
    assert answer.headers["content-length"] == str(len(answer.body))
    assert answer.headers["cache-control"] == IMMUTABLE
    assert answer.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize("offer", ["gzip, deflate", "br;q=0, gzip;q=0.5", "br ; q=0.0,gzip"])
def test_gzip_serves_where_brotli_is_not_taken(app, offer):
    path, content = a_bundle()
    answer = ask(app, path, accept_encoding=offer)
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(answer.body) == content


@pytest.mark.parametrize("offer", ["", "identity", "br;q=0, gzip;q=0", "brotli"])
def test_a_browser_that_takes_neither_gets_streamlits_own_answer(app, offer):
    assert ask(app, a_bundle()[0], accept_encoding=offer).body == b"streamlit answers"


def test_brotli_with_a_low_wish_is_not_a_refusal():
    assert static.accepted("br;q=0.1") == "br"


def test_a_known_copy_is_not_sent_again(app):
    path, _content = a_bundle()
    tag = ask(app, path, accept_encoding="br").headers["etag"]
    again = ask(app, path, accept_encoding="br", if_none_match=tag)
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == tag


def test_the_tag_tells_the_encodings_apart(app):
    path, _content = a_bundle()
    tag = ask(app, path, accept_encoding="br").headers["etag"]
    assert ask(app, path, accept_encoding="gzip", if_none_match=tag).status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/static/../index.html",
        "/static/js/../../../config.py",
        "/static/js/%2e%2e/index.js",
        "/static//etc/passwd",
        "/static/js/..\\..\\config.py",
        "/etc/passwd",
        "/static/js/",
        "/static/js/there-is-no-such.js",
        "/index.html",
    ],
)
def test_no_path_leads_out_of_the_bundles(app, path):
    assert ask(app, path, accept_encoding="br").body == b"streamlit answers"


def test_bundles_are_scripts_and_styles_only():
    assert len(static.bundles()) > 200
    assert {file.suffix for file in static.bundles().values()} == {".js", ".css"}


def test_other_methods_are_streamlits(app):
    assert ask(app, a_bundle()[0], method="POST", accept_encoding="br").body == b"streamlit answers"


def test_a_room_full_of_phones_makes_the_server_compress_once(app, monkeypatch):
    path, _content = a_bundle()
    calls = []
    monkeypatch.setitem(static._ENCODERS, "br", lambda raw: calls.append(raw) or b"packed")

    async def room():
        return await asyncio.gather(*(static.packed(path, "br") for _phone in range(20)))

    assert asyncio.run(room()) == [b"packed"] * 20
    assert len(calls) == 1


def test_compression_leaves_the_event_loop_free(app, monkeypatch):
    """While a file is being compressed, others are answered."""
    path, _content = a_bundle()
    order = []
    released = threading.Event()

    async def answer_another():
        order.append("answered")
        released.set()

    async def both():
        await asyncio.gather(static.packed(path, "br"), answer_another())

    monkeypatch.setitem(
        static._ENCODERS,
        "br",
        lambda raw: order.append("packed" if released.wait(5) else "stuck") or b"",
    )
    asyncio.run(both())
    assert order == ["answered", "packed"]


def test_what_is_not_http_is_passed_on():
    seen = []

    async def behind(scope, receive, send):
        seen.append(scope["type"])

    asyncio.run(static.BundleCompression(behind)({"type": "websocket"}, None, None))
    assert seen == ["websocket"]


def test_our_fonts_are_kept_by_the_browser(app):
    assert ask(app, "/app/static/fonts/x.woff2").headers["cache-control"] == IMMUTABLE
    assert "cache-control" not in ask(app, "/app/static/list.csv").headers


def test_a_font_that_is_missing_is_not_remembered():
    async def missing(scope, receive, send):
        await PlainTextResponse("no", status_code=404)(scope, receive, send)

    answer = ask(static.BundleCompression(missing), "/app/static/fonts/x.woff2")
    assert "cache-control" not in answer.headers


def test_every_font_of_the_style_sheet_lies_in_the_repo_with_its_licence():
    urls = re.findall(r'url\("\./(app/static/fonts/[^"]+)"\)', drawing.style())
    files = [ROOT / url.removeprefix("app/") for url in urls]
    assert files
    assert all(file.read_bytes()[:4] == b"wOF2" for file in files)
    assert {file.name for file in (ROOT / "static/fonts").glob("*.woff2")} == {
        Path(url).name for url in urls
    }
    assert "SIL OPEN FONT LICENSE" in (ROOT / "static/fonts/OFL.txt").read_text(encoding="utf-8")


def test_behind_a_prefix_it_is_the_same(app, monkeypatch):
    monkeypatch.setattr(addresses, "base", lambda: "/portfolio")
    path, raw = a_bundle()
    answer = ask(app, f"/portfolio{path}", accept_encoding="br")
    assert brotli.decompress(answer.body) == raw
    assert ask(app, path, accept_encoding="br").body == b"streamlit answers"
    font = ask(app, "/portfolio/app/static/fonts/x.woff2")
    assert font.headers["cache-control"] == IMMUTABLE
